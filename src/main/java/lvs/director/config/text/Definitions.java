package lvs.director.config.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code $NAME=VALUE} definitions and the ones that are always there. Values are kept as text and
 * expanded where they are used, as often as they are used.
 */
final class Definitions {
  private static final Set<String> BUILT_IN =
      Set.of("_PWD", "_INSTANCE", "_RANDOM", "_ENV", "_HASH", "_BANG");

  private final ReadSettings settings;
  private final Map<String, List<String>> values = new HashMap<>();
  private int nearestAsked;

  Definitions(ReadSettings settings) {
    this.settings = settings;
  }

  /** Defines or redefines; more than one line makes it a multi-line definition. */
  void define(String name, List<String> lines) {
    values.put(name, List.copyOf(lines));
  }

  /** Puts back what {@link #lines} gave before a generator used the name. */
  void restore(String name, List<String> before) {
    if (before == null) {
      values.remove(name);
    } else {
      values.put(name, before);
    }
  }

  /** The lines of a definition, or null. */
  List<String> lines(String name) {
    return values.get(name);
  }

  boolean knows(String name) {
    return values.containsKey(name) || BUILT_IN.contains(name);
  }

  /** The name that was probably meant; beyond the first thousand questions nobody reads answers. */
  Optional<String> nearest(String name) {
    if (++nearestAsked > 1_000) {
      return Optional.empty();
    }
    return NearestWord.of(name, values.keySet()).or(() -> NearestWord.of(name, BUILT_IN));
  }

  /**
   * The value of a built-in, unless it is not one.
   *
   * @param directory of the file that is being read
   */
  Optional<String> builtIn(Reference reference, String directory) {
    return switch (reference.name()) {
      case "_PWD" -> Optional.of(directory);
      case "_INSTANCE" -> Optional.of(settings.configId());
      case "_HASH" -> Optional.of("#");
      case "_BANG" -> Optional.of("!");
      case "_ENV" -> Optional.of(settings.environment().getOrDefault(reference.arguments(), ""));
      case "_RANDOM" -> random(reference.arguments());
      default -> Optional.empty();
    };
  }

  /** {@code _RANDOM [min [max]]}, 0 to 32767 by default; empty when the bounds make no sense. */
  private Optional<String> random(String arguments) {
    String[] bounds = arguments.isEmpty() ? new String[0] : arguments.split("\\s+");
    boolean numbers = Arrays.stream(bounds).allMatch(bound -> bound.matches("[0-9]{1,9}"));
    if (!numbers || bounds.length > 2) {
      return Optional.empty();
    }
    int min = bounds.length > 0 ? Integer.parseInt(bounds[0]) : 0;
    int max = bounds.length > 1 ? Integer.parseInt(bounds[1]) : Math.max(min, 32767);
    return min > max
        ? Optional.empty()
        : Optional.of(Integer.toString(settings.random().nextInt(min, max + 1)));
  }
}

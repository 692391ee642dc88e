package lvs.director.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.port.Launch;

/**
 * Understands {@code run} and {@code demo} without picocli, which would take a tenth of a second
 * and some megabytes of the director for three options. Whatever is not plainly right is left to
 * picocli, which has the messages and the help.
 */
final class Shortcut {
  private static final Set<String> RUN_OPTIONS =
      Set.of("--config", "--run-dir", "--state-dir", "--record");

  private Shortcut() {}

  /** The options of {@code run}; empty when picocli shall look at them. */
  static Optional<Launch.RunOptions> run(Surroundings surroundings, String... arguments) {
    return options("run", RUN_OPTIONS, arguments)
        .map(
            given ->
                new Places(surroundings)
                    .runOptions(
                        path(given, "--config"),
                        path(given, "--run-dir"),
                        path(given, "--state-dir"),
                        path(given, "--record")));
  }

  /** The options of {@code demo}; empty when picocli shall look at them. */
  static Optional<Launch.DemoOptions> demo(Surroundings surroundings, String... arguments) {
    boolean plain = arguments.length == 2 && arguments[1].equals("--plain");
    Optional<Map<String, String>> given =
        plain ? Optional.of(Map.of()) : options("demo", Set.of("--for"), arguments);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    String text = given.get().get("--for");
    Optional<Duration> duration =
        Durations.parse(text == null ? "" : text).filter(parsed -> !parsed.isZero());
    return text != null && duration.isEmpty()
        ? Optional.empty()
        : Optional.of(new Launch.DemoOptions(duration, plain || !surroundings.terminal()));
  }

  /** Pairs of a known option and its value, each option once; anything else is empty. */
  private static Optional<Map<String, String>> options(
      String command, Set<String> known, String... arguments) {
    if (arguments.length % 2 == 0 || !arguments[0].equals(command)) {
      return Optional.empty();
    }
    Map<String, String> given = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      String value = arguments[i + 1];
      boolean plain = !value.isEmpty() && value.charAt(0) != '-' && value.indexOf('"') < 0;
      if (!plain || !known.contains(arguments[i]) || given.put(arguments[i], value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(given);
  }

  private static Optional<Path> path(Map<String, String> given, String option) {
    return Optional.ofNullable(given.get(option)).map(Path::of);
  }
}

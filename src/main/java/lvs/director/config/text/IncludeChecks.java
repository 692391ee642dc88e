package lvs.director.config.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.model.ReloadSettings.IncludeCheck;

/**
 * Which failures of an include are errors; the others are warnings or nothing. The setting {@code
 * include_check} holds for plain {@code include}, each other keyword of the family adds its own.
 */
public record IncludeChecks(Set<IncludeCheck> errors) {

  private static final Map<String, IncludeCheck> NAMES =
      Map.of(
          "read", IncludeCheck.READ,
          "readable", IncludeCheck.READ,
          "match", IncludeCheck.MATCH,
          "wildcard_match", IncludeCheck.WILDCARD_MATCH,
          "brace_match", IncludeCheck.BRACE_MATCH);

  /** What plain {@code include} begins with. */
  static final IncludeChecks NONE = new IncludeChecks(EnumSet.noneOf(IncludeCheck.class));

  public IncludeChecks {
    errors = EnumSet.copyOf(errors);
  }

  /** Whether this is a word of {@code include_check}, with or without a sign. */
  public static boolean knows(String word) {
    return NAMES.containsKey(isSigned(word) ? word.substring(1) : word);
  }

  boolean has(IncludeCheck check) {
    return errors.contains(check);
  }

  /** These and those of a keyword of the family. */
  IncludeChecks and(String keyword) {
    Set<IncludeCheck> sum = EnumSet.copyOf(errors);
    sum.addAll(
        switch (keyword) {
          case "includer" -> EnumSet.of(IncludeCheck.READ);
          case "includem" -> EnumSet.of(IncludeCheck.READ, IncludeCheck.MATCH);
          case "includew" ->
              EnumSet.of(IncludeCheck.READ, IncludeCheck.MATCH, IncludeCheck.WILDCARD_MATCH);
          case "includeb" -> EnumSet.of(IncludeCheck.READ, IncludeCheck.BRACE_MATCH);
          case "includea" -> EnumSet.allOf(IncludeCheck.class);
          default -> EnumSet.noneOf(IncludeCheck.class);
        });
    return new IncludeChecks(sum);
  }

  /**
   * What {@code include_check} makes of these: all without words; the words themselves; or changes,
   * where + and - hold for the words behind them too. Words that nobody knows are left to those who
   * check the keyword.
   */
  public IncludeChecks set(List<String> words) {
    if (words.isEmpty()) {
      return new IncludeChecks(EnumSet.allOf(IncludeCheck.class));
    }
    boolean signed = isSigned(words.getFirst());
    Set<IncludeCheck> next = signed ? EnumSet.copyOf(errors) : EnumSet.noneOf(IncludeCheck.class);
    boolean add = true;
    for (String word : words) {
      boolean sign = isSigned(word);
      add = sign ? word.charAt(0) == '+' : add;
      Optional<IncludeCheck> check =
          Optional.ofNullable(NAMES.get(sign ? word.substring(1) : word));
      check.ifPresent(add ? next::add : next::remove);
    }
    return new IncludeChecks(next);
  }

  private static boolean isSigned(String word) {
    return word.startsWith("+") || word.startsWith("-");
  }
}

package lvs.director.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which failures of an include are errors; the others are warnings or nothing. The setting {@code
 * include_check} holds for plain {@code include}, each other keyword of the family adds its own.
 */
record IncludeChecks(Set<Check> errors) {

  enum Check {
    /** Something that matches cannot be read or is not a plain file. */
    READ,
    /** A name without wildcard matches nothing. */
    MATCH,
    /** A name with wildcard matches nothing. */
    WILDCARD,
    /** An alternative in braces matches nothing. */
    BRACE
  }

  private static final Map<String, Check> NAMES =
      Map.of(
          "read", Check.READ,
          "readable", Check.READ,
          "match", Check.MATCH,
          "wildcard_match", Check.WILDCARD,
          "brace_match", Check.BRACE);

  /** What plain {@code include} begins with. */
  static final IncludeChecks NONE = new IncludeChecks(EnumSet.noneOf(Check.class));

  IncludeChecks {
    errors = EnumSet.copyOf(errors);
  }

  boolean has(Check check) {
    return errors.contains(check);
  }

  /** These and those of a keyword of the family. */
  IncludeChecks and(String keyword) {
    Set<Check> sum = EnumSet.copyOf(errors);
    sum.addAll(
        switch (keyword) {
          case "includer" -> EnumSet.of(Check.READ);
          case "includem" -> EnumSet.of(Check.READ, Check.MATCH);
          case "includew" -> EnumSet.of(Check.READ, Check.MATCH, Check.WILDCARD);
          case "includeb" -> EnumSet.of(Check.READ, Check.BRACE);
          case "includea" -> EnumSet.allOf(Check.class);
          default -> EnumSet.noneOf(Check.class);
        });
    return new IncludeChecks(sum);
  }

  /**
   * What {@code include_check} makes of these: all without words; the words themselves; or changes,
   * where + and - hold for the words behind them too. Words that nobody knows are left to those who
   * check the keyword.
   */
  IncludeChecks set(List<String> words) {
    if (words.isEmpty()) {
      return new IncludeChecks(EnumSet.allOf(Check.class));
    }
    boolean signed = words.getFirst().matches("[+-].*");
    Set<Check> next = signed ? EnumSet.copyOf(errors) : EnumSet.noneOf(Check.class);
    boolean add = true;
    for (String word : words) {
      boolean sign = word.matches("[+-].*");
      add = sign ? word.charAt(0) == '+' : add;
      Optional<Check> check = Optional.ofNullable(NAMES.get(sign ? word.substring(1) : word));
      check.ifPresent(add ? next::add : next::remove);
    }
    return new IncludeChecks(next);
  }
}

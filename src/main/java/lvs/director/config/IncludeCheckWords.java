package lvs.director.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lvs.director.model.ReloadSettings.IncludeCheck;

/** {@code include_check}: a list that sets, or with signs changes, how strict includes are. */
final class IncludeCheckWords {
  private static final Map<String, IncludeCheck> NAMES =
      Map.of(
          "read", IncludeCheck.READ,
          "readable", IncludeCheck.READ,
          "match", IncludeCheck.MATCH,
          "wildcard_match", IncludeCheck.WILDCARD_MATCH,
          "brace_match", IncludeCheck.BRACE_MATCH);

  private IncludeCheckWords() {}

  /** The checks after this line; a line without words asks for all of them. */
  static Set<IncludeCheck> read(Arguments arguments, Set<IncludeCheck> before) {
    if (!arguments.hasNext()) {
      return EnumSet.allOf(IncludeCheck.class);
    }
    Set<IncludeCheck> checks = EnumSet.noneOf(IncludeCheck.class);
    boolean changes = arguments.peek().filter(word -> isSigned(word.text())).isPresent();
    checks.addAll(changes ? before : Set.of());
    for (Word word : arguments.rest()) {
      apply(arguments, word, checks);
    }
    return checks;
  }

  private static void apply(Arguments arguments, Word word, Set<IncludeCheck> checks) {
    String name = isSigned(word.text()) ? word.text().substring(1) : word.text();
    IncludeCheck check = NAMES.get(name);
    if (check == null) {
      arguments.badChoice(word, List.of("read", "match", "wildcard_match", "brace_match"));
    } else if (word.text().startsWith("-")) {
      checks.remove(check);
    } else {
      checks.add(check);
    }
  }

  private static boolean isSigned(String text) {
    return text.startsWith("+") || text.startsWith("-");
  }
}

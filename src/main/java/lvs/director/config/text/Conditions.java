package lvs.director.config.text;

/**
 * {@code @ID text} and {@code @^ID text}: lines for one configuration id, or for all others. A line
 * that does not count and opens a block takes the block with it.
 *
 * <p>Operators also write several conditional openers under each other for one shared body; such
 * openers with the same keyword are alternatives, and the body is read when one of them counts.
 */
final class Conditions {
  private final String configId;
  private final ProblemList problems;

  /** Braces of the skipped block that are open; 0 while nothing is skipped. */
  private int skipped;

  /** The line before did not count and its brace may follow. */
  private boolean mayOpen;

  /** Keyword of the conditional opener in the line before, or empty. */
  private String opener = "";

  /** The same for openers inside a skipped block. */
  private String nestedOpener = "";

  private SourceLine skippedFrom;

  Conditions(String configId, ProblemList problems) {
    this.configId = configId;
    this.problems = problems;
  }

  /** What of a fresh line counts while a block may be being skipped; maybe nothing. */
  SourceLine counting(SourceLine code) {
    if (skipped > 0 && !alternative(code)) {
      opener = "";
      return skipNested(code);
    }
    boolean opens = mayOpen && code.charAt(0) == '{';
    mayOpen = false;
    if (opens) {
      skippedFrom = code;
      return skip(code);
    }
    if (code.charAt(0) != '@') {
      opener = "";
    }
    return code;
  }

  private SourceLine skipNested(SourceLine code) {
    String nested = openerOf(code);
    boolean sameBody = !nested.isEmpty() && nested.equals(nestedOpener);
    nestedOpener = nested;
    return sameBody ? code.slice(0, 0) : skip(code);
  }

  /** Whether the line is a conditional opener that shares its body with the one before it. */
  private boolean alternative(SourceLine code) {
    return !opener.isEmpty() && opener.equals(openerOf(code));
  }

  /** What follows the condition that a text begins with, if it counts. */
  SourceLine condition(SourceLine code) {
    boolean not = code.text().startsWith("@^");
    int begin = not ? 2 : 1;
    int end = wordEnd(code.text(), begin);
    if (end == begin) {
      problems.errorHere(
          "condition-without-id",
          code,
          0,
          "A configuration id is missing behind " + (not ? "@^." : "@."),
          "Write for example @director1 at the beginning of the line.");
      return code.slice(0, 0);
    }
    boolean counts = code.text().substring(begin, end).equals(configId) != not;
    SourceLine rest = code.from(end).strip();
    return rest.isEmpty() ? rest : decided(code, rest, counts);
  }

  private SourceLine decided(SourceLine code, SourceLine rest, boolean counts) {
    boolean alternative = alternative(code);
    opener = openerOf(code);
    if (counts) {
      skipped = 0;
      return rest;
    }
    if (alternative) {
      return code.slice(0, 0);
    }
    skippedFrom = rest;
    mayOpen = Braces.next(rest.text(), 0) < 0;
    return skip(rest);
  }

  /** Follows the braces of what does not count; what stands behind the last one counts again. */
  private SourceLine skip(SourceLine code) {
    for (int i = Braces.next(code.text(), 0); i >= 0; i = Braces.next(code.text(), i + 1)) {
      if (code.charAt(i) == '{') {
        skipped++;
      } else if (skipped > 0 && --skipped == 0) {
        return code.from(i + 1).strip();
      }
    }
    return code.slice(0, 0);
  }

  /** Keyword of a conditional line that opens a block, else empty. */
  private static String openerOf(SourceLine code) {
    String text = code.text();
    if (text.charAt(0) != '@' || Braces.balance(text) <= 0) {
      return "";
    }
    int begin = Blanks.skip(text, wordEnd(text, 0));
    return text.substring(begin, wordEnd(text, begin));
  }

  private static int wordEnd(String text, int begin) {
    int end = begin;
    while (end < text.length() && !Blanks.isBlank(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Called at the end of the text. */
  void end() {
    if (skipped > 0) {
      problems.error(
          "unclosed-brace",
          skippedFrom,
          0,
          "The block opened here, which does not count for configuration id "
              + configId
              + ", is not closed until the end of the text.",
          "Add the missing }.");
    }
  }
}

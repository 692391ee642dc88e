package lvs.director.config.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads {@code $NAME=VALUE} lines and their continuations. */
final class DefinitionReader {
  private final Definitions definitions;
  private final LineScanner scanner;
  private final ProblemList problems;

  DefinitionReader(Definitions definitions, LineScanner scanner, ProblemList problems) {
    this.definitions = definitions;
    this.scanner = scanner;
    this.problems = problems;
  }

  /**
   * Takes a line that defines, and those that continue it.
   *
   * @param further the lines after it
   * @return false for a line that does something else
   */
  boolean defines(SourceLine code, Iterator<SourceLine> further) {
    if (code.charAt(0) != '$') {
      return false;
    }
    int end = Reference.nameEnd(code.text(), 1);
    int equals = Blanks.skip(code.text(), end);
    if (end == 1 || equals == code.length() || code.charAt(equals) != '=') {
      return end == 1 && wrongName(code);
    }
    if (equals > end) {
      problems.errorHere(
          "definition-blank",
          code,
          end,
          "A blank stands before = in a definition; keepalived would not take it as one.",
          "Write " + code.text().substring(0, end) + "=VALUE.");
    }
    List<String> value = value(code.from(equals + 1).strip(), further);
    balanced(code, value);
    definitions.define(code.text().substring(1, end), value);
    return true;
  }

  /** Passes over the continuation of a definition whose condition does not hold. */
  void discard(SourceLine conditional, Iterator<SourceLine> further) {
    int blank = conditional.text().indexOf(" $");
    if (blank >= 0 && Reference.nameEnd(conditional.text(), blank + 2) > blank + 2) {
      value(conditional, further);
    }
  }

  private boolean wrongName(SourceLine code) {
    int equals = code.text().indexOf('=');
    if (equals < 2 || code.text().chars().limit(equals).anyMatch(c -> Blanks.isBlank((char) c))) {
      return false;
    }
    problems.errorHere(
        "definition-name",
        code,
        0,
        "`" + code.text().substring(1, equals) + "` cannot be the name of a definition.",
        "Begin the name with a letter and use letters, digits and _ only.");
    return true;
  }

  /**
   * The lines of a value; as long as a line ends with a backslash, even in its comment, another one
   * follows.
   */
  private List<String> value(SourceLine first, Iterator<SourceLine> further) {
    List<String> value = new ArrayList<>();
    int open = 0;
    SourceLine line = first;
    while (line != null) {
      String part = withoutBackslash(line).text();
      if (!part.isEmpty()) {
        value.add(part);
      }
      open += Braces.balance(part);
      line = continues(line) ? continuation(further, open > 0) : null;
    }
    return value.isEmpty() ? List.of("") : value;
  }

  private static SourceLine withoutBackslash(SourceLine line) {
    boolean ends = line.text().endsWith("\\");
    return ends ? line.slice(0, line.length() - 1).strip() : line;
  }

  private static boolean continues(SourceLine line) {
    return line.text().endsWith("\\") || line.raw().stripTrailing().endsWith("\\");
  }

  /**
   * The next line of a value, or null when the value ends before it. Lines of comment only do not
   * count; an empty line ends the value, except inside braces.
   */
  private SourceLine continuation(Iterator<SourceLine> further, boolean insideBraces) {
    while (further.hasNext()) {
      SourceLine line = further.next();
      SourceLine code = scanner.code(line);
      if (!code.isEmpty()) {
        return code;
      }
      if (line.strip().isEmpty() && !insideBraces) {
        return null;
      }
    }
    return null;
  }

  /** A multi-line value is nearly always a whole block, so an odd brace is told where it is. */
  private void balanced(SourceLine code, List<String> value) {
    int open = value.stream().mapToInt(Braces::balance).sum();
    boolean conditional = value.stream().anyMatch(line -> line.startsWith("@"));
    if (value.size() < 2 || open == 0 || conditional) {
      return;
    }
    String more =
        open > 0 ? "opens more blocks than it closes" : "closes more blocks than it opens";
    problems.warningHere(
        "definition-unbalanced",
        code,
        0,
        "This definition " + more + ".",
        "Every line of it but the last must end with a backslash; see whether one is missing.");
  }
}

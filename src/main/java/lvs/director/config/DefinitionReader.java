package lvs.director.config;

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
          "a blank stands before = in a definition; keepalived would not take it as one",
          "write " + code.text().substring(0, end) + "=VALUE");
    }
    definitions.define(
        code.text().substring(1, end), value(code.from(equals + 1).strip(), further));
    return true;
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
        "`" + code.text().substring(1, equals) + "` cannot be the name of a definition",
        "begin the name with a letter and use letters, digits and _ only");
    return true;
  }

  /** The lines of a value; as long as a line ends with a backslash another one follows. */
  private List<String> value(SourceLine first, Iterator<SourceLine> further) {
    List<String> value = new ArrayList<>();
    SourceLine line = first;
    int open = 0;
    while (line.text().endsWith("\\")) {
      SourceLine part = line.slice(0, line.length() - 1).strip();
      if (!part.isEmpty()) {
        value.add(part.text());
      }
      open += Braces.balance(part.text());
      line = continuation(further, open > 0);
      if (line == null) {
        return value.isEmpty() ? List.of("") : value;
      }
    }
    if (!line.isEmpty() || value.isEmpty()) {
      value.add(line.text());
    }
    return value;
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
        "this definition " + more,
        "every line of it but the last must end with a backslash; see whether one is missing");
  }
}

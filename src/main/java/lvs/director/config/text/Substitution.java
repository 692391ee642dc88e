package lvs.director.config.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Replaces {@code $NAME} and <code>${NAME}</code> in a line. */
final class Substitution {
  /** A line longer than this, or changed more often, is a definition that feeds on itself. */
  private static final int MAX_LENGTH = 16_384;

  private static final int MAX_CHANGES = 1_000;

  private final Definitions definitions;
  private final ProblemList problems;
  private final Budget budget;

  Substitution(Definitions definitions, ProblemList problems, Budget budget) {
    this.definitions = definitions;
    this.problems = problems;
    this.budget = budget;
  }

  /**
   * What became of a line.
   *
   * @param line the line, up to where a multi-line definition begins to continue
   * @param further the other lines of that definition, all standing at the place of the line's
   *     reference; mostly empty
   */
  record Expanded(SourceLine line, List<SourceLine> further) {}

  /**
   * Replaces the reference at the beginning only, so that what it brought in is looked at again as
   * a beginning; or, when there is none, every reference.
   *
   * @param directory of the file that is being read
   */
  Expanded expand(SourceLine line, String directory) {
    SourceLine text = line;
    int changes = 0;
    int i = text.text().indexOf('$');
    while (i >= 0) {
      Reference reference = Reference.at(text.text(), i);
      List<String> value = reference == null ? null : value(reference, text, directory);
      if (value == null) {
        i = text.text().indexOf('$', i + 1);
        continue;
      }
      if (value.size() > 1) {
        return several(text, reference, value);
      }
      text = text.replace(reference.begin(), reference.end(), value.getFirst());
      if (++changes > MAX_CHANGES || text.length() > MAX_LENGTH) {
        return endless(line, reference);
      }
      if (!budget.characters(line, text.length())) {
        return new Expanded(line.slice(0, 0), List.of());
      }
      if (i == 0) {
        return new Expanded(text, List.of());
      }
      boolean again = definitions.lines(reference.name()) != null;
      i = text.text().indexOf('$', again ? i : i + value.getFirst().length());
    }
    return new Expanded(text, List.of());
  }

  private Expanded endless(SourceLine line, Reference reference) {
    problems.errorHere(
        "definition-recursion",
        line,
        Math.max(0, line.text().indexOf('$')),
        "The value of $" + reference.name() + " leads back to itself or grows without end.",
        "Look at what the definitions used here refer to.");
    return new Expanded(line.slice(0, 0), List.of());
  }

  private Expanded several(SourceLine text, Reference reference, List<String> value) {
    SourceLine rest = text.from(reference.end()).strip();
    if (!rest.isEmpty()) {
      problems.errorHere(
          "multi-line-not-last",
          text,
          reference.end(),
          "Text follows $" + reference.name() + ", which stands for " + value.size() + " lines.",
          "Put what follows on a line of its own.");
    }
    List<SourceLine> further = new ArrayList<>();
    for (String each : value.subList(1, value.size())) {
      further.add(text.standIn(reference.begin(), each));
    }
    if (!rest.isEmpty()) {
      further.add(rest);
    }
    SourceLine first = text.slice(0, reference.end());
    return new Expanded(
        first.replace(reference.begin(), reference.end(), value.getFirst()), further);
  }

  /** The lines of the value, or null when the text stays as it is. */
  private List<String> value(Reference reference, SourceLine line, String directory) {
    if (!definitions.knows(reference.name())) {
      unknown(reference, line);
      return null;
    }
    if (!reference.delimited(line.text())) {
      undelimited(reference, line);
      return null;
    }
    List<String> lines = definitions.lines(reference.name());
    if (lines != null) {
      return lines;
    }
    Optional<String> builtIn = definitions.builtIn(reference, directory);
    if (builtIn.isEmpty()) {
      problems.errorHere(
          "random-bounds",
          line,
          reference.begin(),
          "${_RANDOM} takes no, one or two numbers, the smaller one first.",
          "Write for example ${_RANDOM 1 10}.");
    }
    return builtIn.map(text -> List.of(literal(text, line, reference.begin()))).orElse(null);
  }

  /** Comment signs from built-ins are text, so outside quotes they get a backslash. */
  private static String literal(String text, SourceLine line, int index) {
    return quoted(line.text(), index) ? text : text.replace("#", "\\#").replace("!", "\\!");
  }

  private static boolean quoted(String text, int index) {
    boolean quoted = false;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    return quoted;
  }

  private void undelimited(Reference reference, SourceLine line) {
    String name = reference.name();
    problems.warningHere(
        "reference-not-delimited",
        line,
        reference.begin(),
        "$" + name + " is not replaced here, because no blank follows it.",
        "Write ${" + name + "}.");
  }

  /** Shell variables in scripts are no mistake, so inside quotes only a near miss is told. */
  private void unknown(Reference reference, SourceLine line) {
    int begin = reference.begin();
    Optional<String> nearest = definitions.nearest(reference.name());
    boolean wordBegins = begin == 0 || !Blanks.isNamePart(line.charAt(begin - 1));
    boolean looksMeant = reference.braced() || wordBegins && reference.delimited(line.text());
    if (nearest.isEmpty() && (!looksMeant || quoted(line.text(), begin))) {
      return;
    }
    String remedy = "Define it in an earlier line: $" + reference.name() + "=VALUE.";
    problems.warningHere(
        "undefined-name",
        line,
        begin,
        "$" + reference.name() + " is not defined and stays as it is written.",
        nearest.map(name -> "Did you mean $" + name + "?").orElse(remedy));
  }
}

package lvs.director.config.text;

import java.util.List;
import java.util.Locale;
import lvs.director.base.Json;
import lvs.director.config.text.Problem.Severity;

/** Shows problems to people and to machines. */
public final class ProblemPrinter {
  private static final int TAB_STOP = 8;

  /** Columns of the source line that are shown around the place. */
  private static final int WINDOW = 120;

  private static final String MARGIN = "    ";

  private ProblemPrinter() {}

  /**
   * The text form: for each problem {@code file:line:column: error: what}, the remedy, the line and
   * a caret under the place; then the summary. Ends with a line feed.
   */
  public static String text(List<Problem> problems) {
    StringBuilder out = new StringBuilder();
    problems.forEach(problem -> out.append(text(problem)));
    return out.append(summary(problems)).append('\n').toString();
  }

  /** The text form of one problem, without summary. */
  public static String text(Problem problem) {
    StringBuilder out = new StringBuilder();
    out.append(visible(problem.at().toString()))
        .append(": ")
        .append(word(problem.severity()))
        .append(": ")
        .append(visible(problem.what()))
        .append('\n')
        .append(MARGIN + "remedy: ")
        .append(visible(problem.remedy()))
        .append('\n');
    if (!problem.line().isBlank()) {
      excerpt(problem, out);
    }
    return out.toString();
  }

  /** {@code 2 errors, 1 warning}, or {@code no problems}. */
  public static String summary(List<Problem> problems) {
    long errors = count(problems, Severity.ERROR);
    long warnings = count(problems, Severity.WARNING);
    if (errors + warnings == 0) {
      return "no problems";
    }
    String both = errors > 0 && warnings > 0 ? ", " : "";
    return counted(errors, "error") + both + counted(warnings, "warning");
  }

  /**
   * An array of objects: severity ({@code error}, {@code warning}), code, file, line, column, what,
   * remedy, source.
   */
  public static String json(List<Problem> problems) {
    return Json.indented(problems.stream().map(ProblemPrinter::object).toList()) + "\n";
  }

  private static Object object(Problem problem) {
    return Json.object(
        "severity", word(problem.severity()),
        "code", problem.code(),
        "file", problem.at().file(),
        "line", problem.at().line(),
        "column", problem.at().column(),
        "what", problem.what(),
        "remedy", problem.remedy(),
        "source", problem.line());
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  private static long count(List<Problem> problems, Severity severity) {
    return problems.stream().filter(problem -> problem.severity() == severity).count();
  }

  private static String counted(long number, String word) {
    return number == 0 ? "" : number + " " + word + (number == 1 ? "" : "s");
  }

  /** The source line and the caret; of a long line, the part around the place. */
  private static void excerpt(Problem problem, StringBuilder out) {
    int[] points = problem.line().codePoints().toArray();
    int place = Math.clamp(problem.at().column() - 1, 0, points.length);
    int begin = points.length <= WINDOW ? 0 : Math.max(0, place - WINDOW / 2);
    int end = Math.min(points.length, begin + WINDOW);
    StringBuilder shown = new StringBuilder(begin > 0 ? "…" : "");
    int width = shown.length();
    int caret = width;
    for (int i = begin; i < end; i++) {
      caret = i == place ? width : caret;
      String next = shown(points[i], width);
      shown.append(next);
      width += DisplayWidth.of(next);
    }
    caret = place >= end ? width : caret;
    shown.append(end < points.length ? "…" : "");
    out.append(MARGIN).append(shown.toString().stripTrailing()).append('\n');
    out.append(MARGIN).repeat(' ', caret).append("^\n");
  }

  /**
   * A tab as blanks up to the next stop; what would move the cursor or colour as a question mark.
   */
  private static String shown(int point, int width) {
    if (point == '\t') {
      return " ".repeat(TAB_STOP - width % TAB_STOP);
    }
    return unsafe(point) ? "?" : Character.toString(point);
  }

  private static String visible(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(point -> safe.appendCodePoint(unsafe(point) ? '?' : point));
    return safe.toString();
  }

  /** Moves the cursor, colours, turns the direction of writing, or is half a character. */
  private static boolean unsafe(int point) {
    return Character.isISOControl(point)
        || point >= 0x202a && point <= 0x202e
        || point >= 0x2066 && point <= 0x2069
        || Character.getType(point) == Character.SURROGATE;
  }
}

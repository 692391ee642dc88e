package lvs.director.config.text;

/** What is left of the work that definitions and generators may cause. */
final class Budget {
  /** Characters that may be copied for each line that may be made; a usual line takes 100. */
  private static final long CHARACTERS_A_LINE = 1_000;

  private final ProblemList problems;
  private final int allowedLines;
  private long lines;
  private long characters;

  Budget(ReadSettings.Limits limits, ProblemList problems) {
    this.problems = problems;
    this.allowedLines = limits.expandedLines();
    this.lines = allowedLines;
    this.characters = allowedLines * CHARACTERS_A_LINE;
  }

  /** Takes one line; false, with a problem, when there were too many. */
  boolean line(SourceLine line) {
    lines--;
    return characters(line, line.length());
  }

  /** Takes text that substitution copies; false, with a problem, when there was too much. */
  boolean characters(SourceLine line, int copied) {
    characters -= copied;
    if (lines >= 0 && characters >= 0) {
      return true;
    }
    problems.errorOnce(
        "too-many-lines",
        line,
        0,
        lines < 0
            ? "Definitions and generators make more than " + allowedLines + " lines."
            : "Definitions and generators make more text than " + allowedLines + " lines hold.",
        "Use smaller ranges and shorter definitions.");
    return false;
  }
}

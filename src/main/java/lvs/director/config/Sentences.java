package lvs.director.config;

/** Gives the short messages of the text layer the form of all others: whole sentences. */
final class Sentences {
  private Sentences() {}

  static Problem of(Problem problem) {
    return new Problem(
        problem.severity(),
        problem.code(),
        problem.at(),
        sentence(problem.what()),
        sentence(problem.remedy()),
        problem.line());
  }

  private static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    boolean ended = ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ended ? "" : ".");
  }
}

package lvs.director.probe;

import java.time.Duration;

/** What became of an external program. */
public sealed interface ScriptOutcome {
  /** How much of a line of output a reason shows. */
  int LINE_CHARACTERS = 200;

  /** In an operator's words. */
  String reason();

  /** The reason without what the program wrote. */
  default String briefReason() {
    return reason();
  }

  /** The first line that the program wrote, as far as it was kept; empty when it wrote none. */
  default String firstLine() {
    return "";
  }

  private static String firstLine(String output) {
    return Wording.excerpt(output.strip().lines().findFirst().orElse(""), LINE_CHARACTERS);
  }

  /**
   * The program ended by itself.
   *
   * @param status exit status; 128 + n when signal n ended it
   * @param output the last 4 KiB of what it wrote to both outputs
   */
  record Exited(int status, String output) implements ScriptOutcome {
    @Override
    public String reason() {
      String first = firstLine();
      return briefReason() + (first.isEmpty() ? "" : ": " + first);
    }

    @Override
    public String briefReason() {
      return "exit status " + status;
    }

    @Override
    public String firstLine() {
      return ScriptOutcome.firstLine(output);
    }
  }

  /**
   * The program and all it had started were told to end, and killed 2 s later.
   *
   * @param output the last 4 KiB of what it had written
   */
  record TimedOut(Duration timeout, String output) implements ScriptOutcome {
    @Override
    public String reason() {
      return "timed out after " + Wording.duration(timeout) + " and was killed";
    }

    @Override
    public String firstLine() {
      return ScriptOutcome.firstLine(output);
    }
  }

  /**
   * The program could not be started.
   *
   * @param reason names the program and the errno's words
   */
  record NotStarted(String reason) implements ScriptOutcome {}

  /** True for exit status 0. */
  default boolean succeeded() {
    return this instanceof Exited exited && exited.status() == 0;
  }
}

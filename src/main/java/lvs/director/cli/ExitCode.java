package lvs.director.cli;

/** The exit codes of every command; scripts may rely on them. */
final class ExitCode {
  /** Done; {@code check}: the file is usable; {@code status}: the director runs. */
  static final int DONE = 0;

  /** The director refused, or errors were found. */
  static final int REFUSED = 1;

  /** Wrong usage, or a file that cannot be read. */
  static final int USAGE = 2;

  /** No director runs; the same number as LSB's "not running". */
  static final int NOT_RUNNING = 3;

  /** This user may not do that. */
  static final int DENIED = 4;

  /** The director runs and does not answer. */
  static final int NO_ANSWER = 5;

  private ExitCode() {}
}

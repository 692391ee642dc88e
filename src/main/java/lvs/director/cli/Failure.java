package lvs.director.cli;

/** A command that cannot go on: what to print on standard error and what to exit with. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One of {@link ExitCode}. */
  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  Failure(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  static Failure refused(String message) {
    return new Failure(ExitCode.REFUSED, message);
  }

  static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }

  int exitCode() {
    return exitCode;
  }
}

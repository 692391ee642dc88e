package lvs.director.ipvs;

/** Arguments that are no command. */
final class WrongArguments extends Exception {
  private static final long serialVersionUID = 1L;

  /** What ipvsadm gives for options that it does not know, and for commands in the wrong place. */
  static final int UNKNOWN = 255;

  /** What it gives for options that do not go together, and for values that are none. */
  static final int ILLEGAL = 2;

  private final int exitCode;
  private final boolean restoreGoesOn;

  private WrongArguments(int exitCode, boolean restoreGoesOn, String message) {
    super(message);
    this.exitCode = exitCode;
    this.restoreGoesOn = restoreGoesOn;
  }

  /** The command is known and means nothing. */
  static WrongArguments illegal(String message) {
    return new WrongArguments(ILLEGAL, false, message);
  }

  /** There is no command in front. */
  static WrongArguments noCommand(String message) {
    return new WrongArguments(UNKNOWN, false, message);
  }

  /** Behind the command stands what cannot be split into options. */
  static WrongArguments unreadable(String message) {
    return new WrongArguments(UNKNOWN, true, message);
  }

  int exitCode() {
    return exitCode;
  }

  /** Whether {@code ipvsadm -R} reads the next line after such a one. */
  boolean restoreGoesOn() {
    return restoreGoesOn;
  }
}

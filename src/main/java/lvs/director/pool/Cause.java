package lvs.director.pool;

/** Why a real server is looked at again. */
sealed interface Cause {

  /** The server has just been configured. */
  record Added() implements Cause {}

  /** The configuration changed, or the service was resumed. */
  record Reconsidered() implements Cause {}

  /**
   * @param turnedDown whether this result turned the check from good or unchecked to bad
   */
  record Checked(CheckState check, CheckResult result, boolean turnedDown) implements Cause {}

  /**
   * @param what in an operator's words: {@code is disabled by the operator: new kernel}
   */
  record Overridden(String what) implements Cause {}

  /**
   * A drain has ended and the server leaves the table.
   *
   * @param what in an operator's words: {@code is out of the table: drained after 3m 12s}
   */
  record Drained(String what) implements Cause {}
}

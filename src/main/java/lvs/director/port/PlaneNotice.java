package lvs.director.port;

/**
 * Something about the data plane as a whole that people want to know: log, JMX notification, later
 * mail.
 *
 * @param text one line: {@code 2 differences, put right: weight of 10.0.0.2:80 in TCP 10.0.0.1:80
 *     was 0 instead of 3; …}
 */
public record PlaneNotice(Kind kind, String text) {

  /** What a notice is about. */
  public enum Kind {
    /** Somebody else changed services of ours; it stays so, as configured. */
    TABLE_DRIFT,
    /** Somebody else changed services of ours; it was put right. */
    TABLE_MENDED
  }
}

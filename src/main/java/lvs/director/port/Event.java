package lvs.director.port;

/**
 * Something that happened, as it is kept for people.
 *
 * @param number grows by one with each event, over restarts too
 * @param epochMillis when
 * @param kind what: the name of a notice's kind, such as {@code SERVER_DOWN} or {@code
 *     ROUTER_MASTER}
 * @param subject id of the virtual service, or name of the virtual router, sync group or tracker;
 *     empty for the director itself
 * @param server {@code address:port} of the real server; empty where the subject itself is meant
 * @param text one line with the reason
 */
public record Event(
    long number,
    long epochMillis,
    Severity severity,
    String kind,
    String subject,
    String server,
    String text) {

  /** How loud. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR
  }
}

package lvs.director.archive;

import java.util.Optional;
import lvs.director.port.Event;
import lvs.director.port.Event.Severity;

/**
 * Keeps thousands of failed checks from pushing everything else out of a bounded history: of the
 * kinds that come with each check only so many are kept a minute, and one line says how many were
 * not.
 */
final class EventFlood {
  /** Enough to see every cause; a day of it is less than the history holds. */
  static final int KEPT_A_MINUTE = 30;

  private static final long MINUTE_MILLIS = 60_000;

  private long minute;
  private int kept;
  private int leftOut;

  /** What happened, before it has a number. */
  record Happening(
      long epochMillis,
      Severity severity,
      String kind,
      String subject,
      String server,
      String text) {
    Event numbered(long number) {
      return new Event(number, epochMillis, severity, kind, subject, server, oneLine());
    }

    private String oneLine() {
      String line = text.replace('\n', ' ').replace('\r', ' ');
      return line.substring(0, Math.min(line.length(), EventLine.LONGEST_TEXT));
    }

    boolean comesWithChecks() {
      return kind.equals("CHECK_FAILED");
    }
  }

  /** Whether it is kept; call {@link #summary} before. */
  boolean keeps(Happening happening) {
    if (!happening.comesWithChecks()) {
      return true;
    }
    if (kept < KEPT_A_MINUTE) {
      kept++;
      return true;
    }
    leftOut++;
    return false;
  }

  /** When a minute is over in which something was left out: the line that says so. */
  Optional<Happening> summary(long nowMillis) {
    long current = Math.floorDiv(nowMillis, MINUTE_MILLIS);
    if (current == minute) {
      return Optional.empty();
    }
    int missing = leftOut;
    minute = current;
    kept = 0;
    leftOut = 0;
    return missing == 0 ? Optional.empty() : Optional.of(line(nowMillis, missing));
  }

  private static Happening line(long nowMillis, int missing) {
    return new Happening(
        nowMillis,
        Severity.WARNING,
        "EVENTS_LEFT_OUT",
        "",
        "",
        missing + " more checks failed within a minute and are not listed one by one");
  }
}

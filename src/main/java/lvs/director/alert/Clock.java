package lvs.director.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Monotonic time as people read it. Earlier moments are counted back from now, so that a clock that
 * was set in between does not change how long something lasted.
 */
record Clock(long nowNanos, long nowEpochMillis, ZoneId zone) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  long epochMillis(long nanos) {
    return nowEpochMillis - Math.floorDiv(nowNanos - nanos, 1_000_000L);
  }

  long nanos(long epochMillis) {
    return nowNanos - (nowEpochMillis - epochMillis) * 1_000_000L;
  }

  /** {@code 14:03:11}, with the date on another day. */
  String time(long nanos) {
    ZonedDateTime then = at(epochMillis(nanos));
    boolean today = then.toLocalDate().equals(at(nowEpochMillis).toLocalDate());
    return (today ? TIME : DAY_AND_TIME).format(then);
  }

  private ZonedDateTime at(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atZone(zone);
  }

  String since(long nanos) {
    return span(nowNanos - nanos);
  }

  /** {@code 12 s}, {@code 5 m 3 s}, {@code 2 h}, {@code 3 d 1 h}. */
  static String span(long nanos) {
    long seconds = Math.max(0, (nanos + 500_000_000L) / 1_000_000_000L);
    long minutes = seconds / 60;
    long hours = minutes / 60;
    if (seconds < 60) {
      return seconds + " s";
    }
    if (minutes < 60) {
      return two(minutes, "m", seconds % 60, "s");
    }
    return hours < 48 ? two(hours, "h", minutes % 60, "m") : two(hours / 24, "d", hours % 24, "h");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    String rest = small == 0 ? "" : " " + small + " " + smallUnit;
    return large + " " + largeUnit + rest;
  }
}

package lvs.director.archive;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A span of time in the title of a picture. */
final class SpanWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final long HOUR = 3_600;
  private static final long DAY = 24 * HOUR;

  private SpanWords() {}

  /** {@code last 24 hours} when it ends now, else its begin and its end. */
  static String of(long from, long to, long now, ZoneId zone) {
    long length = to - from;
    if (Math.abs(now - to) <= Math.max(60, length / 100)) {
      return "last " + length(length);
    }
    return time(from, zone) + " to " + time(to, zone);
  }

  private static String length(long seconds) {
    if (seconds >= 2 * DAY - HOUR) {
      return count(Math.round((double) seconds / DAY), "day");
    }
    if (seconds >= 2 * HOUR - 60) {
      return count(Math.round((double) seconds / HOUR), "hour");
    }
    return count(Math.round(seconds / 60.0), "minute");
  }

  private static String count(long number, String what) {
    return number == 1 ? what : number + " " + what + "s";
  }

  private static String time(long epochSeconds, ZoneId zone) {
    return TIME.format(ZonedDateTime.ofInstant(Instant.ofEpochSecond(epochSeconds), zone));
  }
}

package lvs.director.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/** Points in time as people in this time zone read them. */
final class WallTime {
  private final Surroundings surroundings;

  WallTime(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** {@code 14:03:05} today, else {@code 2026-03-01 14:03:05}. */
  String at(Instant instant) {
    LocalDateTime time = local(instant);
    String clock = two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    return time.toLocalDate().equals(local(surroundings.now()).toLocalDate())
        ? clock
        : time.toLocalDate() + " " + clock;
  }

  /** {@code 12m 5s}. */
  String ago(Instant instant) {
    return Durations.print(Duration.between(instant, surroundings.now()));
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, surroundings.zone());
  }

  /** Not a DateTimeFormatter: loading it takes longer than all the rest of a command's printing. */
  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}

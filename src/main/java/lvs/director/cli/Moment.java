package lvs.director.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Points in time and spans as operators write them: {@code 2h} is two hours ago, {@code 14:30} is
 * today, {@code 2026-03-01} the begin of a day.
 */
final class Moment {
  /** Nobody has an older archive; longer numbers are typing errors. */
  private static final int LONGEST_TEXT = 40;

  private final Instant now;
  private final ZoneId zone;

  Moment(Surroundings surroundings) {
    this.now = surroundings.now();
    this.zone = surroundings.zone();
  }

  /**
   * @throws Failure saying what may be written
   */
  Instant parse(String text) {
    return tryAll(text.strip())
        .orElseThrow(
            () ->
                Failure.usage(
                    "'"
                        + text
                        + "' is no time; write 2h or 7d (ago), 14:30, 2026-03-01, '2026-03-01"
                        + " 14:30' or 2026-03-01T13:30:00Z"));
  }

  private Optional<Instant> tryAll(String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    if (text.equals("now")) {
      return Optional.of(now);
    }
    Optional<Duration> ago = span(text);
    if (ago.isPresent()) {
      return Optional.of(now.minus(ago.get()));
    }
    return byClock(() -> Instant.parse(text))
        .or(() -> byClock(() -> local(LocalDateTime.parse(text.replace(' ', 'T')))))
        .or(() -> byClock(() -> local(LocalDate.parse(text).atStartOfDay())))
        .or(
            () ->
                byClock(() -> local(LocalTime.parse(text).atDate(LocalDate.ofInstant(now, zone)))));
  }

  private Instant local(LocalDateTime time) {
    return time.atZone(zone).toInstant();
  }

  private interface Reading {
    Instant read();
  }

  private static Optional<Instant> byClock(Reading reading) {
    try {
      return Optional.of(reading.read());
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  /** {@code 24h}, {@code 7d}, or one of hour, day, week, month, year; empty for other words. */
  static Optional<Duration> span(String text) {
    return switch (text) {
      case "hour" -> Optional.of(Duration.ofHours(1));
      case "day" -> Optional.of(Duration.ofDays(1));
      case "week" -> Optional.of(Duration.ofDays(7));
      case "month" -> Optional.of(Duration.ofDays(31));
      case "year" -> Optional.of(Duration.ofDays(366));
      default -> text.matches("[0-9]+[smhd]") ? Durations.parse(text) : Optional.empty();
    };
  }

  /** The text of a span. */
  static final class Span implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return span(text)
          .filter(duration -> !duration.isZero())
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is no span; write hour, day, week, month, year, or 90m, 24h, 7d"));
    }
  }
}

package lvs.director.cli;

import java.time.Duration;
import java.util.Optional;

/** Durations as operators write them: {@code 90s}, {@code 30m}, {@code 2h}, {@code 7d}. */
final class Durations {
  private static final long LONGEST_SECONDS = 365L * 86_400;

  private Durations() {}

  /**
   * Reads digits followed by one of s, m, h, d; digits alone are seconds.
   *
   * @return empty when the text is something else, or longer than 365 days
   */
  static Optional<Duration> parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long unit = secondsPer(text.substring(digits));
    if (digits == 0 || digits > 12 || unit == 0) {
      return Optional.empty();
    }
    long count = Long.parseLong(text, 0, digits, 10);
    return count > LONGEST_SECONDS / unit
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(count * unit));
  }

  private static long secondsPer(String unit) {
    return switch (unit) {
      case "", "s" -> 1;
      case "m" -> 60;
      case "h" -> 3600;
      case "d" -> 86_400;
      default -> 0;
    };
  }

  /** The two largest units: {@code 3d 4h}, {@code 12m 5s}, {@code 0s}. */
  static String print(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds >= 86_400) {
      return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }
    if (seconds >= 3600) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return seconds >= 60 ? two(seconds / 60, "m", seconds % 60, "s") : seconds + "s";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
  }
}

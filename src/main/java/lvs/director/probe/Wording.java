package lvs.director.probe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** How reasons write numbers and foreign text. */
final class Wording {
  private static final int EXCERPT_CHARACTERS = 60;

  private Wording() {}

  /** {@code 0.4 ms}, {@code 12 ms}, {@code 1.3 s}, {@code 3 s}. */
  static String elapsed(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 9.95) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return millis < 999.5
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : seconds(nanos / 1_000_000);
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    return millis < 1000 ? elapsed(duration.toNanos()) : seconds(millis);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1e3).replace(".0 s", " s");
  }

  /** What bytes from outside begin with, on one line, harmless to a terminal and short. */
  static String excerpt(byte[] bytes, int length) {
    int shown = Math.min(length, EXCERPT_CHARACTERS * 4);
    return excerpt(new String(bytes, 0, shown, StandardCharsets.UTF_8));
  }

  static String excerpt(String text) {
    return excerpt(text, EXCERPT_CHARACTERS);
  }

  static String excerpt(String text, int longestCharacters) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(longestCharacters + 1L)
        .forEach(c -> shown.appendCodePoint(printable(c) ? c : c == '\n' || c == '\r' ? ' ' : '?'));
    String trimmed = shown.toString().strip();
    return trimmed.codePointCount(0, trimmed.length()) <= longestCharacters
        ? trimmed
        : trimmed.substring(0, trimmed.offsetByCodePoints(0, longestCharacters)) + "…";
  }

  private static boolean printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** {@code 1 byte}, {@code 123 bytes}. */
  static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}

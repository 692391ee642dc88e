package lvs.director.config;

import java.util.Optional;

/** Numbers as keepalived.conf writes them: base 10, a sign allowed, decimals with a dot. */
final class Numbers {
  private Numbers() {}

  /** A whole number of up to 18 digits. */
  static Optional<Long> whole(String text) {
    int start = signLength(text);
    int digits = text.length() - start;
    if (digits < 1 || digits > 18 || !allDigits(text, start, text.length())) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(text));
  }

  /** Decimal seconds in microseconds, rounded half up; at most 12 digits before the dot. */
  static Optional<Long> micros(String text) {
    int start = signLength(text);
    int dot = text.indexOf('.');
    int end = dot < 0 ? text.length() : dot;
    boolean wholePart = end - start <= 12 && allDigits(text, start, end);
    boolean fraction = dot < 0 || allDigits(text, dot + 1, text.length());
    int digits = text.length() - start - (dot < 0 ? 0 : 1);
    if (!wholePart || !fraction || digits < 1) {
      return Optional.empty();
    }
    long micros = end == start ? 0 : Long.parseLong(text, start, end, 10) * 1_000_000;
    micros += dot < 0 ? 0 : fractionMicros(text, dot + 1);
    return Optional.of(text.startsWith("-") ? -micros : micros);
  }

  static int decimalPlaces(String text) {
    int dot = text.indexOf('.');
    return dot < 0 ? 0 : text.length() - dot - 1;
  }

  private static long fractionMicros(String text, int from) {
    long micros = 0;
    for (int i = 0; i < 6; i++) {
      int digit = from + i < text.length() ? text.charAt(from + i) - '0' : 0;
      micros = micros * 10 + digit;
    }
    boolean roundUp = from + 6 < text.length() && text.charAt(from + 6) >= '5';
    return roundUp ? micros + 1 : micros;
  }

  private static int signLength(String text) {
    return text.startsWith("-") || text.startsWith("+") ? 1 : 0;
  }

  private static boolean allDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}

package lvs.director.config;

import java.util.Optional;

/** Numbers inside address, route and rule lines: decimal, 0x hexadecimal, or octal after a 0. */
final class SyntaxNumbers {
  private SyntaxNumbers() {}

  /** A number of at most 32 bits and no sign; empty when the text is none. */
  static Optional<Long> of(String text) {
    return of(text, 0xffff_ffffL);
  }

  static Optional<Long> of(String text, long maximum) {
    if (text.matches("0[xX][0-9a-fA-F]{1,15}")) {
      return upTo(maximum, Long.parseLong(text.substring(2), 16));
    }
    if (text.matches("0[0-7]{1,18}")) {
      return upTo(maximum, Long.parseLong(text, 8));
    }
    return text.matches("0|[1-9][0-9]{0,17}")
        ? upTo(maximum, Long.parseLong(text))
        : Optional.empty();
  }

  private static Optional<Long> upTo(long maximum, long value) {
    return value <= maximum ? Optional.of(value) : Optional.empty();
  }
}

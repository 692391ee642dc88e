package lvs.director.ipvs;

/** Counters in nine columns, as ipvsadm prints them. */
final class ScaledNumber {
  static final int WIDTH = 9;

  private ScaledNumber() {}

  /**
   * Whole below 10^8, else in thousands, millions, … without rounding. The kernel's counters have
   * no sign.
   *
   * @param exact all digits; a number that fills its column gets a blank before
   */
  static String print(long number, boolean exact) {
    String digits = Long.toUnsignedString(number);
    return exact
        ? " ".repeat(Math.max(WIDTH - digits.length(), 1)) + digits
        : " ".repeat(Math.max(0, WIDTH - scaled(number, digits).length())) + scaled(number, digits);
  }

  private static String scaled(long number, String digits) {
    int count = digits.length();
    if (count <= 8) {
      return digits;
    }
    if (count == 9) {
      return Long.divideUnsigned(number, 1_000L) + "K";
    }
    if (count <= 11) {
      return Long.divideUnsigned(number, 1_000_000L) + "M";
    }
    return count <= 14
        ? Long.divideUnsigned(number, 1_000_000_000L) + "G"
        : Long.divideUnsigned(number, 1_000_000_000_000L) + "T";
  }
}

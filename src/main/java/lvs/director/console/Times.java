package lvs.director.console;

/** Numbers as the pages have them: milliseconds, and no more digits than anybody reads. */
final class Times {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double THOUSAND = 1e3;

  private Times() {}

  /** Milliseconds with three decimals. */
  static double millis(long nanos) {
    return rounded(nanos / NANOS_PER_MILLI);
  }

  /** Three decimals. */
  static double rounded(double value) {
    return Math.round(value * THOUSAND) / THOUSAND;
  }

  /** Null for 0, which means never. */
  static Long orNull(long epochMillis) {
    return epochMillis == 0 ? null : epochMillis;
  }
}

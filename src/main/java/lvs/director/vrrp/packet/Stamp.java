package lvs.director.vrrp.packet;

/**
 * Time as a signed advertisement carries it: seconds since 1970 (32 bits), 1/65536 s (16 bits) and
 * a counter (16 bits), which together are one serial number of 64 bits (RFC 1982). A tick is
 * 1/65536 s; ticks count in 48 bits, and wrap with the seconds in 2106.
 */
final class Stamp {
  private static final long NANOS_A_SECOND = 1_000_000_000L;
  private static final int COUNTER_BITS = 16;

  private Stamp() {}

  static long ticks(long nanos) {
    return (Math.floorDiv(nanos, NANOS_A_SECOND) << 16)
        + (Math.floorMod(nanos, NANOS_A_SECOND) << 16) / NANOS_A_SECOND;
  }

  /** With 0 as counter. */
  static long ofTicks(long ticks) {
    return ticks << COUNTER_BITS;
  }

  static long ticksOf(long stamp) {
    return stamp >>> COUNTER_BITS;
  }

  static boolean isLater(long stamp, long than) {
    return stamp - than > 0;
  }

  /** How far the first is ahead of the second; negative when it is behind. */
  static long aheadTicks(long ticks, long ofTicks) {
    return ofTicks(ticks - ofTicks) >> COUNTER_BITS;
  }

  static long seconds(long ticks) {
    return ticks >> 16;
  }
}

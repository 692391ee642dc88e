package lvs.director.vrrp;

import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;

/** Skew time and master down interval; all values are nanoseconds. */
final class Timers {
  static final long SECOND = 1_000_000_000L;
  static final long MILLISECOND = 1_000_000L;
  static final long NEVER = Long.MAX_VALUE;

  private Timers() {}

  /**
   * Version 2: (256 - priority) / 256 seconds, whatever the interval (RFC 3768, 6.1). Version 3:
   * that part of the master's interval (RFC 9568, 6.1).
   */
  static long skew(VirtualRouter router, int priority, long masterIntervalNanos) {
    long whole = router.version() == VrrpVersion.V2 ? SECOND : masterIntervalNanos;
    return (256 - priority) * whole / 256;
  }

  /** Master_Down_Interval (RFC 9568, 6.1), where 3 may be another number (down_timer_adverts). */
  static long masterDown(VirtualRouter router, int priority, long masterIntervalNanos) {
    return router.advertisementRules().downTimerAdvertisements() * masterIntervalNanos
        + skew(router, priority, masterIntervalNanos);
  }

  static long interval(VirtualRouter router) {
    return router.advertisementInterval().toNanos();
  }

  /** {@code now + after}, where after may be {@link #NEVER}. */
  static long after(long nowNanos, long afterNanos) {
    return afterNanos == NEVER ? NEVER : nowNanos + afterNanos;
  }
}

package lvs.director.vrrp;

import java.util.HashMap;
import java.util.Map;

/** Lets the same thing be said at most once a minute. */
final class OncePerMinute {
  private static final long MINUTE_NANOS = 60 * Timers.SECOND;

  /** Bound of the memory: everything that is older than a minute is forgotten then. */
  private static final int MOST = 256;

  private final Map<Object, Long> said = new HashMap<>();

  boolean mayBeSaid(long nowNanos, Object what) {
    Long before = said.get(what);
    if (before != null && nowNanos - before < MINUTE_NANOS) {
      return false;
    }
    if (said.size() >= MOST) {
      said.values().removeIf(at -> nowNanos - at >= MINUTE_NANOS);
      if (said.size() >= MOST) {
        return false;
      }
    }
    said.put(what, nowNanos);
    return true;
  }
}

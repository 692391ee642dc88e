package lvs.director.vrrp;

import java.util.BitSet;
import java.util.OptionalLong;

/** What a virtual router said lately, so that an echo of it is known. */
final class Said {
  /** No network keeps a packet for so long. */
  private static final long ECHO_NANOS = 60 * Timers.SECOND;

  private final BitSet priorities = new BitSet();
  private OptionalLong lastNanos = OptionalLong.empty();

  void sent(long nowNanos, int priority) {
    if (isOver(nowNanos)) {
      priorities.clear();
    }
    priorities.set(priority);
    lastNanos = OptionalLong.of(nowNanos);
  }

  /** Priority 0 may be the farewell of an earlier run, or of this router before a reload. */
  boolean isEcho(long nowNanos, int priority) {
    return priority == 0 || !isOver(nowNanos) && priorities.get(priority);
  }

  private boolean isOver(long nowNanos) {
    return lastNanos.isEmpty() || nowNanos - lastNanos.getAsLong() > ECHO_NANOS;
  }
}

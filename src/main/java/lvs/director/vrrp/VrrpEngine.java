package lvs.director.vrrp;

import java.util.List;

/**
 * The election on one machine: virtual routers, sync groups, trackers. Pure: {@link #step} takes
 * the time and an event and gives effects; no clock, socket, thread or file inside. Called by one
 * thread.
 */
public final class VrrpEngine {

  /**
   * @param nowNanos monotonic time of the start
   * @param bootNanos monotonic time of the machine's boot, for vrrp_delay_after_boot; may be
   *     negative
   */
  public VrrpEngine(long nowNanos, long bootNanos) {
    throw new UnsupportedOperationException("to come");
  }

  /** Reacts to an event; the effects are to be carried out in their order. */
  public List<VrrpEffect> step(long nowNanos, VrrpEvent event) {
    throw new UnsupportedOperationException("to come");
  }

  /** When {@link VrrpEvent.TimePassed} is due; {@link Long#MAX_VALUE} is never. */
  public long nextDeadlineNanos() {
    throw new UnsupportedOperationException("to come");
  }

  /** A snapshot, made now. */
  public VrrpView view() {
    throw new UnsupportedOperationException("to come");
  }
}

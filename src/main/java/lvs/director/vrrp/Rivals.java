package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Optional;

/** Others that advertise while this machine is master. */
final class Rivals {
  /** So many advertisements of lower priority are a second master, not a slow one. */
  private static final int TOLERATED = 3;

  private static final long FORGOTTEN_NANOS = 60 * Timers.SECOND;

  private long seenNanos;
  private long windowStartNanos;
  private int inWindow;

  private Optional<InetAddress> owner = Optional.empty();
  private long ownerHeardNanos;
  private long ownerCheckNanos = Timers.NEVER;
  private boolean lowered;

  /**
   * @return whether it was heard so often that it must be a second master
   */
  boolean lowerHeard(long nowNanos, long intervalNanos) {
    if (inWindow == 0 || nowNanos - windowStartNanos > TOLERATED * intervalNanos) {
      windowStartNanos = nowNanos;
      inWindow = 0;
    }
    inWindow++;
    return inWindow > TOLERATED;
  }

  /** A second master, or a claim of an address by another machine. */
  void seen(long nowNanos) {
    seenNanos = nowNanos;
  }

  /** Nothing of that kind for a minute. */
  boolean areForgotten(long nowNanos) {
    return nowNanos - seenNanos > FORGOTTEN_NANOS;
  }

  void forgetLower() {
    inWindow = 0;
  }

  /** Another router with priority 255 and a lower address, which should yield. */
  void ownerHeard(long nowNanos, InetAddress from, long patienceNanos) {
    if (owner.isEmpty()) {
      ownerCheckNanos = nowNanos + patienceNanos;
    }
    owner = Optional.of(from);
    ownerHeardNanos = nowNanos;
  }

  Optional<InetAddress> owner() {
    return owner;
  }

  /** Its stay made us give way: our priority is 254. */
  boolean isLowered() {
    return lowered;
  }

  long nextNanos() {
    return ownerCheckNanos;
  }

  boolean isDue(long nowNanos) {
    return ownerCheckNanos <= nowNanos;
  }

  /** Still there after our patience: lowered; gone: forgotten. Asked again after the interval. */
  void check(long nowNanos, long goneAfterNanos) {
    boolean there = nowNanos - ownerHeardNanos < goneAfterNanos;
    lowered = there;
    ownerCheckNanos = there ? ownerHeardNanos + goneAfterNanos : Timers.NEVER;
    if (!there) {
      owner = Optional.empty();
    }
  }
}

package lvs.director.vrrp;

import java.util.Arrays;
import java.util.List;

/** When a master does what it does besides advertising. Immutable. */
final class Duties {

  /** What is due from time to time. */
  enum Duty {
    /** The second block of announcements after becoming master. */
    SECOND_BLOCK,
    /** The second block after an advertisement of lower priority. */
    LOWER_BLOCK,
    /** Announcements again and again (garp_master_refresh). */
    REFRESH,
    /** Announcements on other interfaces (garp_extra_if). */
    EXTRA,
    /** The lease of the addresses begins anew. */
    RENEW,
    /** The LAN is asked whether anybody else has the addresses. */
    PROBE
  }

  private static final List<Duty> PERIODIC = List.of(Duty.REFRESH, Duty.EXTRA, Duty.RENEW);

  static final Duties NONE = new Duties(never());

  private final long[] atNanos;

  private Duties(long[] atNanos) {
    this.atNanos = atNanos;
  }

  private static long[] never() {
    long[] never = new long[Duty.values().length];
    Arrays.fill(never, Timers.NEVER);
    return never;
  }

  Duties with(Duty duty, long at) {
    long[] changed = atNanos.clone();
    changed[duty.ordinal()] = at;
    return new Duties(changed);
  }

  /** What goes on keeps its time unless it comes earlier now; what is new begins, the rest ends. */
  Duties following(Duties fresh) {
    Duties next = this;
    for (Duty duty : PERIODIC) {
      boolean goesOn = fresh.at(duty) != Timers.NEVER;
      next = next.with(duty, goesOn ? Math.min(at(duty), fresh.at(duty)) : Timers.NEVER);
    }
    boolean isAsked = at(Duty.PROBE) != Timers.NEVER && fresh.at(Duty.PROBE) != Timers.NEVER;
    return isAsked ? next : next.with(Duty.PROBE, fresh.at(Duty.PROBE));
  }

  long at(Duty duty) {
    return atNanos[duty.ordinal()];
  }

  boolean isDue(Duty duty, long nowNanos) {
    return at(duty) <= nowNanos;
  }

  long nextNanos() {
    long next = Timers.NEVER;
    for (long each : atNanos) {
      next = Math.min(next, each);
    }
    return next;
  }
}

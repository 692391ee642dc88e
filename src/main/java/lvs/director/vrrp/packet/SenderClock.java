package lvs.director.vrrp.packet;

import lvs.director.model.Authentication.AntiReplay;

/**
 * What is remembered of one sender of signed advertisements: its last stamp, and how far its clock
 * is ahead of our monotonic one. Every stamp that comes here has a right signature.
 *
 * <p>A stamp counts as fresh when it lies within the window of our wall clock, or of where the
 * sender's clock must be by now going by its remembered offset. So a step of our wall clock does
 * not make a good master stale. The offset follows the wall clock where that agrees; otherwise it
 * moves by no more than a thousandth of the time passed, which is more than clocks drift and slew.
 *
 * <p>Freshness alone admits nothing: a stamp must be later than the last one. What somebody
 * recorded and we have heard is therefore never heard again. There are two exceptions, for a sender
 * whose clock was stepped by more than the window; each needs two advertisements at least half an
 * interval apart, whose stamps differ as our monotonic clock does, and none from the sender in
 * between that is fresh:
 *
 * <ul>
 *   <li>Forward: the stamps are later than everything heard. Somebody could show us recordings only
 *       of a time when the sender's clock ran ahead of where it ran when we heard it, that we did
 *       not hear then, and only while the sender is silent.
 *   <li>Backward: our own wall clock confirms the stamps and the last one lies beyond the window
 *       ahead of it, that is, it came from a clock that was wrong by all we know now. Somebody
 *       could show us recordings only if our wall clock was stepped back too, and only of the time
 *       that it then runs through again.
 * </ul>
 *
 * A sender that alone was stepped back stays refused, since it looks exactly as a recording does.
 * Somebody who holds back advertisements instead of repeating them can delay them by the window,
 * and by a thousandth of the time more where wall clocks disagree; who can do so can cut the cable
 * too.
 */
final class SenderClock {
  private static final int DRIFT_DIVISOR = 1000;

  /** How evenly advertisements must come to confirm that a clock was stepped: half a second. */
  private static final long PACE_TICKS = 1 << 15;

  enum Verdict {
    FRESH,
    /** Not later than one that was heard. */
    SEEN,
    /** Later, but outside the window. */
    OUTSIDE_WINDOW
  }

  private long lastStamp;
  private long offsetTicks;
  private long heardTicks;
  private boolean hasCandidate;
  private long candidateStamp;
  private long candidateTicks;

  /**
   * @param stamp the first one, found to be fresh
   * @param monotonicTicks when it came
   */
  SenderClock(long stamp, long monotonicTicks) {
    accept(stamp, monotonicTicks, true);
  }

  /**
   * @param monotonicTicks when it came
   * @param wallTicks the same by the wall clock
   */
  Verdict judge(long stamp, long monotonicTicks, long wallTicks, FreshnessRule rule) {
    boolean later = Stamp.isLater(stamp, lastStamp);
    boolean fitsWall = rule.near(Stamp.ticksOf(stamp), wallTicks);
    boolean fits = fitsWall || rule.near(Stamp.ticksOf(stamp), monotonicTicks + offsetTicks);
    if (later && (fits || rule.antiReplay() == AntiReplay.MONOTONIC)) {
      accept(stamp, monotonicTicks, fitsWall);
      return Verdict.FRESH;
    }
    boolean mayHaveBeenStepped =
        rule.antiReplay() == AntiReplay.TIME
            && (later || fitsWall && rule.isAhead(Stamp.ticksOf(lastStamp), wallTicks));
    if (mayHaveBeenStepped && isConfirmed(stamp, monotonicTicks, rule)) {
      accept(stamp, monotonicTicks, true);
      return Verdict.FRESH;
    }
    return later ? Verdict.OUTSIDE_WINDOW : Verdict.SEEN;
  }

  private void accept(long stamp, long monotonicTicks, boolean trusted) {
    long observed = Stamp.ticksOf(stamp) - monotonicTicks;
    long drift = (monotonicTicks - heardTicks) / DRIFT_DIVISOR;
    long moved = Stamp.aheadTicks(observed, offsetTicks);
    offsetTicks = trusted ? observed : offsetTicks + Math.clamp(moved, -drift, drift);
    lastStamp = stamp;
    heardTicks = monotonicTicks;
    hasCandidate = false;
  }

  private boolean isConfirmed(long stamp, long monotonicTicks, FreshnessRule rule) {
    long passed = monotonicTicks - candidateTicks;
    long counted = Stamp.aheadTicks(Stamp.ticksOf(stamp), Stamp.ticksOf(candidateStamp));
    boolean even =
        hasCandidate
            && Stamp.isLater(stamp, candidateStamp)
            && Math.abs(counted - passed) <= PACE_TICKS;
    if (even) {
      return passed >= rule.probationTicks();
    }
    hasCandidate = true;
    candidateStamp = stamp;
    candidateTicks = monotonicTicks;
    return false;
  }
}

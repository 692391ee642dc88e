package lvs.director.vrrp.packet;

import lvs.director.model.Authentication.AntiReplay;

/**
 * @param windowTicks how far a stamp may be from the clock
 * @param probationTicks how long a sender whose clock was stepped must go on evenly
 */
record FreshnessRule(AntiReplay antiReplay, long windowTicks, long probationTicks) {
  boolean near(long ticks, long clockTicks) {
    return Math.abs(Stamp.aheadTicks(ticks, clockTicks)) <= windowTicks;
  }

  boolean isAhead(long ticks, long clockTicks) {
    return Stamp.aheadTicks(ticks, clockTicks) > windowTicks;
  }
}

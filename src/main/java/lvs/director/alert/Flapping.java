package lvs.director.alert;

/**
 * Something that comes and goes: told once, then not until it is stable or an hour has passed.
 *
 * <p>Times are monotonic nanoseconds.
 */
final class Flapping {
  /** How far the readers are. */
  enum Phase {
    /** That it flaps is not told yet. */
    UNTOLD,
    /** It is, and nothing else shall be. */
    TOLD,
    /** An hour has passed with changes in it. */
    SUMMARY,
    /** It is stable, which is not told yet. */
    STABLE
  }

  final long sinceNanos;
  Phase phase = Phase.UNTOLD;
  int changes;
  int downs;
  long downNanos;
  long lastChangeNanos;
  long summaryNanos = Long.MAX_VALUE;
  int changesTold;

  Flapping(long sinceNanos) {
    this.sinceNanos = sinceNanos;
  }

  /**
   * @param downNanos how long it was not well until now; 0 when it was
   */
  void changed(long nowNanos, long downNanos) {
    changes++;
    lastChangeNanos = nowNanos;
    if (downNanos > 0) {
      downs++;
      this.downNanos += downNanos;
    }
    if (phase == Phase.STABLE) {
      phase = changesTold == 0 ? Phase.UNTOLD : Phase.TOLD;
    }
  }

  /** A mail says how it stands. */
  void told(long nowNanos, long untilSummaryNanos) {
    phase = Phase.TOLD;
    changesTold = changes;
    summaryNanos = nowNanos + untilSummaryNanos;
  }
}

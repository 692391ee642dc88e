package lvs.director.archive;

import java.time.Duration;
import java.time.Instant;

/**
 * Wall time for samples, which must never go back: a clock that jumps is given ten minutes to come
 * to itself, in which everything is counted and nothing sampled.
 */
final class RecordClock {
  private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

  /** A jump forward up to this is an unknown time or a machine that slept; it does no harm. */
  private static final long JUMP_SECONDS = Duration.ofDays(1).toSeconds();

  /** Clocks are put right by less than this all the time. */
  private static final long UNREMARKABLE_SECONDS = 10;

  private final RecordLog log;
  private long newestEpochSeconds;
  private long acceptedEpochSeconds;
  private long acceptedNanos;
  private boolean doubted;
  private boolean told;
  private long doubtedNanos;

  /** What to do now. */
  enum Verdict {
    SAMPLE,
    /** Only count. */
    WAIT,
    /** The clock has been behind the newest sample for so long that it must be right. */
    SAMPLE_AGAIN
  }

  /**
   * @param newestEpochSeconds of the samples that there are; 0 for none
   */
  RecordClock(long newestEpochSeconds, RecordLog log) {
    this.newestEpochSeconds = newestEpochSeconds;
    this.log = log;
  }

  /** A sample has this time. */
  void sampled(long epochSeconds) {
    if (doubted) {
      doubted = false;
      log.warning("archives: what was recorded for later than now is taken back");
    }
    newestEpochSeconds = epochSeconds;
  }

  Verdict look(long epochSeconds, long nanos) {
    boolean behind = epochSeconds < newestEpochSeconds;
    if (behind || isFarAhead(epochSeconds, nanos)) {
      return doubt(behind, epochSeconds, nanos);
    }
    if (doubted && told) {
      log.info("archives: recording goes on");
    }
    accept(epochSeconds, nanos);
    return Verdict.SAMPLE;
  }

  private boolean isFarAhead(long epochSeconds, long nanos) {
    long expected = acceptedEpochSeconds + (nanos - acceptedNanos) / 1_000_000_000L;
    return acceptedEpochSeconds != 0 && epochSeconds - expected > JUMP_SECONDS;
  }

  private Verdict doubt(boolean behind, long epochSeconds, long nanos) {
    if (!doubted) {
      doubted = true;
      doubtedNanos = nanos;
      told = !behind || newestEpochSeconds - epochSeconds > UNREMARKABLE_SECONDS;
      tell(behind, epochSeconds);
    }
    if (nanos - doubtedNanos < PATIENCE_NANOS) {
      return Verdict.WAIT;
    }
    if (behind) {
      return Verdict.SAMPLE_AGAIN;
    }
    accept(epochSeconds, nanos);
    return Verdict.SAMPLE;
  }

  private void tell(boolean behind, long epochSeconds) {
    if (told) {
      log.warning(
          "archives: the clock says "
              + Instant.ofEpochSecond(epochSeconds)
              + (behind
                  ? " but there are samples of " + Instant.ofEpochSecond(newestEpochSeconds)
                  : ", which is a jump of more than a day")
              + "; recording waits ten minutes for it");
    }
  }

  private void accept(long epochSeconds, long nanos) {
    doubted = false;
    if (newestEpochSeconds == 0) {
      // The first archives begin here.
      newestEpochSeconds = epochSeconds;
    }
    acceptedEpochSeconds = epochSeconds;
    acceptedNanos = nanos;
  }

  /** How long it was waited for, which is how old the last true sample is at least. */
  static long patienceSeconds() {
    return PATIENCE_NANOS / 1_000_000_000L;
  }
}

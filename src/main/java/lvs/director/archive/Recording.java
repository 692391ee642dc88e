package lvs.director.archive;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import lvs.director.model.ArchiveSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.Archives.Health;
import lvs.director.port.Director;

/**
 * What the thread {@code archive} does, with time as an argument: looks at the director every
 * second, samples when a step has passed, and keeps the files up to date.
 */
final class Recording {
  /** A data plane that nobody has read so long is sampled without. */
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** About 30 MB a second: a disk has other things to do. */
  private static final int FILES_A_SECOND = 20;

  /** What a small director has is made before its first sample. */
  private static final int FILES_A_STEP = 200;

  private static final long TICK_MILLIS = 1000;
  private static final long CLOSE_MILLIS = 2000;

  private final ArchiveStore store;
  private final Sampler sampler;
  private final RecordClock clock;
  private final RecordLog log;
  private final long startNanos;
  private long failedNanos;
  private volatile long safeEpochMillis;

  /** How often something is sampled. */
  private volatile long stepMillis;

  private volatile ArchiveSettings settings;

  /**
   * What there was before.
   *
   * @param table that the data plane had before this run; may grow, and entries are removed
   * @param running the director has run for a while, and nothing of it was recorded
   */
  record Found(Map<ServiceKey, ServiceTable.Service> table, boolean running) {}

  /** Finds what is there and brings it up to the journal. */
  Recording(
      Director director,
      ArchiveStore store,
      Found found,
      ArchiveSettings settings,
      long nowEpochMillis,
      LongSupplier nanos,
      RecordLog log) {
    this.store = store;
    this.settings = settings;
    this.log = log;
    JournalReplay replay = store.start();
    TrafficBook.Past past = new TrafficBook.Past(replay.counters(), found.table(), found.running());
    sampler = new Sampler(director, store, replay, past);
    clock = new RecordClock(replay.lastStepEpochSeconds(), log);
    startNanos = nanos.getAsLong();
    failedNanos = startNanos - RETRY_NANOS;
    safeEpochMillis = nowEpochMillis;
    stepMillis = settings.step().toMillis();
  }

  /** New settings; archives that are there keep their step. */
  void follow(ArchiveSettings next) {
    settings = next;
  }

  /**
   * @param nanos monotonic
   */
  void tick(long nowEpochMillis, long nanos) {
    long now = nowEpochMillis / 1000;
    store.limit(settings.limitBytes());
    sampler.follow(settings.step().toSeconds());
    boolean counted = sampler.count(now);
    stepMillis = sampler.shortestStepSeconds() * 1000;
    RecordClock.Verdict verdict = clock.look(now, nanos);
    boolean ready = sampler.isReady() || nanos - startNanos > READY_NANOS;
    if (verdict == RecordClock.Verdict.WAIT || !ready) {
      return;
    }
    sampler.beginBy(now);
    boolean due = sampler.isDue(now);
    store.make(due ? FILES_A_STEP : FILES_A_SECOND);
    if (due) {
      sample(now, nanos, verdict == RecordClock.Verdict.SAMPLE_AGAIN);
    } else if (counted) {
      carry(now);
    }
  }

  private void sample(long now, long nanos, boolean again) {
    if (nanos - failedNanos < RETRY_NANOS) {
      return;
    }
    if (store.hasRoom()) {
      try {
        sampler.sample(now, again);
        clock.sampled(now);
        safeEpochMillis = now * 1000;
      } catch (IOException told) {
        // The store has told it; what was counted waits for the next try.
        failedNanos = nanos;
        return;
      }
    }
    store.write(now);
  }

  private void carry(long now) {
    try {
      sampler.carry(now);
    } catch (IOException told) {
      // As above.
    }
  }

  Health health(long nowEpochMillis, boolean recording) {
    ArchiveSettings now = settings;
    long due = safeEpochMillis + stepMillis + 2 * TICK_MILLIS;
    double late = nowEpochMillis > due ? (nowEpochMillis - safeEpochMillis) / 1e3 : 0;
    return store.health(recording, now.limitBytes(), late);
  }

  /** Writes what was counted and sampled. */
  void close(long nowEpochMillis) {
    try {
      sampler.carryAll(nowEpochMillis / 1000);
    } catch (IOException | RuntimeException told) {
      log.warning("archives: what was counted last is lost: " + told.getMessage());
    }
    store.close(CLOSE_MILLIS);
  }
}

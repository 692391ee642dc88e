package lvs.director.daemon;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import lvs.director.pool.CheckResult;
import lvs.director.pool.PoolEffect;
import lvs.director.pool.PoolEvent;
import lvs.director.port.Prober;

/**
 * Runs checks on virtual threads, one per run, and gives their answers to the pool engine. An
 * answer waits for room in the engine's queue rather than getting lost: a lost one would leave its
 * server unchecked for ever.
 */
final class CheckRunner implements AutoCloseable {
  private final Prober prober;
  private final Answers answers;
  private final LatenessHistogram lateness = new LatenessHistogram();
  private final Map<Long, Thread> running = new ConcurrentHashMap<>();
  private final AtomicInteger runningCount = new AtomicInteger();
  private final LongAdder finished = new LongAdder();

  /** Where answers go; may wait. */
  interface Answers {
    void put(PoolEvent event) throws InterruptedException;
  }

  CheckRunner(Prober prober, Answers answers) {
    this.prober = prober;
    this.answers = answers;
  }

  void start(PoolEffect.StartCheck start, long dueNanos) {
    Thread thread = Thread.ofVirtual().unstarted(() -> run(start, dueNanos));
    running.put(start.probe(), thread);
    thread.start();
  }

  void stop(long probe) {
    Thread thread = running.get(probe);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void run(PoolEffect.StartCheck start, long dueNanos) {
    long startedNanos = System.nanoTime();
    lateness.record(startedNanos, startedNanos - dueNanos);
    runningCount.incrementAndGet();
    try {
      CheckResult result = probe(start, startedNanos);
      finished.increment();
      answers.put(new PoolEvent.CheckFinished(start.probe(), result));
    } catch (InterruptedException notWanted) {
      Thread.currentThread().interrupt();
    } finally {
      runningCount.decrementAndGet();
      running.remove(start.probe(), Thread.currentThread());
    }
  }

  /** A defect of ours in a check is a bad result that says so, not a silent end of checking. */
  private CheckResult probe(PoolEffect.StartCheck start, long startedNanos)
      throws InterruptedException {
    try {
      return prober.run(start.check(), start.step());
    } catch (RuntimeException | Error defect) {
      long now = System.nanoTime();
      return new CheckResult(
          false,
          "the director itself failed in this check: " + defect,
          now - startedNanos,
          now,
          OptionalInt.empty(),
          OptionalInt.empty());
    }
  }

  int running() {
    return runningCount.get();
  }

  long finished() {
    return finished.sum();
  }

  long latenessNanos(double quantile) {
    return lateness.quantileNanos(System.nanoTime(), quantile);
  }

  @Override
  public void close() {
    running.values().forEach(Thread::interrupt);
  }
}

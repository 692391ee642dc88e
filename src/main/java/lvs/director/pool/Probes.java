package lvs.director.pool;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import lvs.director.model.Check;

/** All probes: equal checks are one. Starts them when due and lets go of those nobody needs. */
final class Probes {
  /** Between the first runs of two probes, so that many do not start at one instant. */
  private static final long FIRST_RUN_GAP_NANOS = 500_000;

  private final DeadlineHeap heap;
  private final SplittableRandom random;
  private final Map<Check, Probe> byCheck = new HashMap<>();
  private final Map<Long, Probe> running = new HashMap<>();
  private final Set<Probe> unscheduled = new LinkedHashSet<>();
  private final Set<Probe> left = new LinkedHashSet<>();
  private long lastRunNumber;

  Probes(DeadlineHeap heap, long seed) {
    this.heap = heap;
    this.random = new SplittableRandom(seed);
  }

  /**
   * The probe for a check, with one more subscriber; {@link #settle} schedules it.
   *
   * @param before the probe whose place it takes, with other timing
   */
  Probe subscribe(CheckState subscriber, Check check, boolean quick, Optional<Probe> before) {
    Probe probe = byCheck.get(check);
    if (probe == null) {
      Probe fresh = new Probe(check, quick);
      before.ifPresent(fresh::continueFrom);
      byCheck.put(check, fresh);
      probe = fresh;
    }
    probe.subscribe(subscriber);
    unscheduled.add(probe);
    return probe;
  }

  void unsubscribe(CheckState subscriber, Probe probe) {
    probe.unsubscribe(subscriber);
    left.add(probe);
  }

  /** A subscriber of the probe was suspended or resumed. */
  void suspended(Probe probe, boolean suspended) {
    probe.suspended(suspended);
    (suspended ? left : unscheduled).add(probe);
  }

  /** Stops what nobody needs any more and schedules what is newly needed. */
  void settle(Step step) {
    for (Probe probe : left) {
      if (!probe.isNeeded()) {
        stop(probe, step);
      }
      if (probe.subscribers().isEmpty()) {
        byCheck.remove(probe.check, probe);
      }
    }
    left.clear();
    unscheduled.removeIf(p -> !p.isNeeded() || p.isRunning() || p.heapIndex >= 0);
    int index = 0;
    for (Probe probe : unscheduled) {
      heap.schedule(probe, step.nowNanos + firstDelayNanos(probe, index++));
    }
    unscheduled.clear();
  }

  private long firstDelayNanos(Probe probe, int index) {
    Check.Timing timing = probe.check.timing();
    long delayLoop = timing.delayLoop().toNanos();
    if (probe.history.runs() == 0 && timing.warmup().isPresent()) {
      return random.nextLong(timing.warmup().get().toNanos() + 1);
    }
    return index * Math.min(FIRST_RUN_GAP_NANOS, delayLoop / unscheduled.size());
  }

  /** Starts a due probe, which has left the heap. */
  void start(Probe probe, Step step) {
    probe.latenessNanos = Math.max(0, step.nowNanos - probe.atNanos);
    probe.basisNanos = basisNanos(probe, step.nowNanos);
    probe.runNumber = ++lastRunNumber;
    running.put(probe.runNumber, probe);
    step.add(new PoolEffect.StartCheck(probe.runNumber, probe.check, probe.state.step()));
  }

  /**
   * From where delay_loop counts. A probe that started a little late keeps its place among the
   * others; one that started very late, as after a pause of the whole machine, begins anew at a
   * random place, so that those that waited together do not stay together.
   */
  private long basisNanos(Probe probe, long nowNanos) {
    long quarter = Math.max(1, probe.check.timing().delayLoop().toNanos() / 4);
    return probe.latenessNanos <= quarter ? probe.atNanos : nowNanos - random.nextLong(quarter);
  }

  /** Starts a probe at once, needed or not; one that runs already is left to finish. */
  void startNow(Probe probe, Step step) {
    if (!probe.isRunning()) {
      heap.cancel(probe);
      probe.atNanos = step.nowNanos;
      start(probe, step);
    }
  }

  /**
   * Takes a result and schedules the next run.
   *
   * @return the probe; empty when the number is not known or the result does not count
   */
  Optional<Probe> finished(long runNumber, CheckResult result, Step step) {
    Probe probe = running.remove(runNumber);
    if (probe == null) {
      return Optional.empty();
    }
    if (probe.excuses(result)) {
      probe.runNumber = 0;
      schedule(probe, step.nowNanos);
      return Optional.empty();
    }
    probe.finished(result);
    schedule(
        probe,
        probe.state.nextStartNanos(
            probe.check, probe.basisNanos, step.nowNanos, probe.quickFirstRound));
    return Optional.of(probe);
  }

  private void schedule(Probe probe, long atNanos) {
    if (probe.isNeeded()) {
      heap.schedule(probe, atNanos);
    }
  }

  private void stop(Probe probe, Step step) {
    heap.cancel(probe);
    if (probe.isRunning()) {
      running.remove(probe.runNumber);
      step.add(new PoolEffect.StopCheck(probe.runNumber));
      probe.runNumber = 0;
    }
  }

  int count() {
    return byCheck.size();
  }
}

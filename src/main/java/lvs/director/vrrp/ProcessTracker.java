package lvs.director.vrrp;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import lvs.director.model.TrackProcess;

/** A vrrp_track_process: well while the number of processes lies between quorum and maximum. */
final class ProcessTracker extends Tracker {
  private TrackProcess process;
  private final BiConsumer<Step, Tracker> changed;
  private boolean known;
  private boolean up;
  private int count;
  private long changesAtNanos = Timers.NEVER;
  private long readings;
  private OptionalLong lastNanos = OptionalLong.empty();

  /**
   * @param changed called when its verdict changed
   */
  ProcessTracker(TrackProcess process, BiConsumer<Step, Tracker> changed) {
    this.process = process;
    this.changed = changed;
  }

  TrackProcess process() {
    return process;
  }

  /** Goes on with another quorum, which counts at once. */
  void configure(Step step, TrackProcess other) {
    process = other;
    if (known && up != isQuorate()) {
      settle(step);
    }
  }

  void counted(Step step, int number) {
    count = number;
    readings++;
    lastNanos = OptionalLong.of(step.nowNanos);
    if (!known) {
      settle(step);
    } else if (up == isQuorate()) {
      changesAtNanos = Timers.NEVER;
    } else if (changesAtNanos == Timers.NEVER) {
      wait(step);
    }
    step.touch(this);
  }

  private void wait(Step step) {
    long delay = (up ? process.terminateDelay() : process.forkDelay()).toNanos();
    if (delay == 0) {
      settle(step);
    } else {
      changesAtNanos = step.nowNanos + delay;
    }
  }

  private void settle(Step step) {
    known = true;
    up = isQuorate();
    changesAtNanos = Timers.NEVER;
    changed.accept(step, this);
  }

  private boolean isQuorate() {
    return count >= process.quorum() && count <= process.quorumMaximum().orElse(Integer.MAX_VALUE);
  }

  @Override
  long nextNanos() {
    return changesAtNanos;
  }

  @Override
  void fire(Step step) {
    settle(step);
    step.touch(this);
  }

  @Override
  Kind kind() {
    return Kind.PROCESS;
  }

  @Override
  String name() {
    return process.name();
  }

  @Override
  boolean isKnown() {
    return known;
  }

  @Override
  boolean isUp() {
    return up;
  }

  @Override
  String detail() {
    String wanted =
        process.quorumMaximum().isPresent()
            ? process.quorum() + " to " + process.quorumMaximum().getAsInt()
            : "at least " + process.quorum();
    return count + (count == 1 ? " process" : " processes") + (up ? "" : ", wanted " + wanted);
  }

  @Override
  VrrpView.TrackerStatus status() {
    return new VrrpView.TrackerStatus(
        kind().text(),
        process.name(),
        up,
        known,
        known ? detail() : "not counted yet",
        OptionalInt.empty(),
        "",
        readings,
        0,
        0,
        lastNanos);
  }
}

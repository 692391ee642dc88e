package lvs.director.vrrp;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import lvs.director.model.TrackScript;
import lvs.director.vrrp.VrrpEvent.ScriptResult;

/**
 * A vrrp_script. One counter from 0 to rise + fall - 1; the script is well from rise on. It begins
 * one below, so that the first result decides; afterwards rise good or fall bad runs in a row are
 * needed.
 */
final class ScriptTracker extends Tracker {
  private TrackScript script;
  private final LongSupplier runs;
  private final BiConsumer<Step, Tracker> changed;

  private int counter;
  private boolean known;

  /** After a reload that changed the script: it counts as well until the first result. */
  private boolean assumed;

  private long startAtNanos;
  private long running = -1;
  private long finishedRuns;
  private long failures;
  private ScriptResult last = new ScriptResult(true, 0, "", "did not run yet", 0);
  private OptionalLong lastNanos = OptionalLong.empty();

  /**
   * @param runs gives numbers of runs
   * @param changed called when its verdict changed
   */
  ScriptTracker(
      TrackScript script,
      long nowNanos,
      boolean assumed,
      LongSupplier runs,
      BiConsumer<Step, Tracker> changed) {
    this.script = script;
    this.runs = runs;
    this.changed = changed;
    this.assumed = assumed;
    this.startAtNanos = nowNanos;
    this.counter = script.startsFailed() ? 0 : script.rise() - 1;
    this.known = script.startsFailed();
  }

  /** Whether the results so far hold for the other configuration too. */
  boolean keepsResults(TrackScript other) {
    return script.script().equals(other.script());
  }

  void configure(TrackScript other, long nowNanos) {
    boolean up = isUp();
    if (script.rise() != other.rise() || script.fall() != other.fall()) {
      counter = up ? other.rise() + other.fall() - 1 : known ? 0 : other.rise() - 1;
    }
    script = other;
    startAtNanos = Math.min(startAtNanos, nowNanos + other.interval().toNanos());
  }

  void stop(Step step) {
    if (running >= 0) {
      step.add(new VrrpEffect.StopTrackScript(script.name(), running));
      running = -1;
    }
  }

  /** Takes the answer of the run that it waits for; another is ignored. */
  void finished(Step step, long run, ScriptResult result) {
    if (run != running) {
      return;
    }
    running = -1;
    finishedRuns++;
    failures += result.good() ? 0 : 1;
    last = result;
    lastNanos = OptionalLong.of(step.nowNanos);
    boolean before = isUp();
    boolean wasKnown = known;
    counter = result.good() ? afterSuccess() : afterFailure();
    known = true;
    assumed = false;
    if (!wasKnown || before != isUp()) {
      changed.accept(step, this);
    }
  }

  private int afterSuccess() {
    boolean decides = counter >= script.rise() - 1;
    return decides ? script.rise() + script.fall() - 1 : counter + 1;
  }

  private int afterFailure() {
    return counter <= script.rise() ? 0 : counter - 1;
  }

  @Override
  long nextNanos() {
    return startAtNanos;
  }

  @Override
  void fire(Step step) {
    if (running < 0) {
      running = runs.getAsLong();
      step.add(new VrrpEffect.StartTrackScript(script, running));
    }
    long interval = script.interval().toNanos();
    startAtNanos += interval;
    if (startAtNanos <= step.nowNanos) {
      startAtNanos = step.nowNanos + interval;
    }
    step.touch(this);
  }

  @Override
  Kind kind() {
    return Kind.SCRIPT;
  }

  @Override
  String name() {
    return script.name();
  }

  @Override
  boolean isKnown() {
    return known || assumed;
  }

  @Override
  boolean isUp() {
    return known ? counter >= script.rise() : true;
  }

  @Override
  String detail() {
    return last.reason();
  }

  @Override
  VrrpView.TrackerStatus status() {
    String output = last.output();
    return new VrrpView.TrackerStatus(
        kind().text(),
        script.name(),
        isUp(),
        known,
        output.isEmpty() ? last.reason() : last.reason() + ": " + output,
        lastNanos.isPresent() ? OptionalInt.of(last.exitStatus()) : OptionalInt.empty(),
        output,
        finishedRuns,
        failures,
        last.tookNanos(),
        lastNanos);
  }
}

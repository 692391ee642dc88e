package lvs.director.pool;

import lvs.director.model.Check;
import lvs.director.pool.CheckStatus.State;

/**
 * Where a probe stands between two runs. The transition table is in the package description; times
 * between runs are in {@link #nextStartNanos}.
 */
sealed interface ProbeState {

  /** The step of the next run: which URL of an HTTP check, otherwise 0. */
  int step();

  /** No verdict yet: the steps before this one were good. */
  record Unchecked(int step) implements ProbeState {}

  /**
   * No verdict yet, but the server served when this run began: its failures are tolerated as those
   * of a good one.
   */
  record Believed(int step, int failures) implements ProbeState {}

  /** Good. */
  record Up(int step) implements ProbeState {}

  /** Good, but the last runs of this step failed and were tolerated. */
  record Retrying(int step, int failures) implements ProbeState {}

  /** Bad: this step failed and is run alone until it is good. */
  record Down(int step) implements ProbeState {}

  /** Still bad: the failed step is good again, and so are the steps before this one. */
  record Recovering(int step) implements ProbeState {}

  ProbeState START = new Unchecked(0);

  /** What the probe says about the server. */
  default State verdict() {
    return switch (this) {
      case Unchecked _, Believed _ -> State.UNCHECKED;
      case Up _, Retrying _ -> State.UP;
      case Down _, Recovering _ -> State.DOWN;
    };
  }

  /** The state after a run of {@link #step}. */
  default ProbeState after(boolean good, Check check) {
    return good ? afterGood(check.steps()) : afterBad(check.timing().retry());
  }

  private ProbeState afterGood(int steps) {
    return switch (this) {
      case Unchecked(int step) -> step + 1 < steps ? new Unchecked(step + 1) : new Up(0);
      case Believed(int step, _) -> step + 1 < steps ? new Believed(step + 1, 0) : new Up(0);
      case Up(int step) -> new Up((step + 1) % steps);
      case Retrying(int step, _) -> new Up((step + 1) % steps);
      case Down _ -> steps > 1 ? new Recovering(0) : new Up(0);
      case Recovering(int step) -> step + 1 < steps ? new Recovering(step + 1) : new Up(0);
    };
  }

  private ProbeState afterBad(int retry) {
    return switch (this) {
      case Unchecked(int step) -> new Down(step);
      case Believed(int step, int failures) ->
          failures < retry ? new Believed(step, failures + 1) : new Down(step);
      case Up(int step) -> retry > 0 ? new Retrying(step, 1) : new Down(step);
      case Retrying(int step, int failures) ->
          failures < retry ? new Retrying(step, failures + 1) : new Down(step);
      case Down down -> down;
      case Recovering(int step) -> new Down(step);
    };
  }

  /**
   * When the next run starts: never before the last one finished.
   *
   * @param basisNanos about when the last run started; delay_loop counts from there
   * @param finishedNanos when it finished; delay_before_retry counts from there
   * @param quickFirstRound whether the first round of an HTTP check goes through without delay
   */
  default long nextStartNanos(
      Check check, long basisNanos, long finishedNanos, boolean quickFirstRound) {
    long delayLoop = check.timing().delayLoop().toNanos();
    long delayBeforeRetry = check.timing().delayBeforeRetry().toNanos();
    boolean fast = check instanceof Check.Http http && http.fastRecovery();
    long loop = Math.max(finishedNanos, basisNanos + delayLoop);
    return switch (this) {
      case Up _ -> loop;
      case Retrying _ -> finishedNanos + delayBeforeRetry;
      case Believed(_, int failures) when failures > 0 -> finishedNanos + delayBeforeRetry;
      case Unchecked _, Believed _ -> fast || quickFirstRound ? finishedNanos : loop;
      case Recovering _ -> fast ? finishedNanos : loop;
      case Down _ ->
          check instanceof Check.Http ? Math.max(loop, finishedNanos + delayBeforeRetry) : loop;
    };
  }
}

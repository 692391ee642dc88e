package lvs.director.pool;

import java.util.ArrayList;
import java.util.List;
import lvs.director.model.Check;

/**
 * One check that runs, for all real servers that need it. It stands in the heap of deadlines while
 * it waits for its next run, has a run number while it runs, and rests otherwise.
 */
final class Probe extends Deadline {
  private static final long SLACK_NANOS = 5_000_000_000L;

  final Check check;
  final boolean quickFirstRound;
  ProbeState state = ProbeState.START;
  History history = History.NONE;

  /** Number of the run under way, 0 when none is. */
  long runNumber;

  /** From where delay_loop counts: about when the last run started. */
  long basisNanos;

  long latenessNanos;

  /** Whether the last answer was not counted because the machine slept. */
  boolean excused;

  /** How many subscribers are not suspended; without any it rests. */
  private int active;

  private final List<CheckState> subscribers = new ArrayList<>(1);

  Probe(Check check, boolean quickFirstRound) {
    this.check = check;
    this.quickFirstRound = quickFirstRound;
  }

  List<CheckState> subscribers() {
    return subscribers;
  }

  boolean isRunning() {
    return runNumber != 0;
  }

  boolean isNeeded() {
    return active > 0;
  }

  /** Nothing has been seen yet, but the server served when this run began. */
  void believe() {
    if (state.equals(ProbeState.START)) {
      state = new ProbeState.Believed(0, 0);
    }
  }

  /** Goes on where the same probe with other timing stood. */
  void continueFrom(Probe other) {
    state = other.state;
    history = other.history;
  }

  void subscribe(CheckState subscriber) {
    subscriber.position = subscribers.size();
    subscribers.add(subscriber);
    active += subscriber.isSuspended() ? 0 : 1;
  }

  void unsubscribe(CheckState subscriber) {
    CheckState last = subscribers.removeLast();
    if (last != subscriber) {
      subscribers.set(subscriber.position, last);
      last.position = subscriber.position;
    }
    active -= subscriber.isSuspended() ? 0 : 1;
  }

  void suspended(boolean suspended) {
    active += suspended ? -1 : 1;
  }

  /**
   * A failure that took far longer than its own deadline says more about this machine than about
   * the server: it was paused. It is not counted, but only once in a row.
   */
  boolean excuses(CheckResult result) {
    long deadlineNanos = check.timing().timeout().toNanos();
    excused = !excused && !result.good() && result.latencyNanos() > 2 * deadlineNanos + SLACK_NANOS;
    return excused;
  }

  void finished(CheckResult result) {
    history = history.after(result, latenessNanos);
    state = state.after(result.good(), check);
    runNumber = 0;
  }
}

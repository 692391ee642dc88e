package lvs.director.pool;

import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.Check;
import lvs.director.pool.CheckStatus.State;

/** One check of one real server: its own view of a probe that others may share. */
final class CheckState {

  /** What a check means for its server. */
  enum Vote {
    GOOD,
    /** Waits for its first verdict, and the server with it. */
    PENDING,
    BAD
  }

  final ServerState server;
  final String id;
  final boolean runnable;
  private final Probe probe;

  /** What it counts as before its first verdict. */
  private final Vote beforeVerdict;

  private State verdict = State.UNCHECKED;
  private OptionalInt weight = OptionalInt.empty();
  private boolean suspended;
  private volatile CheckStatus status;

  /** Place in the probe's list of subscribers. */
  int position;

  private CheckState(
      ServerState server,
      String id,
      Check check,
      StartRules rules,
      Probes probes,
      Vote beforeVerdict,
      Optional<CheckState> before) {
    this.server = server;
    this.id = id;
    this.runnable = rules.runnable().test(check);
    this.suspended = server.service().isSuspended();
    this.beforeVerdict = before.map(b -> b.beforeVerdict).orElse(beforeVerdict);
    this.verdict = before.map(b -> b.verdict).orElse(State.UNCHECKED);
    this.weight = before.map(b -> b.weight).orElse(OptionalInt.empty());
    boolean quick = !rules.serveBeforeFirstCheck();
    this.probe =
        runnable
            ? probes.subscribe(this, check, quick, before.map(b -> b.probe))
            : new Probe(check, quick);
    adopt();
    publish();
  }

  /** A check that nobody knew before. */
  static CheckState fresh(
      ServerState server,
      String id,
      Check check,
      StartRules rules,
      Probes probes,
      Vote beforeVerdict) {
    return new CheckState(server, id, check, rules, probes, beforeVerdict, Optional.empty());
  }

  /** This check at another place in the list or with other timing: its state goes on. */
  CheckState as(String newId, Check newCheck, StartRules rules, Probes probes) {
    if (id.equals(newId) && check().equals(newCheck)) {
      return this;
    }
    CheckState moved =
        new CheckState(server, newId, newCheck, rules, probes, beforeVerdict, Optional.of(this));
    drop(probes);
    return moved;
  }

  void drop(Probes probes) {
    if (runnable) {
      probes.unsubscribe(this, probe);
    }
  }

  Check check() {
    return probe.check;
  }

  Probe probe() {
    return probe;
  }

  State verdict() {
    return verdict;
  }

  /** Weight asked for by the last run that asked for one. */
  OptionalInt weight() {
    return weight;
  }

  History history() {
    return probe.history;
  }

  boolean isSuspended() {
    return suspended;
  }

  Vote vote() {
    return switch (verdict) {
      case UP -> Vote.GOOD;
      case DOWN -> Vote.BAD;
      case UNCHECKED, SUSPENDED -> runnable ? beforeVerdict : Vote.GOOD;
    };
  }

  void suspend(boolean suspend, Probes probes) {
    if (runnable && suspended != suspend) {
      probes.suspended(probe, suspend);
    }
    suspended = suspend;
    adopt();
    publish();
  }

  /** The probe has a new result. A suspended check remembers it but does not judge by it. */
  void finished(CheckResult result) {
    adoptVerdict();
    if (!suspended && result.good() && result.weight().isPresent()) {
      weight = result.weight();
    }
    publish();
  }

  /** Takes over what the probe found for others, or while this check was suspended. */
  private void adopt() {
    adoptVerdict();
    if (!suspended) {
      probe.history.last().stream()
          .map(CheckResult::weight)
          .filter(OptionalInt::isPresent)
          .findFirst()
          .ifPresent(newest -> weight = newest);
    }
  }

  private void adoptVerdict() {
    State seen = probe.state.verdict();
    if (!suspended && seen != State.UNCHECKED) {
      verdict = seen;
    }
  }

  private void publish() {
    History seen = probe.history;
    status =
        new CheckStatus(
            id,
            probe.check,
            suspended ? State.SUSPENDED : verdict,
            seen.failuresInARow(),
            seen.runs(),
            seen.failures(),
            seen.latenessNanos(),
            seen.last(),
            seen.certificateDaysLeft());
  }

  CheckStatus status() {
    return status;
  }
}

package lvs.director.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;
import lvs.director.model.Check;
import lvs.director.model.RealServer;
import lvs.director.pool.CheckState.Vote;
import lvs.director.pool.CheckStatus.State;
import lvs.director.pool.ServerState.Health;

/** The checks of one real server and what they say together. */
final class ServerChecks {
  private final ServerState server;
  private List<CheckState> checks = List.of();

  ServerChecks(ServerState server) {
    this.server = server;
  }

  List<CheckState> list() {
    return checks;
  }

  List<CheckStatus> statuses() {
    return checks.size() == 1
        ? List.of(checks.getFirst().status())
        : checks.stream().map(CheckState::status).toList();
  }

  /**
   * Takes over the checks of a new configuration; those that are known keep what they know.
   *
   * @param healthBefore empty when the server is new
   */
  void configure(RealServer next, Optional<Health> healthBefore, StartRules rules, Probes probes) {
    configure(next, rules, probes, check -> voteBeforeVerdict(next, check, healthBefore, rules));
  }

  /** The checks of a new server that an earlier run left in the table. */
  void adopt(RealServer next, boolean served, StartRules rules, Probes probes) {
    configure(next, rules, probes, _ -> served ? Vote.GOOD : Vote.PENDING);
  }

  /** Failures of checks that have no verdict yet are tolerated. */
  void believe() {
    checks.stream().filter(check -> check.runnable).forEach(check -> check.probe().believe());
  }

  private void configure(
      RealServer next, StartRules rules, Probes probes, Function<Check, Vote> vote) {
    List<CheckState> before = new ArrayList<>(checks);
    List<CheckState> after = new ArrayList<>(next.checks().size());
    for (Check check : next.checks()) {
      String id = (after.size() + 1) + "-" + check.keyword();
      after.add(
          takeKnown(before, check)
              .map(known -> known.as(id, check, rules, probes))
              .orElseGet(
                  () -> CheckState.fresh(server, id, check, rules, probes, vote.apply(check))));
    }
    before.forEach(gone -> gone.drop(probes));
    checks = List.copyOf(after);
  }

  private static Optional<CheckState> takeKnown(List<CheckState> before, Check check) {
    Optional<CheckState> known =
        first(before, b -> b.check().equals(check))
            .or(() -> first(before, b -> Retiming.differsInTimingOnly(b.check(), check)));
    known.ifPresent(before::remove);
    return known;
  }

  private static Optional<CheckState> first(
      List<CheckState> checks, Predicate<CheckState> condition) {
    return checks.stream().filter(condition).findFirst();
  }

  /** On a known server a new check takes nothing out of service, nor puts anything in. */
  private static Vote voteBeforeVerdict(
      RealServer server, Check check, Optional<Health> healthBefore, StartRules rules) {
    boolean alpha = server.alpha() || check.timing().alpha();
    if (healthBefore.isEmpty() && alpha) {
      return Vote.BAD;
    }
    boolean serves = healthBefore.filter(Health.UP::equals).isPresent();
    return serves || rules.serveBeforeFirstCheck() ? Vote.GOOD : Vote.PENDING;
  }

  void drop(Probes probes) {
    checks.forEach(check -> check.drop(probes));
  }

  /** Any bad check is down, else any pending one is pending, else up. */
  Health judge() {
    Health judged = Health.UP;
    for (CheckState check : checks) {
      switch (check.vote()) {
        case BAD -> {
          return Health.DOWN;
        }
        case PENDING -> judged = Health.PENDING;
        case GOOD -> {}
      }
    }
    return judged;
  }

  /** Whether a check that changes the weight has not been heard of yet. */
  boolean weightIsOpen() {
    return checks.stream()
        .anyMatch(c -> c.runnable && c.verdict() == State.UNCHECKED && isWeighing(c.check()));
  }

  private static boolean isWeighing(Check check) {
    return check instanceof Check.File || check instanceof Check.Misc misc && misc.dynamic();
  }

  /**
   * The operator's weight, else the one that a dynamic check asked for, else the configured one;
   * plus what FILE_CHECKs add.
   */
  int weight(int configured, OptionalInt operators) {
    int base = configured;
    long added = 0;
    for (CheckState check : checks) {
      OptionalInt asked = check.weight();
      if (asked.isPresent() && check.check() instanceof Check.Misc) {
        base = asked.getAsInt();
      } else {
        added += asked.orElse(0);
      }
    }
    return Math.clamp(operators.orElse(base) + added, 0, Integer.MAX_VALUE);
  }
}

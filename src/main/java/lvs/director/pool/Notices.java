package lvs.director.pool;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualService;
import lvs.director.pool.CheckState.Vote;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.pool.PoolEffect.Notice.Kind;
import lvs.director.pool.ServerState.Health;

/** What people are told, in an operator's words. */
final class Notices {
  private static final String TAKEN_OVER =
      "taken over from the running table, waits for its first check";

  private Notices() {}

  /** {@code real server 10.0.0.2:80 of TCP 10.0.0.1:80}. */
  static String name(ServerState server) {
    return "real server " + server.endpoint() + " of " + server.service().service().name();
  }

  /**
   * What to say about a server after it was looked at again; empty when it is not worth a line.
   *
   * @param told whether scripts and mail are told about it too
   */
  static Optional<Notice> server(
      ServerState server, Cause cause, Health before, int weightBefore, boolean told) {
    return switch (cause) {
      case Cause.Added _ -> Optional.empty();
      case Cause.Overridden(String what) ->
          Optional.of(notice(Kind.SERVER_OVERRIDE, server, what + counted(server), told));
      case Cause.Drained(String what) ->
          Optional.of(notice(Kind.SERVER_DRAINED, server, what + counted(server), told));
      case Cause.Checked checked -> ofCheck(server, checked, before, weightBefore, told);
      case Cause.Reconsidered _ -> ofHealth(server, before, weightBefore, server.reason(), told);
    };
  }

  private static Optional<Notice> ofCheck(
      ServerState server, Cause.Checked cause, Health before, int weightBefore, boolean told) {
    if (server.health() == before && server.weight() == weightBefore) {
      return ofRun(server, cause);
    }
    String attempts = before == Health.UP ? attempts(cause.check()) : "";
    return ofHealth(server, before, weightBefore, server.reason() + attempts, told);
  }

  private static Optional<Notice> ofHealth(
      ServerState server, Health before, int weightBefore, String reason, boolean told) {
    Health now = server.health();
    return switch (now) {
      case Health _ when now == before ->
          server.weight() == weightBefore
              ? Optional.empty()
              : Optional.of(weightChanged(server, weightBefore));
      case UP -> changed(Kind.SERVER_UP, server, "is up: " + reason, told);
      case DOWN -> {
        String how = before == Health.PENDING ? "is down at start: " : "is down: ";
        yield changed(Kind.SERVER_DOWN, server, how + reason, told);
      }
      case PENDING -> Optional.empty();
    };
  }

  private static Optional<Notice> changed(
      Kind kind, ServerState server, String what, boolean told) {
    return Optional.of(notice(kind, server, what + counted(server), told));
  }

  private static Notice weightChanged(ServerState server, int before) {
    String what = "has weight " + server.weight() + ", had " + before;
    return notice(Kind.SERVER_WEIGHT, server, what, false);
  }

  /** A bad run that changed nothing about the server. */
  private static Optional<Notice> ofRun(ServerState server, Cause.Checked cause) {
    CheckState check = cause.check();
    boolean logged = cause.turnedDown() || check.check().timing().logAllFailures();
    if (cause.result().good() || check.isSuspended() || !logged) {
      return Optional.empty();
    }
    String text = check.id + " of " + name(server) + " failed: " + cause.result().reason();
    return Optional.of(
        new Notice(
            Kind.CHECK_FAILED,
            server.service().service().id(),
            Optional.of(server.endpoint()),
            text + attempts(check),
            false));
  }

  private static String attempts(CheckState check) {
    int allowed = check.check().timing().retry() + 1;
    int failed = check.history().failuresInARow();
    return failed < 1 || failed > allowed
        ? ""
        : " (" + failed + " of " + allowed + (allowed == 1 ? " attempt)" : " attempts)");
  }

  private static Notice notice(Kind kind, ServerState server, String what, boolean told) {
    return new Notice(
        kind,
        server.service().service().id(),
        Optional.of(server.endpoint()),
        name(server) + " " + what,
        told && server.server().smtpAlert());
  }

  private static String counted(ServerState server) {
    return "; " + server.service().counted();
  }

  // Overrides

  static String overridden(ServerState server, ServerOverride override) {
    return "is " + phrase(server, override);
  }

  private static String phrase(ServerState server, ServerOverride override) {
    String what =
        switch (override.standing()) {
          case DISABLED -> "disabled by the operator";
          case DRAINING ->
              "draining for the operator, without new connections"
                  + (override.removal().isPresent() ? ", then removed" : "");
          case ENABLED ->
              "given weight "
                  + override.weight().orElse(server.server().weight())
                  + " by the operator, configured "
                  + server.server().weight();
        };
    return override.reason().isBlank() ? what : what + ": " + override.reason();
  }

  static Notice drained(ServerState server) {
    return notice(Kind.SERVER_DRAINED, server, "is drained: it has no connections left", false);
  }

  /** How a drain ended before its deadline. */
  static String emptied(ServerOverride.Removal removal, long nowNanos) {
    return "drained after " + span(nowNanos - removal.sinceNanos());
  }

  /** How a drain ended at its deadline. */
  static String deadline(StandingOverride drain, long nowNanos) {
    long sinceNanos = drain.override.removal().orElseThrow().sinceNanos();
    return "deadline after "
        + span(nowNanos - sinceNanos)
        + drain
            .decline
            .progress()
            .map(DrainProgress::connectionsLeft)
            .map(
                left ->
                    left == 1 ? ": 1 connection was left" : ": " + left + " connections were left")
            .orElse(": connections were not counted");
  }

  /** {@code 3m 12s}. */
  private static String span(long nanos) {
    long seconds = Math.max(0, nanos / 1_000_000_000L);
    long minutes = seconds / 60;
    long hours = minutes / 60;
    return hours > 0
        ? hours + "h " + minutes % 60 + "m"
        : minutes > 0 ? minutes + "m " + seconds % 60 + "s" : seconds + "s";
  }

  // Reasons

  /**
   * @param lastGood what the last good run saw
   */
  static String reason(ServerState server, String lastGood) {
    String health = healthReason(server, lastGood);
    return switch (server.standing()) {
      case ENABLED -> health;
      case DRAINING, DISABLED -> {
        ServerOverride override = server.override().orElseThrow().override;
        yield phrase(server, override) + "; checks: " + health;
      }
    };
  }

  private static String healthReason(ServerState server, String lastGood) {
    String notRun = notRun(server.checks());
    String reason =
        switch (server.health()) {
          case UP -> upReason(server, lastGood);
          case PENDING -> "waits for its first good check";
          case DOWN -> downReason(server.checks());
        };
    return notRun.isEmpty() ? reason : reason.isEmpty() ? notRun : reason + "; " + notRun;
  }

  private static String upReason(ServerState server, String lastGood) {
    if (!lastGood.isEmpty()) {
      return lastGood;
    }
    if (server.checks().isEmpty()) {
      return "has no checks";
    }
    if (server.checks().stream().noneMatch(c -> c.runnable)) {
      return "";
    }
    return server.checks().stream()
        .flatMap(c -> c.history().last().stream())
        .filter(CheckResult::good)
        .map(CheckResult::reason)
        .findFirst()
        .orElse(server.wasServing() ? TAKEN_OVER : "serves before its first check");
  }

  private static String notRun(List<CheckState> checks) {
    for (CheckState check : checks) {
      if (!check.runnable) {
        return check.check().keyword() + " is not run by this version and counts as passed";
      }
    }
    return "";
  }

  private static String downReason(List<CheckState> checks) {
    List<CheckState> bad = checks.stream().filter(c -> c.vote() == Vote.BAD).toList();
    String reason = badReason(bad.getFirst());
    return checks.size() == 1
        ? reason
        : bad.size() + " of " + checks.size() + " checks fail: " + reason;
  }

  private static String badReason(CheckState check) {
    String reason = check.history().lastBadReason();
    boolean recovering = check.probe().state instanceof ProbeState.Recovering;
    return reason.isEmpty()
        ? "waits for its first good check (alpha)"
        : recovering ? reason + " (passes again, all URLs are being repeated)" : reason;
  }

  // Services

  static String added(VirtualService service, Adoption adoption) {
    int servers = service.realServers().size();
    String what = "is added with " + servers + (servers == 1 ? " server" : " servers");
    return what + takenOver(service, adoption);
  }

  private static String takenOver(VirtualService service, Adoption adoption) {
    if (adoption.sorryServes()) {
      Endpoint sorry = service.sorryServer().orElseThrow().endpoint();
      return "; taken over from the running table: sorry server " + sorry + " serves";
    }
    long up = adoption.weights().values().stream().filter(weight -> weight > 0).count();
    return up == 0
        ? ""
        : "; taken over from the running table: " + up + (up == 1 ? " server up" : " servers up");
  }

  static Notice service(ServiceState service, Kind kind, String what, boolean told) {
    VirtualService configured = service.service();
    return new Notice(
        kind,
        configured.id(),
        Optional.empty(),
        configured.name() + " " + what,
        told && configured.smtpAlert());
  }
}

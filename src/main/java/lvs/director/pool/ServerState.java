package lvs.director.pool;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceTable;
import lvs.director.pool.ServerOverride.Standing;

/** One real server of one virtual service. */
final class ServerState implements VirtualServiceStatus.ServerView {

  /** What its checks say together. */
  enum Health {
    /** No check is bad, but one waits for its first verdict. */
    PENDING,
    UP,
    DOWN
  }

  /** How it stood in the table that an earlier run left. */
  private enum Found {
    NOTHING,
    /** With weight 0: it keeps its entry, so that its connections go on, until its verdict. */
    RESTING,
    SERVING
  }

  private final ServiceState service;
  private final String id;
  private RealServer server;
  private final ServerChecks checks = new ServerChecks(this);
  private Optional<StandingOverride> override = Optional.empty();
  private Health health = Health.PENDING;
  private Belief belief = Belief.OPEN;
  private int weight;
  private String lastGood = "";

  /** What an earlier run left in the table; forgotten when it has served its turn. */
  private Found found = Found.NOTHING;

  /** The weight found, while checks that change the weight have not been heard of. */
  private OptionalInt weightFound = OptionalInt.empty();

  private long sinceNanos;
  private long transitions;
  private volatile RealServerStatus status;

  /** Place in the service's part of the table. */
  int slot;

  /** What it adds to the sums of its service. */
  Tally tally = Tally.NOTHING;

  /**
   * @param weightUp weight while it is up
   * @param weightPending weight while it waits for its first verdict
   */
  record Tally(int serversUp, long weightUp, long weightPending) {
    static final Tally NOTHING = new Tally(0, 0, 0);
  }

  ServerState(ServiceState service, RealServer server, long nowNanos) {
    this.service = service;
    this.id = server.endpoint().id();
    this.server = server;
    this.sinceNanos = nowNanos;
  }

  // Configuration

  /** Takes over the server block of a new configuration; checks keep what they know. */
  void configure(RealServer next, StartRules rules, Probes probes) {
    server = next;
    if (!isFresh()) {
      checks.configure(next, Optional.of(health), rules, probes);
    } else if (found == Found.NOTHING) {
      checks.configure(next, Optional.empty(), rules, probes);
      belief = Belief.atStart(isAlpha(), rules.initNotifies());
    } else {
      configureFound(next, rules, probes);
    }
  }

  private void configureFound(RealServer next, StartRules rules, Probes probes) {
    checks.adopt(next, found == Found.SERVING, rules, probes);
    belief = Belief.of(found == Found.SERVING || !restsForFailure());
    if (belief == Belief.UP) {
      checks.believe();
    }
  }

  /** Weight 0 was neither the configured one nor the operator's, so a check had failed. */
  private boolean restsForFailure() {
    return server.inhibitOnFailure() && effectiveWeight() > 0;
  }

  /**
   * It begins as it stood in the table that an earlier run left.
   *
   * @param weight empty when it was not there
   */
  void adopt(OptionalInt weight) {
    if (weight.isPresent()) {
      found = weight.getAsInt() > 0 ? Found.SERVING : Found.RESTING;
    }
    if (found == Found.SERVING) {
      weightFound = weight;
    }
  }

  private boolean isAlpha() {
    return server.alpha() || server.checks().stream().anyMatch(c -> c.timing().alpha());
  }

  /** The server has left the configuration. */
  void remove(Step step, Probes probes) {
    checks.drop(probes);
    if (service.service().omega() && counts()) {
      tell(step, false, "removed from the configuration");
    }
    service.recount(this, Tally.NOTHING);
  }

  void override(Optional<StandingOverride> override) {
    this.override = override;
    weightFound = OptionalInt.empty();
  }

  // Decisions

  /** Looks at the checks again and does what follows, the quorum apart. */
  void settle(Step step, Cause cause) {
    Health healthBefore = health;
    int weightBefore = weight;
    boolean upBefore = isUp();
    health = checks.judge();
    weight = effectiveWeight();
    forgetFound();
    if (upBefore != isUp() && !(cause instanceof Cause.Added)) {
      sinceNanos = step.nowNanos;
      transitions++;
    }
    service.recount(this, tally());
    boolean told = !expected().isEmpty() && belief != Belief.of(counts());
    Notices.server(this, cause, healthBefore, weightBefore, told).ifPresent(step::announce);
    service.rows().place(step, this);
    if (told) {
      tell(step, counts(), reason());
    }
    publish();
  }

  private void forgetFound() {
    if (health != Health.PENDING && found == Found.RESTING) {
      found = Found.NOTHING;
    }
    if (!checks.weightIsOpen()) {
      weightFound = OptionalInt.empty();
    }
  }

  private int effectiveWeight() {
    if (weightFound.isPresent() && checks.weightIsOpen() && standing() == Standing.ENABLED) {
      return weightFound.getAsInt();
    }
    OptionalInt operators = override.map(o -> o.override.weight()).orElse(OptionalInt.empty());
    return standing() == Standing.DRAINING ? 0 : checks.weight(server.weight(), operators);
  }

  private Tally tally() {
    if (standing() == Standing.DISABLED) {
      return Tally.NOTHING;
    }
    return switch (health) {
      case UP -> new Tally(1, weight, 0);
      case PENDING -> new Tally(0, 0, weight);
      case DOWN -> Tally.NOTHING;
    };
  }

  /** What scripts should be told; nothing while nobody knows. */
  private Optional<Boolean> expected() {
    return health == Health.PENDING && standing() != Standing.DISABLED
        ? Optional.empty()
        : Optional.of(counts());
  }

  private void tell(Step step, boolean up, String why) {
    belief = Belief.of(up);
    String cause = Notices.name(this) + (up ? " is up: " : " is down: ") + why;
    (up ? server.notifyUp() : server.notifyDown())
        .ifPresent(s -> step.run(s, service.service().id(), cause));
    step.fifo(FifoLines.server(service.service(), server.endpoint(), up));
  }

  /** Its entry in the table, or null when it shall have none. */
  ServiceTable.Server entry(boolean sorryServing) {
    return switch (standing()) {
      case DISABLED -> null;
      case DRAINING -> isUp() || keepsEntry() ? entryWithWeight(0) : null;
      case ENABLED -> {
        boolean serves = isUp() && !sorryServing;
        yield serves || keepsEntry() ? entryWithWeight(serves ? weight : 0) : null;
      }
    };
  }

  /** Whether it stands in the table with weight 0 while it does not serve. */
  private boolean keepsEntry() {
    return server.inhibitOnFailure() || found == Found.RESTING;
  }

  private ServiceTable.Server entryWithWeight(int wanted) {
    return new ServiceTable.Server(
        server.endpoint(),
        server.forwarding(),
        wanted,
        server.upperThreshold(),
        server.lowerThreshold());
  }

  /** The probe of one of its checks has a result. */
  void checked(Step step, CheckState check, CheckResult result) {
    CheckStatus.State before = check.verdict();
    check.finished(result);
    if (result.good()) {
      lastGood = result.reason();
    }
    boolean turnedDown =
        check.verdict() == CheckStatus.State.DOWN && before != CheckStatus.State.DOWN;
    settle(step, new Cause.Checked(check, result, turnedDown));
  }

  // What others read

  ServiceState service() {
    return service;
  }

  String id() {
    return id;
  }

  RealServer server() {
    return server;
  }

  Endpoint endpoint() {
    return server.endpoint();
  }

  List<CheckState> checks() {
    return checks.list();
  }

  Health health() {
    return health;
  }

  int weight() {
    return weight;
  }

  Optional<StandingOverride> override() {
    return override;
  }

  boolean isOverriddenBy(ServerOverride asked) {
    return override.filter(standing -> standing.override.equals(asked)).isPresent();
  }

  boolean isUp() {
    return health == Health.UP;
  }

  /** Up, and not taken out by an operator. */
  boolean counts() {
    return isUp() && standing() != Standing.DISABLED;
  }

  Standing standing() {
    return override.isEmpty() ? Standing.ENABLED : override.get().override.standing();
  }

  /** Whether an earlier run left it in service. */
  boolean wasServing() {
    return found == Found.SERVING;
  }

  String reason() {
    return Notices.reason(this, lastGood);
  }

  /** Not looked at since it was configured for the first time. */
  boolean isFresh() {
    return status == null;
  }

  void publish() {
    ServiceTable.Server entry = entry(service.isSorryServing());
    status =
        new RealServerStatus(
            id,
            server,
            isUp(),
            entry != null && entry.weight() > 0,
            server.weight(),
            weight,
            override.map(o -> o.override),
            reason(),
            sinceNanos,
            transitions,
            checks.statuses(),
            drain());
  }

  private Optional<DrainProgress> drain() {
    return standing() == Standing.DRAINING
        ? override.flatMap(o -> o.decline.progress())
        : Optional.empty();
  }

  @Override
  public RealServerStatus status() {
    return status;
  }
}

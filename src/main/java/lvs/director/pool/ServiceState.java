package lvs.director.pool;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualService;
import lvs.director.pool.PoolEffect.Notice.Kind;
import lvs.director.pool.ServerState.Tally;

/** One virtual service with its real servers, its quorum and its rows in the table. */
final class ServiceState implements PoolView.ServiceView {
  private final Probes probes;
  private final Overrides overrides;
  private VirtualService service;
  private Map<Endpoint, ServerState> servers = new LinkedHashMap<>();
  private List<ServerState> serverList = List.of();
  private Quorum quorum = Quorum.UNDECIDED;
  private Belief belief = Belief.OPEN;
  private final ServiceRows rows = new ServiceRows(this);
  private boolean suspended;
  private int serversUp;
  private long weightUp;
  private long weightPending;
  private long sinceNanos;
  private long transitions;
  private volatile VirtualServiceStatus status;

  ServiceState(VirtualService service, Probes probes, Overrides overrides, long nowNanos) {
    this.service = service;
    this.probes = probes;
    this.overrides = overrides;
    this.sinceNanos = nowNanos;
  }

  // Configuration

  /** Begins, as an earlier run left it where it left something. */
  void begin(Step step, StartRules rules, Adoption adoption) {
    belief = Belief.atStart(service.alpha(), rules.initNotifies());
    if (adoption.sorryServes()) {
      quorum = Quorum.LOST;
      belief = Belief.DOWN;
    }
    String what = Notices.added(service, adoption);
    step.announce(Notices.service(this, Kind.SERVICE_ADDED, what, false));
    configure(step, service, rules, adoption);
    if (adoption.found()) {
      decide(step);
    } else {
      decided(step, atStart());
    }
  }

  /** Takes over the block of a new configuration; servers keep what they know. */
  void configure(Step step, VirtualService next, StartRules rules) {
    configure(step, next, rules, Adoption.NOTHING);
    decide(step);
  }

  private void configure(Step step, VirtualService next, StartRules rules, Adoption adoption) {
    if (!service.scheduling().equals(next.scheduling())
        || !service.persistence().equals(next.persistence())
        || !service.keys().equals(next.keys())) {
      rows.touch(step);
    }
    service = next;
    Map<Endpoint, ServerState> before = servers;
    servers = LinkedHashMap.newLinkedHashMap(next.realServers().size());
    for (RealServer server : next.realServers()) {
      ServerState known = before.remove(server.endpoint());
      configureServer(step, known, server, rules, adoption.weight(server.endpoint()));
    }
    serverList = List.copyOf(servers.values());
    rows.layOut(step);
    before.values().forEach(gone -> gone.remove(step, probes));
    for (ServerState server : serverList) {
      server.settle(step, server.isFresh() ? new Cause.Added() : new Cause.Reconsidered());
    }
    rows.placeSorryServer(step);
    adoptQuorum(adoption);
  }

  /** What served enough when the earlier run ended has quorum, without a word. */
  private void adoptQuorum(Adoption adoption) {
    boolean rests = service.sorryServer().isPresent() && !adoption.sorryServes();
    if (adoption.anyServes()
        && quorum == Quorum.UNDECIDED
        && Quorum.wasUp(weightUp, service.quorum(), service.hysteresis(), rests)) {
      quorum = Quorum.UP;
      belief = Belief.UP;
    }
  }

  private void configureServer(
      Step step, ServerState known, RealServer server, StartRules rules, OptionalInt weightFound) {
    if (servers.containsKey(server.endpoint())) {
      return;
    }
    ServerState state = known;
    if (state == null) {
      state = new ServerState(this, server, step.nowNanos);
      state.override(overrides.find(service.id(), server.endpoint()));
      state.adopt(weightFound);
    }
    state.configure(server, rules, probes);
    servers.put(server.endpoint(), state);
  }

  /** The service has left the configuration. */
  void remove(Step step) {
    step.announce(Notices.service(this, Kind.SERVICE_REMOVED, "is removed", false));
    step.tableChanged();
    boolean tell = service.omega() && quorum == Quorum.UP;
    serverList.forEach(server -> server.remove(step, probes));
    if (tell) {
      tell(step, false, "removed from the configuration");
    }
  }

  /** Checks rest while ha_suspend is set and none of its addresses is on this machine. */
  void consider(Step step, Optional<Set<InetAddress>> local) {
    boolean rest = service.haSuspend() && local.isPresent() && !isLocal(local.get());
    if (rest == suspended) {
      return;
    }
    suspended = rest;
    Kind kind = rest ? Kind.SERVICE_SUSPENDED : Kind.SERVICE_RESUMED;
    String what =
        rest
            ? "is suspended: its address is not on this machine, checks rest"
            : "is resumed: its address is on this machine, checks run";
    step.announce(Notices.service(this, kind, what, false));
    for (ServerState server : serverList) {
      server.checks().forEach(check -> check.suspend(rest, probes));
      server.settle(step, new Cause.Reconsidered());
    }
    decide(step);
  }

  private boolean isLocal(Set<InetAddress> local) {
    return service.keys().stream()
        .anyMatch(
            key ->
                switch (key) {
                  case ServiceKey.Address a -> local.contains(a.endpoint().address());
                  case ServiceKey.Mark _ -> true;
                });
  }

  // Decisions

  /** A server counts differently now. */
  void recount(ServerState server, Tally now) {
    Tally before = server.tally;
    server.tally = now;
    serversUp += now.serversUp() - before.serversUp();
    weightUp += now.weightUp() - before.weightUp();
    weightPending += now.weightPending() - before.weightPending();
  }

  /** Decides about the quorum and does what follows. */
  void decide(Step step) {
    decided(
        step,
        quorum.next(weightUp, weightUp + weightPending, service.quorum(), service.hysteresis()));
  }

  private Quorum atStart() {
    long possible = weightUp + weightPending;
    return quorum.atStart(weightUp, possible, service.quorum(), service.hysteresis());
  }

  private void decided(Step step, Quorum now) {
    Quorum before = quorum;
    quorum = now;
    if (quorum != before) {
      quorumChanged(step, before);
    }
    publish();
  }

  private void quorumChanged(Step step, Quorum before) {
    boolean up = quorum == Quorum.UP;
    if (up != (before == Quorum.UP)) {
      sinceNanos = step.nowNanos;
      transitions++;
    }
    boolean told = belief != Belief.of(up);
    String text = quorumText(before);
    step.announce(Notices.service(this, up ? Kind.QUORUM_GAINED : Kind.QUORUM_LOST, text, told));
    if (service.sorryServer().isPresent()) {
      placeAll(step);
      serverList.forEach(ServerState::publish);
    }
    if (told) {
      tell(step, up, text);
    }
  }

  private String quorumText(Quorum before) {
    boolean up = quorum == Quorum.UP;
    String what = up ? "has quorum" : before == Quorum.UP ? "lost quorum" : "has no quorum";
    String sorry =
        service
            .sorryServer()
            .map(s -> "; sorry server " + s.endpoint() + (up ? " rests" : " serves"))
            .orElse("");
    return what
        + ": weight up "
        + weightUp
        + ", wanted "
        + (up ? (long) service.quorum() + service.hysteresis() : service.quorum())
        + "; "
        + counted()
        + (up && before == Quorum.UNDECIDED ? "" : sorry);
  }

  private void tell(Step step, boolean up, String why) {
    belief = Belief.of(up);
    String cause = service.name() + " " + why;
    (up ? service.quorumUp() : service.quorumDown())
        .ifPresent(s -> step.run(s, service.id(), cause));
    step.fifo(FifoLines.service(service, up));
  }

  // The table

  ServiceRows rows() {
    return rows;
  }

  private void placeAll(Step step) {
    serverList.forEach(server -> rows.place(step, server));
    rows.placeSorryServer(step);
  }

  // What others read

  VirtualService service() {
    return service;
  }

  boolean isSuspended() {
    return suspended;
  }

  boolean isSorryServing() {
    return quorum == Quorum.LOST && service.sorryServer().isPresent();
  }

  Quorum quorum() {
    return quorum;
  }

  List<ServerState> servers() {
    return serverList;
  }

  Optional<ServerState> find(Endpoint endpoint) {
    return Optional.ofNullable(servers.get(endpoint));
  }

  /** {@code 1 of 2 servers up}. */
  String counted() {
    int all = serverList.size();
    return serversUp + " of " + all + (all == 1 ? " server up" : " servers up");
  }

  private void publish() {
    status =
        new VirtualServiceStatus(
            service,
            quorum == Quorum.UP,
            isSorryServing(),
            weightUp,
            serversUp,
            suspended,
            sinceNanos,
            transitions,
            List.copyOf(serverList));
  }

  @Override
  public VirtualServiceStatus status() {
    return status;
  }

  @Override
  public Optional<VirtualServiceStatus.ServerView> server(String idOrEndpoint) {
    Optional<Endpoint> endpoint = Endpoint.parse(idOrEndpoint);
    for (VirtualServiceStatus.ServerView view : status.servers()) {
      RealServerStatus server = view.status();
      boolean named = endpoint.filter(server.server().endpoint()::equals).isPresent();
      if (named || server.id().equals(idOrEndpoint)) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }
}

package lvs.director.pool;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.model.VirtualService.SorryServer;
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
  private boolean suspended;
  private int serversUp;
  private long weightUp;
  private long weightPending;
  private long sinceNanos;
  private long transitions;
  private volatile VirtualServiceStatus status;

  // Its part of the table: one slot for each real server, one more for the sorry server.
  private SlotMap<Endpoint, ServiceTable.Server> entries;
  private int sorrySlot = -1;
  private List<ServiceTable.Service> rows;
  private boolean tableChanged;

  /** Place of its first row in the table. */
  int firstRow;

  ServiceState(VirtualService service, Probes probes, Overrides overrides, long nowNanos) {
    this.service = service;
    this.probes = probes;
    this.overrides = overrides;
    this.sinceNanos = nowNanos;
  }

  // Configuration

  /** Takes over the block of a new configuration; servers keep what they know. */
  void configure(Step step, VirtualService next, StartRules rules) {
    if (!service.scheduling().equals(next.scheduling())
        || !service.persistence().equals(next.persistence())
        || !service.keys().equals(next.keys())) {
      touchTable(step);
    }
    service = next;
    if (status == null) {
      belief = Belief.atStart(next.alpha(), rules.initNotifies());
    }
    Map<Endpoint, ServerState> before = servers;
    servers = LinkedHashMap.newLinkedHashMap(next.realServers().size());
    for (RealServer server : next.realServers()) {
      configureServer(step, before.remove(server.endpoint()), server, rules);
    }
    serverList = List.copyOf(servers.values());
    layOut(step);
    before.values().forEach(gone -> gone.remove(step, probes));
    for (ServerState server : serverList) {
      server.settle(step, server.isFresh() ? new Cause.Added() : new Cause.Reconsidered());
    }
    if (sorrySlot >= 0) {
      placeSorryServer(step);
    }
    decide(step);
  }

  private void configureServer(Step step, ServerState known, RealServer server, StartRules rules) {
    if (servers.containsKey(server.endpoint())) {
      return;
    }
    ServerState state = known;
    if (state == null) {
      state = new ServerState(this, server, step.nowNanos);
      state.override(overrides.find(service.id(), server.endpoint()));
    }
    state.configure(server, rules, probes);
    servers.put(server.endpoint(), state);
  }

  /** Gives each server and the sorry server its slot; empties all when slots changed. */
  private void layOut(Step step) {
    List<Endpoint> endpoints = new ArrayList<>(servers.keySet());
    for (int i = 0; i < serverList.size(); i++) {
      serverList.get(i).slot = i;
    }
    sorrySlot = -1;
    service
        .sorryServer()
        .ifPresent(
            sorry -> {
              ServerState same = servers.get(sorry.endpoint());
              sorrySlot = same == null ? endpoints.size() : same.slot;
              if (same == null) {
                endpoints.add(sorry.endpoint());
              }
            });
    if (entries == null || !entries.keys().list().equals(endpoints)) {
      entries = SlotMap.empty(SlotMap.Keys.of(endpoints));
      touchTable(step);
    }
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
    Quorum before = quorum;
    quorum =
        before.next(weightUp, weightUp + weightPending, service.quorum(), service.hysteresis());
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
      for (ServerState server : serverList) {
        place(step, server);
        server.publish();
      }
      placeSorryServer(step);
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
    (up ? service.quorumUp() : service.quorumDown()).ifPresent(s -> step.run(s, cause));
    step.fifo(FifoLines.service(service, up));
  }

  // The table

  void place(Step step, ServerState server) {
    if (server.slot == sorrySlot) {
      placeSorryServer(step);
    } else {
      put(step, server.slot, server.entry(isSorryServing()));
    }
  }

  /** The sorry server may be one of the real servers: then the entry is its own while it serves. */
  private void placeSorryServer(Step step) {
    ServerState same = sorrySlot < serverList.size() ? serverList.get(sorrySlot) : null;
    ServiceTable.Server real = same == null ? null : same.entry(isSorryServing());
    SorryServer sorry = service.sorryServer().orElseThrow();
    if (isSorryServing() || real == null && sorry.inhibit()) {
      int weight = isSorryServing() ? 1 : 0;
      real = new ServiceTable.Server(sorry.endpoint(), sorry.forwarding(), weight, 0, 0);
    }
    put(step, sorrySlot, real);
  }

  private void put(Step step, int slot, ServiceTable.Server wanted) {
    if (!Objects.equals(entries.at(slot), wanted)) {
      entries = entries.with(slot, wanted);
      touchTable(step);
    }
  }

  private void touchTable(Step step) {
    rows = null;
    if (!tableChanged) {
      tableChanged = true;
      step.tableChanged(this);
    }
  }

  /** Whether its rows changed since this was last asked. */
  boolean clearTableChanged() {
    boolean changed = tableChanged;
    tableChanged = false;
    return changed;
  }

  /** One row for each key, all with the same servers. */
  List<ServiceTable.Service> rows() {
    if (rows == null) {
      rows =
          service.keys().stream()
              .map(
                  key ->
                      new ServiceTable.Service(
                          key, service.scheduling(), service.persistence(), entries))
              .toList();
    }
    return rows;
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

package lvs.director.pool;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.pool.ServerState.Tally;

/**
 * Virtual services and their real servers: which checks run when, who is up, who serves. Pure: time
 * is an argument, what shall be done is returned. One thread steps it; {@link #view} may be read by
 * any thread. The tables of what it does are in the package description.
 */
public final class PoolEngine {
  private final Predicate<Check> runnable;
  private final DeadlineHeap heap = new DeadlineHeap();
  private final Probes probes;
  private final Overrides overrides = new Overrides(heap, this::find);
  private final WantedTable table = new WantedTable();
  private Map<String, ServiceState> services = new LinkedHashMap<>();
  private List<VirtualService> configured = List.of();
  private Optional<Set<InetAddress>> localAddresses = Optional.empty();

  /** What an earlier run left; empty once the first configuration is there. */
  private ServiceTable found = ServiceTable.EMPTY;

  private volatile Snapshot snapshot = new Snapshot(List.of(), Map.of());
  private final PoolView view = new LiveView();

  /** An engine that takes every check for runnable. */
  public PoolEngine(long seed) {
    this(seed, _ -> true);
  }

  /**
   * @param seed of the random first delays of checks with warmup
   * @param runnable checks that this version can run; others count as passed
   */
  public PoolEngine(long seed, Predicate<Check> runnable) {
    this.runnable = runnable;
    this.probes = new Probes(heap, seed);
  }

  /**
   * Reacts to one event.
   *
   * @param nowNanos monotonic time, never less than at an earlier call
   * @return what shall be done, in this order; at most one {@link PoolEffect.Want}
   */
  public List<PoolEffect> step(long nowNanos, PoolEvent event) {
    Step step = new Step(nowNanos);
    switch (event) {
      case PoolEvent.ConfigurationChanged(Configuration next) -> configure(step, next);
      case PoolEvent.OverridesRestored(List<ServerOverride> restored) ->
          overrides.restore(step, restored);
      case PoolEvent.TableAdopted(ServiceTable left) -> found = left;
      case PoolEvent.TimePassed() -> fireDeadlines(step);
      case PoolEvent.CheckFinished(long run, CheckResult result) -> finish(step, run, result);
      case PoolEvent.OverrideSet(ServerOverride override) -> overrides.set(step, override);
      case PoolEvent.OverrideCleared(String service, Endpoint server) ->
          overrides.clear(step, service, server);
      case PoolEvent.CheckNow(String service, Endpoint server, String check) ->
          checkNow(step, service, server, check);
      case PoolEvent.LocalAddressesChanged(Set<InetAddress> addresses) -> move(step, addresses);
      case PoolEvent.ConnectionsCounted(var connections) -> overrides.count(step, connections);
    }
    return step.finish(table);
  }

  /** When {@link PoolEvent.TimePassed} is due; Long.MAX_VALUE when nothing waits. */
  public long nextDeadlineNanos() {
    return heap.nextNanos();
  }

  public PoolView view() {
    return view;
  }

  /** How many different probes the configuration needs. */
  public int probeCount() {
    return probes.count();
  }

  // Configuration

  private void configure(Step step, Configuration next) {
    if (!next.virtualServices().equals(configured)) {
      change(step, next);
    }
    found = ServiceTable.EMPTY;
  }

  private void change(Step step, Configuration next) {
    StartRules rules =
        new StartRules(
            next.director().serveBeforeFirstCheck(), next.lvs().initNotifies(), runnable);
    List<ServiceKey> keysBefore = keys();
    Set<String> idsBefore = Set.copyOf(services.keySet());
    Map<String, ServiceState> before = services;
    services = LinkedHashMap.newLinkedHashMap(next.virtualServices().size());
    for (VirtualService service : next.virtualServices()) {
      configureService(step, before.remove(service.id()), service, rules);
    }
    before.values().forEach(gone -> gone.remove(step));
    configured = next.virtualServices();
    probes.settle(step);
    if (!keysBefore.equals(keys()) || !idsBefore.equals(services.keySet())) {
      step.tableChanged();
      table.layOut(services.values());
    }
    publish();
  }

  private List<ServiceKey> keys() {
    List<ServiceKey> keys = new ArrayList<>(services.size());
    services.values().forEach(service -> keys.addAll(service.service().keys()));
    return keys;
  }

  private void configureService(
      Step step, ServiceState known, VirtualService service, StartRules rules) {
    if (services.containsKey(service.id())) {
      return;
    }
    ServiceState state = known;
    if (state == null) {
      state = new ServiceState(service, probes, overrides, step.nowNanos);
      Predicate<Endpoint> disabled = server -> overrides.isDisabled(service.id(), server);
      state.begin(step, rules, Adoption.of(service, found, disabled));
    } else if (!known.service().equals(service)) {
      state.configure(step, service, rules);
    }
    state.consider(step, localAddresses);
    services.put(service.id(), state);
  }

  private void publish() {
    Map<String, ServiceState> byName = HashMap.newHashMap(2 * services.size());
    services.values().forEach(service -> byName.put(service.service().name(), service));
    byName.putAll(services);
    snapshot = new Snapshot(List.copyOf(services.values()), byName);
  }

  // Checks

  private void fireDeadlines(Step step) {
    Optional<Deadline> due = heap.pollDue(step.nowNanos);
    while (due.isPresent()) {
      switch (due.get()) {
        case Probe probe -> probes.start(probe, step);
        case StandingOverride override -> overrides.due(step, override);
      }
      due = heap.pollDue(step.nowNanos);
    }
  }

  private void finish(Step step, long run, CheckResult result) {
    Optional<Probe> probe = probes.finished(run, result, step);
    if (probe.isEmpty()) {
      return;
    }
    for (CheckState check : probe.get().subscribers()) {
      ServerState server = check.server;
      Tally before = server.tally;
      server.checked(step, check, result);
      if (!server.tally.equals(before)) {
        server.service().decide(step);
      }
    }
  }

  private void checkNow(Step step, String service, Endpoint server, String checkId) {
    find(service, server).stream()
        .flatMap(state -> state.checks().stream())
        .filter(check -> check.id.equals(checkId) && check.runnable)
        .forEach(check -> probes.startNow(check.probe(), step));
  }

  private void move(Step step, Set<InetAddress> addresses) {
    localAddresses = Optional.of(Set.copyOf(addresses));
    services.values().forEach(service -> service.consider(step, localAddresses));
    probes.settle(step);
  }

  private Optional<ServerState> find(String serviceId, Endpoint server) {
    return Optional.ofNullable(services.get(serviceId)).flatMap(s -> s.find(server));
  }

  // View

  private record Snapshot(List<PoolView.ServiceView> services, Map<String, ServiceState> byName) {}

  private final class LiveView implements PoolView {
    @Override
    public List<ServiceView> services() {
      return snapshot.services();
    }

    @Override
    public Optional<ServiceView> service(String idOrName) {
      return Optional.ofNullable(snapshot.byName().get(idOrName));
    }
  }
}

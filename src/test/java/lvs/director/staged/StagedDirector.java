package lvs.director.staged;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.Forwarding;
import lvs.director.model.Protocol;
import lvs.director.model.RealServer;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.pool.CheckResult;
import lvs.director.pool.CheckStatus;
import lvs.director.pool.DrainProgress;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.pool.PoolView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Removal;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.Archives;
import lvs.director.port.Arguments;
import lvs.director.port.DataPlane;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director;
import lvs.director.port.DirectorControl;
import lvs.director.port.DriftStatus;
import lvs.director.port.EventHistory;
import lvs.director.port.KernelStatus;
import lvs.director.port.MailDesk;
import lvs.director.port.Refusal;
import lvs.director.vrrp.VrrpView;

/**
 * A director on a stage: statuses are the real records, commands change them at once, and nothing
 * is checked or forwarded. Time stands at one second after the start, unless {@link #clock} says
 * otherwise.
 */
public class StagedDirector implements Director, DirectorControl {
  public static final long STARTED_MILLIS = 1_700_000_000_000L;
  public static final long NOW_NANOS = 1_000_000_000L;

  public final List<String> commands = new CopyOnWriteArrayList<>();
  public volatile List<Stage> stages = List.of();
  public volatile Map<ServiceKey, ServiceRates> traffic = new ConcurrentHashMap<>();
  public volatile List<DataPlane.Connection> connections = List.of();
  private final List<NoticeListener> listeners = new CopyOnWriteArrayList<>();
  private long sequence;

  /** One virtual service whose real servers can be replaced. */
  public static final class Stage implements PoolView.ServiceView {
    public final VirtualService service;
    public final List<Actor> actors = new ArrayList<>();
    public volatile boolean suspended;

    public Stage(VirtualService service) {
      this.service = service;
      for (RealServer server : service.realServers()) {
        actors.add(new Actor(server));
      }
    }

    private boolean isCalled(String idOrName) {
      return service.id().equals(idOrName) || service.name().equals(idOrName);
    }

    @Override
    public VirtualServiceStatus status() {
      int up = (int) actors.stream().filter(actor -> actor.status().up()).count();
      List<VirtualServiceStatus.ServerView> views = List.copyOf(actors);
      return new VirtualServiceStatus(
          service, up > 0, false, up, up, suspended, NOW_NANOS, 1, views);
    }

    @Override
    public Optional<VirtualServiceStatus.ServerView> server(String idOrEndpoint) {
      return actors.stream()
          .filter(actor -> actor.isCalled(idOrEndpoint))
          .map(VirtualServiceStatus.ServerView.class::cast)
          .findFirst();
    }
  }

  /** One real server whose status can be replaced. */
  public static final class Actor implements VirtualServiceStatus.ServerView {
    private volatile RealServerStatus status;

    public Actor(RealServer server) {
      List<CheckStatus> checks = new ArrayList<>();
      for (Check check : server.checks()) {
        checks.add(checkStatus(checks.size() + 1 + "-" + check.keyword(), check, 42));
      }
      status =
          new RealServerStatus(
              server.endpoint().id(),
              server,
              true,
              true,
              server.weight(),
              server.weight(),
              Optional.empty(),
              "every check passes",
              NOW_NANOS,
              1,
              List.copyOf(checks),
              Optional.empty());
    }

    @Override
    public RealServerStatus status() {
      return status;
    }

    private boolean isCalled(String idOrEndpoint) {
      return status.id().equals(idOrEndpoint)
          || status.server().endpoint().toString().equals(idOrEndpoint);
    }

    /** Takes its place from now on. */
    public void show(RealServerStatus another) {
      status = another;
    }

    /** Goes down or comes up, with its reason in its last check result as well. */
    public void turn(boolean up, String reason, long nowNanos) {
      RealServerStatus old = status;
      List<CheckStatus> checks =
          old.checks().stream().map(check -> turned(check, up, reason, nowNanos)).toList();
      int weight = up ? old.configuredWeight() : 0;
      status =
          new RealServerStatus(
              old.id(),
              old.server(),
              up,
              up,
              old.configuredWeight(),
              weight,
              old.override(),
              reason,
              nowNanos,
              old.transitions() + 1,
              checks,
              old.drain());
    }

    private static CheckStatus turned(CheckStatus old, boolean up, String reason, long nowNanos) {
      List<CheckResult> last = new ArrayList<>(old.last());
      last.addFirst(
          new CheckResult(up, reason, 900_000, nowNanos, OptionalInt.empty(), OptionalInt.empty()));
      return new CheckStatus(
          old.id(),
          old.check(),
          up ? CheckStatus.State.UP : CheckStatus.State.DOWN,
          up ? 0 : 3,
          old.runs() + 1,
          old.failures() + (up ? 0 : 1),
          old.latenessNanos(),
          List.copyOf(last.subList(0, Math.min(10, last.size()))),
          old.certificateDaysLeft());
    }

    public void forgetCertificates() {
      RealServerStatus old = status;
      List<CheckStatus> checks =
          old.checks().stream().map(check -> checkStatus(check.id(), check.check(), -1)).toList();
      status =
          new RealServerStatus(
              old.id(),
              old.server(),
              old.up(),
              old.inService(),
              old.configuredWeight(),
              old.weight(),
              old.override(),
              old.reason(),
              old.sinceNanos(),
              old.transitions(),
              checks,
              old.drain());
    }

    private static Optional<DrainProgress> drain(ServerOverride override) {
      boolean drains = override != null && override.standing() == Standing.DRAINING;
      return drains ? Optional.of(new DrainProgress(17, OptionalLong.of(130))) : Optional.empty();
    }

    public void override(ServerOverride override, int weight) {
      RealServerStatus old = status;
      status =
          new RealServerStatus(
              old.id(),
              old.server(),
              old.up(),
              weight > 0,
              old.configuredWeight(),
              weight,
              Optional.ofNullable(override),
              old.reason(),
              old.sinceNanos(),
              old.transitions() + 1,
              old.checks(),
              drain(override));
    }
  }

  public static CheckStatus checkStatus(String id, Check check, int certificateDays) {
    OptionalInt days = certificateDays < 0 ? OptionalInt.empty() : OptionalInt.of(certificateDays);
    return new CheckStatus(
        id, check, CheckStatus.State.UP, 0, 3, 1, 250_000, List.of(good()), days);
  }

  public static CheckResult good() {
    return new CheckResult(
        true,
        "connected after 0.4 ms",
        400_000,
        NOW_NANOS,
        OptionalInt.empty(),
        OptionalInt.of(42));
  }

  public static Endpoint endpoint(String text) {
    return Endpoint.parse(text).orElseThrow();
  }

  /** A TCP service by rr with TCP_CHECKs every six seconds. */
  public static VirtualService service(String virtual, String... servers) {
    ServiceKey key = new ServiceKey.Address(Protocol.TCP, endpoint(virtual));
    List<RealServer> realServers = new ArrayList<>();
    for (String server : servers) {
      realServers.add(realServer(endpoint(server)));
    }
    return service(key, realServers);
  }

  public static VirtualService service(ServiceKey key, List<RealServer> realServers) {
    return new VirtualService(
        key.id(),
        key.toString(),
        List.of(key),
        Optional.empty(),
        Scheduling.of(Scheduler.RR),
        Forwarding.NAT,
        Optional.empty(),
        1,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        Optional.empty(),
        realServers);
  }

  public static RealServer realServer(Endpoint endpoint) {
    Check.Timing timing =
        new Check.Timing(
            Duration.ofSeconds(6),
            Duration.ofSeconds(5),
            3,
            Duration.ofSeconds(1),
            Optional.empty(),
            false,
            false);
    return new RealServer(
        endpoint,
        Forwarding.NAT,
        1,
        0,
        0,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(new Check.Tcp(timing, Check.Target.of(endpoint))));
  }

  public StagedDirector show(VirtualService... services) {
    List<Stage> shown = new ArrayList<>();
    for (VirtualService service : services) {
      shown.add(new Stage(service));
    }
    stages = List.copyOf(shown);
    return this;
  }

  /**
   * Shows many services by rr, each with as many servers as the number of them asks for: {@code
   * large(2277, 37205)} is the largest configuration on record.
   */
  public StagedDirector large(int services, int servers) {
    List<Stage> shown = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      int from = (int) ((long) servers * i / services);
      int to = (int) ((long) servers * (i + 1) / services);
      List<RealServer> realServers = new ArrayList<>();
      for (int j = from; j < to; j++) {
        realServers.add(realServer(endpoint(address(10, j + 1) + ":8080")));
      }
      ServiceKey key =
          new ServiceKey.Address(
              Protocol.TCP, endpoint(address(192, i + 1) + ":" + (i % 2 == 0 ? 80 : 443)));
      shown.add(new Stage(service(key, realServers)));
    }
    stages = List.copyOf(shown);
    return this;
  }

  private static String address(int first, int number) {
    return first + "." + (number >> 16 & 0xff) + "." + (number >> 8 & 0xff) + "." + (number & 0xff);
  }

  /** Traffic of the first service and its first server, so that no counter is zero. */
  public void carry(ServiceKey key, Endpoint server) {
    Traffic some = new Traffic(10, 200, 300, 4000, 50000);
    Rate rate = new Rate(1.5, 20, 30, 400, 5000);
    ServerCounters counters = new ServerCounters(some, 3, 4, 5);
    traffic.put(
        key,
        new ServiceRates(
            new ServiceCounters(some, Map.of(server, counters)), rate, Map.of(server, rate)));
  }

  public volatile VrrpView vrrp = VrrpView.EMPTY;

  @Override
  public VrrpView vrrp() {
    return vrrp;
  }

  @Override
  public VrrpHealth vrrpHealth() {
    return VrrpHealth.IDLE;
  }

  @Override
  public String failover(String name, Optional<InetAddress> to, boolean hold) {
    commands.add("failover " + name + to.map(address -> " to " + address).orElse("") + " " + hold);
    return "handed over";
  }

  @Override
  public void release(String name) {
    commands.add("release " + name);
  }

  public void announce(Notice.Kind kind, String service, Endpoint server, String text) {
    Notice notice = new Notice(kind, service, Optional.ofNullable(server), text, false);
    long number = ++sequence;
    listeners.forEach(listener -> listener.notice(number, STARTED_MILLIS + number, notice));
  }

  public volatile Configuration configuration = Configuration.EMPTY;

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public String configurationFile() {
    return "/etc/keepalived/keepalived.conf";
  }

  @Override
  public List<String> configurationWarnings() {
    return List.of("keepalived.conf:3:1: warning: something is odd");
  }

  @Override
  public String reloadError() {
    return "";
  }

  @Override
  public PoolView pool() {
    List<PoolView.ServiceView> views = List.copyOf(stages);
    return new PoolView() {
      @Override
      public List<ServiceView> services() {
        return views;
      }

      @Override
      public Optional<ServiceView> service(String id) {
        return stages.stream()
            .filter(stage -> stage.isCalled(id))
            .map(ServiceView.class::cast)
            .findFirst();
      }
    };
  }

  @Override
  public String planeName() {
    return "proxy";
  }

  @Override
  public String planeReason() {
    return "the kernel has no IPVS";
  }

  @Override
  public ServiceTable have() {
    Map<ServiceKey, ServiceTable.Service> table = new java.util.LinkedHashMap<>();
    for (Stage stage : stages) {
      for (ServiceKey key : stage.service.keys()) {
        Map<Endpoint, ServiceTable.Server> servers = new java.util.LinkedHashMap<>();
        for (Actor actor : stage.actors) {
          RealServerStatus status = actor.status();
          Endpoint endpoint = status.server().endpoint();
          servers.put(
              endpoint, new ServiceTable.Server(endpoint, Forwarding.NAT, status.weight(), 0, 0));
        }
        servers.remove(absent);
        table.put(
            key,
            new ServiceTable.Service(
                key, stage.service.scheduling(), stage.service.persistence(), servers));
      }
    }
    return empty ? ServiceTable.EMPTY : new ServiceTable(table);
  }

  @Override
  public Map<ServiceKey, ServiceRates> traffic() {
    return traffic;
  }

  @Override
  public List<DataPlane.Refused> refused() {
    return List.of(new DataPlane.Refused("TCP 10.0.0.9:80", "address in use"));
  }

  @Override
  public List<DataPlane.Connection> connections(int limit) {
    return connections.stream().limit(limit).toList();
  }

  /** A server that is not in the table. */
  public volatile Endpoint absent;

  /** Nothing is in the table. */
  public volatile boolean empty;

  public volatile KernelStatus kernel = KernelStatus.NONE;
  public volatile DriftStatus drift = DriftStatus.NONE;

  /** A kernel plane with something of everything. */
  public void stageKernel() {
    kernel =
        new KernelStatus(
            "1.2.1",
            4096,
            List.of(new KernelStatus.Foreign(new ServiceKey.Mark(AddressFamily.IPV4, 7), "wlc", 2)),
            List.of(new KernelStatus.Sync("backup", "eth0", 5, "mcast=eth0, syncid=5")),
            3,
            List.of(
                new KernelStatus.Sysctl(
                    "net.ipv4.ip_forward",
                    "routes packets",
                    Optional.of("1"),
                    Optional.of("0"),
                    Optional.empty(),
                    "NAT needs net.ipv4.ip_forward=1")));
    drift =
        new DriftStatus(
            9,
            1,
            List.of(new DriftStatus.Line(STARTED_MILLIS, "weight of X was 0 instead of 3", true)));
  }

  @Override
  public KernelStatus kernel() {
    return kernel;
  }

  @Override
  public DriftStatus drift() {
    return drift;
  }

  @Override
  public Health health() {
    return new Health(STARTED_MILLIS, 1, 1234, 100_000, 2_000_000, 5_000_000, 0, 0);
  }

  public volatile EventHistory events = EventHistory.NONE;
  public volatile Archives archives = Archives.NONE;
  public volatile MailDesk mail = MailDesk.NONE;

  @Override
  public EventHistory events() {
    return events;
  }

  @Override
  public Archives archives() {
    return archives;
  }

  @Override
  public MailDesk mail() {
    return mail;
  }

  @Override
  public DirectorControl control() {
    return this;
  }

  @Override
  public void listen(NoticeListener listener) {
    listeners.add(listener);
  }

  @Override
  public long epochMillis(long nanos) {
    return STARTED_MILLIS + nanos / 1_000_000;
  }

  /** Monotonic time, counted from the start. */
  public volatile LongSupplier clock = () -> NOW_NANOS;

  @Override
  public long nowNanos() {
    return clock.getAsLong();
  }

  @Override
  public String reload() throws Refusal {
    commands.add("reload");
    throw new Refusal("keepalived.conf:7:3: error: there is no scheduler 'rrr'; did you mean rr?");
  }

  private Actor actor(String service, String server) throws Refusal {
    return (Actor)
        pool()
            .service(service)
            .flatMap(view -> view.server(server))
            .orElseThrow(() -> new Refusal("no real server " + server + " in " + service));
  }

  private void set(
      String service, String server, OptionalInt weight, Standing standing, String reason, long end)
      throws Refusal {
    set(service, server, weight, standing, reason, end, Optional.empty());
  }

  private void set(
      String service,
      String server,
      OptionalInt weight,
      Standing standing,
      String reason,
      long end,
      Optional<Removal> removal)
      throws Refusal {
    Actor actor = actor(service, server);
    Optional<Long> expires = end == 0 ? Optional.empty() : Optional.of(NOW_NANOS + end);
    Endpoint endpoint = actor.status().server().endpoint();
    actor.override(
        new ServerOverride(service, endpoint, weight, standing, reason, expires, removal),
        weight.orElse(0));
  }

  private static long nanos(Optional<Duration> expiresAfter) {
    return expiresAfter.map(Duration::toNanos).orElse(0L);
  }

  @Override
  public void setWeight(String service, String server, int weight, Optional<Duration> expires)
      throws Refusal {
    set(service, server, OptionalInt.of(weight), Standing.ENABLED, "", nanos(expires));
  }

  @Override
  public void drain(String service, String server, String reason, Optional<Duration> expires)
      throws Refusal {
    set(service, server, OptionalInt.empty(), Standing.DRAINING, reason, nanos(expires));
  }

  @Override
  public void drainAndRemove(
      String service,
      String server,
      String reason,
      Optional<Duration> deadline,
      Optional<Duration> expires)
      throws Refusal {
    Optional<Long> nanos =
        Arguments.deadline(deadline, expires).map(after -> NOW_NANOS + after.toNanos());
    Optional<Removal> removal = Optional.of(new Removal(NOW_NANOS, nanos));
    set(service, server, OptionalInt.empty(), Standing.DRAINING, reason, nanos(expires), removal);
  }

  @Override
  public void disable(String service, String server, String reason, Optional<Duration> expires)
      throws Refusal {
    set(service, server, OptionalInt.empty(), Standing.DISABLED, reason, nanos(expires));
  }

  @Override
  public void enable(String service, String server) throws Refusal {
    Actor actor = actor(service, server);
    actor.override(null, actor.status().configuredWeight());
  }

  @Override
  public CheckResult checkNow(String service, String server, String check) throws Refusal {
    commands.add("checkNow " + service + " " + server + " " + check);
    actor(service, server);
    return good();
  }

  @Override
  public void zeroCounters(String service) {
    commands.add("zero " + service);
    traffic.keySet().removeIf(key -> service.isEmpty() || key.id().equals(service));
  }

  @Override
  public void stop() {
    commands.add("stop");
  }

  @Override
  public void stopKeepingTable() throws Refusal {
    throw new Refusal("the proxy plane ends with the director");
  }
}

package lvs.director.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.model.DirectorSettings;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;

/** The built-in data plane: listens on the virtual addresses and proxies to the real servers. */
public final class ProxyPlane implements DataPlane {
  /** Of the heap's size; direct buffers have the same limit unless the JVM is told otherwise. */
  private static final int MEMORY_SHARE = 4;

  private final Shared shared;
  private final Map<ServiceKey, RunningService> running = new ConcurrentHashMap<>();
  private volatile ServiceTable table = ServiceTable.EMPTY;
  private volatile boolean closed;

  /**
   * Starts the event loops; listens nowhere yet.
   *
   * @param threads event loops; 0 is one per processor
   * @param maximumConnections TCP connections and UDP flows held at most; further clients wait in
   *     the backlog
   * @throws IOException when the process may open no more files
   */
  public ProxyPlane(int threads, int maximumConnections) throws IOException {
    this(threads, maximumConnections, Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
  }

  /**
   * @param waitingLimitBytes memory for data that waits because somebody reads slowly
   */
  ProxyPlane(int threads, int maximumConnections, long waitingLimitBytes) throws IOException {
    int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    List<EventLoop> loops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      loops.add(new EventLoop(i, new Buffers(waitingLimitBytes / count)));
    }
    shared = new Shared(List.copyOf(loops), maximumConnections);
    loops.forEach(EventLoop::start);
  }

  /** The plane that the settings ask for. */
  public ProxyPlane(DirectorSettings settings) throws IOException {
    this(settings.proxyThreads(), settings.proxyMaxConnections());
  }

  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public void configure(LvsSettings settings, IpvsSettings ipvs) {
    shared.timeouts(Timeouts.of(settings));
  }

  @Override
  public Applied apply(ServiceTable wanted) {
    if (closed) {
      throw new IllegalStateException("the proxy plane is closed");
    }
    List<Refused> refused = new ArrayList<>();
    for (ServiceKey key : List.copyOf(running.keySet())) {
      if (!wanted.services().containsKey(key)) {
        running.remove(key).stop();
      }
    }
    Map<ServiceKey, ServiceTable.Service> accepted = new LinkedHashMap<>();
    for (ServiceTable.Service service : wanted.services().values()) {
      ServiceTable.Service possible = Refusals.withoutImpossibleServers(service, refused);
      if (carry(possible, refused)) {
        accepted.put(service.key(), possible);
      }
    }
    table = new ServiceTable(accepted);
    return Applied.refusing(refused);
  }

  private boolean carry(ServiceTable.Service service, List<Refused> refused) {
    RunningService present = running.get(service.key());
    String impossible = Refusals.impossible(service).orElse(null);
    if (impossible != null) {
      refused.add(new Refused(service.key().toString(), impossible));
      if (present != null) {
        running.remove(service.key()).stop();
      }
      return false;
    }
    if (present != null) {
      present.edit(service);
      return true;
    }
    ServiceKey.Address key = (ServiceKey.Address) service.key();
    try {
      running.put(key, start(service, key));
      return true;
    } catch (IOException e) {
      refused.add(Refusals.bind(key, e));
      return false;
    }
  }

  private RunningService start(ServiceTable.Service service, ServiceKey.Address key)
      throws IOException {
    return key.protocol() == Protocol.UDP
        ? new UdpService(service, key, shared)
        : new TcpService(service, key, shared);
  }

  @Override
  public ServiceTable have() {
    return table;
  }

  @Override
  public Map<ServiceKey, ServiceCounters> counters() {
    Map<ServiceKey, ServiceCounters> counters = new LinkedHashMap<>();
    for (ServiceKey key : table.services().keySet()) {
      RunningService service = running.get(key);
      if (service != null) {
        counters.put(key, service.counters());
      }
    }
    return counters;
  }

  @Override
  public List<Connection> connections(int limit) {
    List<Connection> connections = new ArrayList<>();
    if (closed || limit <= 0) {
      return connections;
    }
    for (EventLoop loop : shared.loops()) {
      int room = limit - connections.size();
      connections.addAll(loop.ask(() -> tcpViews(loop, room)));
    }
    for (RunningService service : running.values()) {
      int room = limit - connections.size();
      if (service instanceof UdpService udp) {
        connections.addAll(udp.loop().ask(() -> udp.views(room, System.nanoTime())));
      }
      addTemplates(service, limit - connections.size(), connections);
    }
    return connections;
  }

  private static List<Connection> tcpViews(EventLoop loop, int limit) {
    long nowNanos = loop.nowNanos();
    return loop.connections().stream().limit(limit).map(c -> c.view(nowNanos)).toList();
  }

  /** Templates are shown as the kernel does: client port 0, state NONE. */
  private static void addTemplates(RunningService service, int limit, List<Connection> to) {
    service
        .pool()
        .templates(
            System.nanoTime(),
            limit,
            (client, server, leftNanos) -> to.add(template(service, client, server, leftNanos)));
  }

  private static Connection template(
      RunningService service, InetAddress client, Endpoint server, long leftNanos) {
    return new Connection(
        service.key(),
        "NONE",
        TimeUnit.NANOSECONDS.toSeconds(leftNanos),
        new Endpoint(client, 0),
        service.virtual(),
        server);
  }

  @Override
  public void zero(ServiceKey service) {
    RunningService present = running.get(service);
    if (present != null) {
      present.zero();
    }
  }

  /** Bytes that wait in buffers since somebody reads slowly. */
  public long waitingBytes() {
    return closed
        ? 0
        : shared.loops().stream().mapToLong(loop -> loop.ask(loop.buffers::keptBytes)).sum();
  }

  /** Connections here belong to this process and cannot be handed on. */
  @Override
  public void synchronise(SyncRole role) {}

  @Override
  public KernelStatus kernel() {
    return KernelStatus.NONE;
  }

  /** Ends every connection and lets go of every listening socket. */
  @Override
  public void close(boolean keepTable) {
    if (closed) {
      return;
    }
    closed = true;
    running.values().forEach(RunningService::stop);
    running.clear();
    table = ServiceTable.EMPTY;
    shared.loops().forEach(EventLoop::stop);
  }
}

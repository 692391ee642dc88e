package lvs.director.proxy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.proxy.scheduler.ServerPool;

/** A service that carries traffic: its pool and its counters, for both protocols. */
abstract sealed class RunningService permits TcpService, UdpService {
  private static final System.Logger LOG = System.getLogger("lvs.director.proxy");

  private final ServiceKey.Address key;
  private final Shared shared;
  private final ServerPool<ServerEntry> pool;
  private volatile ServiceTable.Service wanted;

  /** What servers that are gone had carried. */
  private volatile Traffic departed = Traffic.ZERO;

  RunningService(ServiceTable.Service wanted, ServiceKey.Address key, Shared shared) {
    this.key = key;
    this.shared = shared;
    this.wanted = wanted;
    this.pool = new ServerPool<>(shared.random(), ServerEntry::new);
    pool.edit(wanted);
  }

  /** Takes over servers, scheduler and persistence; does nothing when they are the same. */
  final void edit(ServiceTable.Service next) {
    if (!next.equals(wanted)) {
      wanted = next;
      List<ServerEntry> left = pool.edit(next);
      for (ServerEntry server : left) {
        departed = sum(departed, server.traffic());
      }
      edited(!left.isEmpty());
    }
  }

  /** The table changed; connections to servers that left must end. */
  abstract void edited(boolean serversLeft);

  /** Ends listening and every connection; returns when the port is free again. */
  abstract void stop();

  final ServiceKey.Address key() {
    return key;
  }

  final Endpoint virtual() {
    return key.endpoint();
  }

  final ServiceTable.Service wanted() {
    return wanted;
  }

  final ServerPool<ServerEntry> pool() {
    return pool;
  }

  final Shared shared() {
    return shared;
  }

  final Timeouts timeouts() {
    return shared.timeouts();
  }

  final ServiceCounters counters() {
    Map<Endpoint, ServerCounters> servers = new LinkedHashMap<>();
    Traffic total = departed;
    for (ServerEntry server : pool.servers()) {
      Traffic traffic = server.traffic();
      total = sum(total, traffic);
      servers.put(
          server.endpoint(),
          new ServerCounters(traffic, server.active(), server.inactive(), server.persistent()));
    }
    return new ServiceCounters(total, servers);
  }

  final void zero() {
    departed = Traffic.ZERO;
    pool.servers().forEach(ServerEntry::zero);
  }

  private static Traffic sum(Traffic a, Traffic b) {
    return new Traffic(
        a.connections() + b.connections(),
        a.inPackets() + b.inPackets(),
        a.outPackets() + b.outPackets(),
        a.inBytes() + b.inBytes(),
        a.outBytes() + b.outBytes());
  }

  final void noServer() {
    shared.complaints().say(key + ": no real server is available, a client was turned away");
  }

  final void connectFailed(ServerEntry server, Exception failure) {
    shared.complaints().say(key + ": connect to " + server + " failed: " + failure.getMessage());
  }

  final void unexpected(Exception failure) {
    LOG.log(System.Logger.Level.ERROR, key + ": a connection was reset", failure);
  }
}

package lvs.director.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsChange;
import lvs.director.ipvs.IpvsChange.AddServer;
import lvs.director.ipvs.IpvsChange.AddService;
import lvs.director.ipvs.IpvsDaemon;
import lvs.director.ipvs.IpvsForwarding;
import lvs.director.ipvs.IpvsReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.IpvsServer;
import lvs.director.ipvs.IpvsService;
import lvs.director.ipvs.IpvsTimeouts;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/** Services, servers and changes in few words. */
final class IpvsItems {
  static final ServiceKey WEB = tcp("10.0.0.1:80");

  private IpvsItems() {}

  static ServiceKey tcp(String endpoint) {
    return key(Protocol.TCP, endpoint);
  }

  static ServiceKey key(Protocol protocol, String endpoint) {
    return new ServiceKey.Address(protocol, Endpoint.parse(endpoint).orElseThrow());
  }

  static ServiceKey mark(AddressFamily family, int mark) {
    return new ServiceKey.Mark(family, mark);
  }

  static IpvsService service(ServiceKey key, String scheduler, int flags) {
    int bits = key.family() == AddressFamily.IPV6 ? 128 : 32;
    return new IpvsService(key, scheduler, flags, 0, bits, Optional.empty());
  }

  static IpvsService persistent(ServiceKey key, int seconds, int bits, String engine) {
    return new IpvsService(
        key, "rr", IpvsService.PERSISTENT, seconds, bits, Optional.ofNullable(engine));
  }

  static IpvsServer server(String endpoint, IpvsForwarding forwarding, int weight) {
    return server(endpoint, forwarding, IpvsServer.PLAIN, weight, 0, 0);
  }

  static IpvsServer server(
      String endpoint, IpvsForwarding how, Tunnel tunnel, int weight, int upper, int lower) {
    Endpoint at = Endpoint.parse(endpoint).orElseThrow();
    return new IpvsServer(at, how, tunnel, weight, upper, lower);
  }

  static IpvsServer direct(String endpoint) {
    return server(endpoint, IpvsForwarding.DIRECT, 1);
  }

  static IpvsServer tunnel(String endpoint, TunnelType type, int port, TunnelChecksum sum) {
    Tunnel tunnel = new Tunnel(type, port, sum);
    return server(endpoint, IpvsForwarding.TUNNEL, tunnel, 1, 0, 0);
  }

  /** Of every kind one. */
  static List<IpvsChange> kinds() {
    ServiceKey web6 = tcp("[2001:db8::1]:80");
    ServiceKey sip = key(Protocol.UDP, "10.0.0.2:5060");
    ServiceKey mark = mark(AddressFamily.IPV4, 7);
    ServiceKey mark6 = mark(AddressFamily.IPV6, 7);
    ServiceKey sctp = key(Protocol.SCTP, "10.0.0.3:9");
    return List.of(
        new AddService(service(WEB, "wlc", 0)),
        new AddServer(WEB, server("10.1.0.1:8080", IpvsForwarding.MASQUERADE, 65535)),
        new AddServer(WEB, server("10.1.0.2:80", IpvsForwarding.DIRECT, 0)),
        new AddServer(WEB, tunnel("10.1.0.3:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM)),
        new AddServer(WEB, tunnel("10.1.0.4:80", TunnelType.GUE, 6080, TunnelChecksum.REMCSUM)),
        new AddServer(WEB, tunnel("10.1.0.5:80", TunnelType.GUE, 6081, TunnelChecksum.NOCSUM)),
        new AddServer(WEB, tunnel("10.1.0.6:80", TunnelType.GRE, 0, TunnelChecksum.CSUM)),
        new AddServer(
            WEB,
            server("10.1.0.7:80", IpvsForwarding.DIRECT, IpvsServer.PLAIN, 1, 0xfffffff0, 1000)),
        new AddServer(WEB, tunnel("[2001:db8::3]:80", TunnelType.IPIP, 0, TunnelChecksum.NOCSUM)),
        new AddService(persistent(web6, 360, 64, null)),
        new AddServer(web6, server("[2001:db8::2]:80", IpvsForwarding.MASQUERADE, 2147483647)),
        new AddService(persistent(sip, 60, 24, "sip")),
        new AddServer(sip, direct("10.1.0.1:5060")),
        new AddService(service(mark, "sh", IpvsService.SCHEDULER_1 | IpvsService.SCHEDULER_2)),
        new AddServer(mark, direct("10.1.0.1:0")),
        new AddService(service(mark6, "mh", IpvsService.SCHEDULER_2)),
        new AddServer(mark6, direct("[2001:db8::2]:0")),
        new AddService(service(sctp, "rr", 0)),
        new AddService(service(key(Protocol.UDP, "10.0.0.2:53"), "rr", IpvsService.ONE_PACKET)),
        new AddService(persistent(tcp("10.0.0.4:0"), 300, 32, null)));
  }

  /** Services and servers of the changes, in an order of their own. */
  static Map<ServiceKey, String> made(List<IpvsChange> changes) {
    Map<ServiceKey, IpvsService> services = new TreeMap<>();
    Map<ServiceKey, Map<Endpoint, IpvsServer>> servers = new TreeMap<>();
    for (IpvsChange change : changes) {
      switch (change) {
        case AddService(IpvsService service) -> services.put(service.key(), service);
        case AddServer(ServiceKey key, IpvsServer server) ->
            servers.computeIfAbsent(key, _ -> new TreeMap<>()).put(server.endpoint(), server);
        default -> throw new IllegalArgumentException(change.toString());
      }
    }
    Map<ServiceKey, String> texts = new TreeMap<>();
    services.forEach(
        (key, service) -> texts.put(key, service + " " + servers.getOrDefault(key, Map.of())));
    return texts;
  }

  static Map<ServiceKey, String> read(IpvsReading reading) {
    List<IpvsChange> changes = new ArrayList<>();
    for (ServiceReading each : reading.services()) {
      changes.add(new AddService(each.service()));
      each.servers()
          .forEach(server -> changes.add(new AddServer(each.service().key(), server.server())));
    }
    return made(changes);
  }

  /** The change in words, such as {@code add server 10.1.0.1:80 to TCP 10.0.0.1:80}. */
  static String text(IpvsChange change) {
    return switch (change) {
      case IpvsChange.AddService(IpvsService service) -> "add service " + service.key();
      case IpvsChange.EditService(IpvsService service) -> "edit service " + service.key();
      case IpvsChange.DeleteService(ServiceKey key) -> "delete service " + key;
      case IpvsChange.AddServer(ServiceKey key, IpvsServer server) ->
          "add server " + server.endpoint() + " to " + key;
      case IpvsChange.EditServer(ServiceKey key, IpvsServer server) ->
          "edit server " + server.endpoint() + " of " + key;
      case IpvsChange.DeleteServer(ServiceKey key, Endpoint server) ->
          "delete server " + server + " of " + key;
      case IpvsChange.Flush() -> "delete all services";
      case IpvsChange.Zero(var key) ->
          "zero the counters" + key.map(one -> " of " + one).orElse("");
      case IpvsChange.SetTimeouts(IpvsTimeouts t) ->
          "set the timeouts " + t.tcp() + " " + t.tcpFin() + " " + t.udp();
      case IpvsChange.StartDaemon(IpvsDaemon daemon) ->
          "start the " + role(daemon.role()) + " on " + daemon.device();
      case IpvsChange.StopDaemon(var role, int _) -> "stop the " + role(role);
    };
  }

  private static String role(IpvsDaemon.Role role) {
    return switch (role) {
      case MASTER -> "master sync daemon";
      case BACKUP -> "backup sync daemon";
    };
  }
}

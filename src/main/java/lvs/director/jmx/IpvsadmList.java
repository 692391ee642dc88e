package lvs.director.jmx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsCounters;
import lvs.director.ipvs.IpvsForwarding;
import lvs.director.ipvs.IpvsInfo;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsServer;
import lvs.director.ipvs.IpvsService;
import lvs.director.ipvs.ListStyle;
import lvs.director.ipvs.ListView;
import lvs.director.ipvs.ListedService;
import lvs.director.ipvs.ListedService.ListedServer;
import lvs.director.ipvs.Names;
import lvs.director.ipvs.TableOrder;
import lvs.director.ipvs.TableText;
import lvs.director.model.AddressFamily;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.ServiceTable.Server;
import lvs.director.model.ServiceTable.Service;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;

/** The director's table, whatever its plane, as {@code ipvsadm -Ln} would print it. */
final class IpvsadmList {
  /** The version of the kernel interface whose columns these are; size is IPVS's default. */
  private static final IpvsInfo KERNEL = new IpvsInfo("1.2.1", 4096);

  private static final ListStyle STYLE = new ListStyle(Optional.of(KERNEL), Names.NUMERIC, false);
  private static final ServiceRates SILENT =
      new ServiceRates(new ServiceCounters(Traffic.ZERO, Map.of()), Rate.ZERO, Map.of());
  private static final ServerCounters IDLE = new ServerCounters(Traffic.ZERO, 0, 0, 0);

  private IpvsadmList() {}

  /**
   * @param traffic counters and rates; a service without an entry has had none
   */
  static String print(ListView view, ServiceTable table, Map<ServiceKey, ServiceRates> traffic) {
    List<Service> services =
        TableOrder.services(List.copyOf(table.services().values()), Service::key);
    return TableText.print(
        view,
        services.stream()
            .map(service -> service(service, traffic.getOrDefault(service.key(), SILENT)))
            .toList(),
        STYLE);
  }

  private static ListedService service(Service service, ServiceRates rates) {
    List<Server> servers =
        TableOrder.servers(List.copyOf(service.servers().values()), Server::endpoint);
    return new ListedService(
        settings(service),
        counters(rates.counters().total(), rates.rate()),
        servers.stream().map(server -> server(server, rates)).toList());
  }

  private static IpvsService settings(Service service) {
    AddressFamily family = service.key().family();
    return new IpvsService(
        service.key(),
        service.scheduling().scheduler().kernelName(),
        flags(service),
        service.persistence().map(Persistence::timeoutSeconds).orElse(0),
        service
            .persistence()
            .map(Persistence::prefixLength)
            .orElse(family == AddressFamily.IPV6 ? 128 : 32),
        service.persistence().flatMap(Persistence::engine));
  }

  private static int flags(Service service) {
    Scheduling scheduling = service.scheduling();
    return (service.persistence().isPresent() ? IpvsService.PERSISTENT : 0)
        | (scheduling.onePacket() ? IpvsService.ONE_PACKET : 0)
        | (scheduling.fallback() ? IpvsService.SCHEDULER_1 : 0)
        | (scheduling.port() ? IpvsService.SCHEDULER_2 : 0)
        | (scheduling.flag3() ? IpvsService.SCHEDULER_3 : 0);
  }

  private static ListedServer server(Server server, ServiceRates rates) {
    Endpoint endpoint = server.endpoint();
    ServerCounters counters = rates.counters().servers().getOrDefault(endpoint, IDLE);
    Rate rate = rates.serverRates().getOrDefault(endpoint, Rate.ZERO);
    ServerReading reading =
        new ServerReading(
            settings(server),
            counters.active(),
            counters.inactive(),
            counters.persistent(),
            counters(counters.traffic(), rate));
    return new ListedServer(reading, server.forwarding().method().ipvsadmName());
  }

  private static IpvsServer settings(Server server) {
    return new IpvsServer(
        server.endpoint(),
        forwarding(server.forwarding().method()),
        server.forwarding().tunnel().orElse(IpvsServer.PLAIN),
        server.weight(),
        server.upperThreshold(),
        server.lowerThreshold());
  }

  private static IpvsForwarding forwarding(ForwardingMethod method) {
    return switch (method) {
      case NAT, FULLNAT -> IpvsForwarding.MASQUERADE;
      case DR -> IpvsForwarding.DIRECT;
      case TUN -> IpvsForwarding.TUNNEL;
    };
  }

  private static IpvsCounters counters(Traffic traffic, Rate rate) {
    return new IpvsCounters(
        traffic.connections(),
        traffic.inPackets(),
        traffic.outPackets(),
        traffic.inBytes(),
        traffic.outBytes(),
        Math.round(rate.connections()),
        Math.round(rate.inPackets()),
        Math.round(rate.outPackets()),
        Math.round(rate.inBytes()),
        Math.round(rate.outBytes()),
        true);
  }
}

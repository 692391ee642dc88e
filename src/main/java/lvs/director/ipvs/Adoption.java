package lvs.director.ipvs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Scheduler;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** What stands in the kernel in the terms of the configuration, to go on from there. */
public final class Adoption {
  private static final int KNOWN_FLAGS =
      IpvsService.PERSISTENT
          | IpvsService.HASHED
          | IpvsService.ONE_PACKET
          | IpvsService.SCHEDULER_1
          | IpvsService.SCHEDULER_2
          | IpvsService.SCHEDULER_3;

  private Adoption() {}

  /** The services that the configuration has words for. */
  public static ServiceTable of(IpvsTable table) {
    Map<ServiceKey, ServiceTable.Service> services = new LinkedHashMap<>();
    for (IpvsTable.Row row : table.rows().values()) {
      service(row).ifPresent(service -> services.put(service.key(), service));
    }
    return new ServiceTable(services);
  }

  /** Empty for a scheduler, flag or forwarding method that the configuration has no word for. */
  public static Optional<ServiceTable.Service> service(IpvsTable.Row row) {
    IpvsService service = row.service();
    Optional<Scheduler> scheduler = Scheduler.ofKernelName(service.scheduler());
    boolean sayable =
        scheduler.isPresent()
            && (service.flags() & ~KNOWN_FLAGS) == 0
            && row.servers().values().stream()
                .noneMatch(server -> server.forwarding() == IpvsForwarding.BYPASS);
    return sayable ? Optional.of(service(row, scheduler.get())) : Optional.empty();
  }

  private static ServiceTable.Service service(IpvsTable.Row row, Scheduler scheduler) {
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>();
    row.servers().values().forEach(each -> servers.put(each.endpoint(), server(each)));
    return new ServiceTable.Service(
        row.service().key(),
        scheduling(row.service(), scheduler),
        persistence(row.service()),
        servers);
  }

  private static Scheduling scheduling(IpvsService service, Scheduler scheduler) {
    return new Scheduling(
        scheduler,
        service.has(IpvsService.SCHEDULER_1),
        service.has(IpvsService.SCHEDULER_2),
        service.has(IpvsService.SCHEDULER_3),
        service.has(IpvsService.ONE_PACKET),
        false);
  }

  private static Optional<Persistence> persistence(IpvsService service) {
    return service.has(IpvsService.PERSISTENT)
        ? Optional.of(
            new Persistence(service.timeoutSeconds(), service.prefixLength(), service.engine()))
        : Optional.empty();
  }

  private static ServiceTable.Server server(IpvsServer server) {
    return new ServiceTable.Server(
        server.endpoint(),
        forwarding(server),
        server.weight(),
        server.upperThreshold(),
        server.lowerThreshold());
  }

  /** A server on this machine was asked for with some method, which the kernel does not tell. */
  private static Forwarding forwarding(IpvsServer server) {
    return switch (server.forwarding()) {
      case MASQUERADE, LOCAL, BYPASS -> Forwarding.NAT;
      case DIRECT -> Forwarding.DR;
      case TUNNEL ->
          server.tunnel().equals(IpvsServer.PLAIN)
              ? Forwarding.TUN
              : new Forwarding(ForwardingMethod.TUN, Optional.of(server.tunnel()));
    };
  }
}

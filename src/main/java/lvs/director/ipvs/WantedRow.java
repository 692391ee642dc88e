package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Scheduling;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/**
 * A service of the configuration in the kernel's terms.
 *
 * @param source as it was wanted
 * @param row what to ask the kernel for, without the servers that cannot be; empty when the service
 *     cannot be
 * @param impossible what was left out and why
 */
public record WantedRow(
    ServiceTable.Service source, Optional<IpvsTable.Row> row, List<Impossible> impossible) {

  public static WantedRow of(ServiceTable.Service source) {
    Optional<String> refusal = KernelLimits.refusal(source);
    if (refusal.isPresent()) {
      Impossible all = new Impossible(source.key().toString(), refusal.get());
      return new WantedRow(source, Optional.empty(), List.of(all));
    }
    List<Impossible> impossible = new ArrayList<>();
    IpvsTable.Row row = new IpvsTable.Row(service(source), servers(source, impossible));
    return new WantedRow(source, Optional.of(row), List.copyOf(impossible));
  }

  private static IpvsService service(ServiceTable.Service source) {
    Optional<Persistence> persistence = source.persistence();
    return new IpvsService(
        source.key(),
        source.scheduling().scheduler().kernelName(),
        flags(source.scheduling()) | (persistence.isPresent() ? IpvsService.PERSISTENT : 0),
        persistence.map(Persistence::timeoutSeconds).orElse(0),
        persistence.map(Persistence::prefixLength).orElse(wholeAddress(source.key().family())),
        persistence.flatMap(Persistence::engine));
  }

  private static int wholeAddress(AddressFamily family) {
    return family == AddressFamily.IPV6 ? 128 : 32;
  }

  private static int flags(Scheduling scheduling) {
    return (scheduling.onePacket() ? IpvsService.ONE_PACKET : 0)
        | (scheduling.fallback() ? IpvsService.SCHEDULER_1 : 0)
        | (scheduling.port() ? IpvsService.SCHEDULER_2 : 0)
        | (scheduling.flag3() ? IpvsService.SCHEDULER_3 : 0);
  }

  private static SequencedMap<Endpoint, IpvsServer> servers(
      ServiceTable.Service source, List<Impossible> impossible) {
    SequencedMap<Endpoint, IpvsServer> servers = new LinkedHashMap<>();
    for (ServiceTable.Server server : source.servers().values()) {
      Endpoint endpoint = endpoint(source.key(), server);
      Optional<String> refusal =
          servers.containsKey(endpoint)
              ? Optional.of("the service has " + endpoint + " already; remove one of the two")
              : KernelLimits.refusal(source.key(), server);
      if (refusal.isPresent()) {
        impossible.add(new Impossible(source.key() + " -> " + server.endpoint(), refusal.get()));
      } else {
        servers.put(endpoint, server(endpoint, server));
      }
    }
    return servers;
  }

  /**
   * Where the kernel has a server: only NAT can change the port, and there port 0 is that of each
   * connection; the others have the port of the service, which is 0 for a firewall mark. So does
   * keepalived.
   */
  public static Endpoint endpoint(ServiceKey key, ServiceTable.Server server) {
    Endpoint written = server.endpoint();
    if (server.forwarding().method() == ForwardingMethod.NAT) {
      return written;
    }
    int port = key instanceof ServiceKey.Address(_, Endpoint service) ? service.port() : 0;
    return port == written.port() ? written : new Endpoint(written.address(), port);
  }

  private static IpvsServer server(Endpoint endpoint, ServiceTable.Server server) {
    return new IpvsServer(
        endpoint,
        forwarding(server.forwarding()),
        server.forwarding().tunnel().orElse(IpvsServer.PLAIN),
        server.weight(),
        server.upperThreshold(),
        server.lowerThreshold());
  }

  private static IpvsForwarding forwarding(Forwarding forwarding) {
    return switch (forwarding.method()) {
      case NAT, FULLNAT -> IpvsForwarding.MASQUERADE;
      case DR -> IpvsForwarding.DIRECT;
      case TUN -> IpvsForwarding.TUNNEL;
    };
  }
}

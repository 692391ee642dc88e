package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/**
 * Tells which service a connection belongs to. The kernel does not say; for a firewall mark it does
 * not even keep the mark, except in templates.
 */
public final class ConnectionOwner {
  private final ServiceTable table;

  public ConnectionOwner(ServiceTable table) {
    this.table = table;
  }

  /**
   * The service with the connection's protocol, virtual address and port; else the one that takes
   * every port of the address; else the only mark whose real servers include the connection's.
   * Without any of them what the client asked for. Empty for a protocol that IPVS does not balance
   * by address (AH, ESP).
   */
  public Optional<ServiceKey> of(ConnectionEntry entry) {
    AddressFamily family = entry.virtual().isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
    if (entry.mark().isPresent()) {
      return entry.mark().map(mark -> new ServiceKey.Mark(family, mark));
    }
    return entry
        .knownProtocol()
        .map(protocol -> new ServiceKey.Address(protocol, entry.virtual()))
        .map(asked -> known(asked).or(() -> onlyMark(family, entry.server())).orElse(asked));
  }

  private Optional<ServiceKey> known(ServiceKey.Address asked) {
    if (table.services().containsKey(asked)) {
      return Optional.of(asked);
    }
    InetAddress address = asked.endpoint().address();
    ServiceKey everyPort = new ServiceKey.Address(asked.protocol(), new Endpoint(address, 0));
    return Optional.of(everyPort).filter(table.services()::containsKey);
  }

  /** Where two marks share the server it cannot be told. */
  private Optional<ServiceKey> onlyMark(AddressFamily family, Endpoint server) {
    var owners =
        table.services().values().stream()
            .filter(each -> each.key() instanceof ServiceKey.Mark mark && mark.family() == family)
            .filter(each -> has(each, server))
            .limit(2)
            .toList();
    return owners.size() == 1 ? Optional.of(owners.getFirst().key()) : Optional.empty();
  }

  /** A persistent mark leaves ports as the client wrote them. */
  private static boolean has(ServiceTable.Service service, Endpoint server) {
    return service.servers().keySet().stream()
        .anyMatch(each -> each.address().equals(server.address()));
  }
}

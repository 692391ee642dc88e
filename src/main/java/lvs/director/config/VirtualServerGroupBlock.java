package lvs.director.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Statement;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/** A virtual_server_group: addresses, ranges of them, and firewall marks. */
final class VirtualServerGroupBlock {
  final Statement statement;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  private record Mark(int mark, Optional<AddressFamily> family) {}

  VirtualServerGroupBlock(Arguments arguments) {
    statement = arguments.statement();
    arguments.items(this::item);
  }

  /** The table entries of a service that uses this group. */
  List<ServiceKey> keys(Protocol protocol, AddressFamily familyOfMarks) {
    List<ServiceKey> keys = new ArrayList<>();
    Function<Mark, AddressFamily> family = mark -> mark.family().orElse(familyOfMarks);
    marks.forEach(mark -> keys.add(new ServiceKey.Mark(family.apply(mark), mark.mark())));
    endpoints.forEach(endpoint -> keys.add(new ServiceKey.Address(protocol, endpoint)));
    return keys;
  }

  /** That of all addresses; empty when there are none, or of both families. */
  Optional<AddressFamily> family() {
    List<Boolean> ipv6 = endpoints.stream().map(Endpoint::isIpv6).distinct().toList();
    return ipv6.size() == 1
        ? Optional.of(ipv6.getFirst() ? AddressFamily.IPV6 : AddressFamily.IPV4)
        : Optional.empty();
  }

  private void item(Arguments item) {
    if (item.takes("fwmark")) {
      ServiceAddress.mark(item).ifPresent(mark -> marks.add(new Mark(mark, family(item))));
    } else {
      List<InetAddress> addresses = item.next().map(w -> AddressRange.read(item, w)).orElseThrow();
      Optional<Integer> port = item.hasNext() ? item.port(0) : Optional.of(0);
      port.ifPresent(p -> addresses.forEach(a -> endpoints.add(new Endpoint(a, p))));
    }
  }

  private static Optional<AddressFamily> family(Arguments item) {
    return item.hasNext() ? FamilyArgument.read(item) : Optional.empty();
  }
}

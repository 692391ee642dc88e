package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** A real server on another machine whose answers must pass by this one. */
record NatServer(ServiceKey service, Endpoint server) {

  /** In table order. */
  static List<NatServer> in(
      ServiceTable table, AddressFamily family, Collection<AttachedNetwork> networks) {
    List<NatServer> found = new ArrayList<>();
    for (ServiceTable.Service service : table.sorted()) {
      service.servers().values().stream()
          .filter(each -> each.forwarding().method() == ForwardingMethod.NAT)
          .map(ServiceTable.Server::endpoint)
          .filter(each -> each.isIpv6() == (family == AddressFamily.IPV6))
          .filter(each -> !isHere(each, networks))
          .forEach(each -> found.add(new NatServer(service.key(), each)));
    }
    return found;
  }

  private static boolean isHere(Endpoint server, Collection<AttachedNetwork> networks) {
    return server.address().isLoopbackAddress()
        || AttachedNetwork.isOwn(networks, server.address());
  }

  @Override
  public String toString() {
    return server + " in " + service;
  }
}

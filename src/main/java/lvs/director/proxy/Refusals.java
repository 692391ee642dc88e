package lvs.director.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Refused;

/** What user space cannot do, with the cause and the remedy for the operator. */
final class Refusals {
  private Refusals() {}

  /** Why a service can never run on this plane. */
  static Optional<String> impossible(ServiceTable.Service service) {
    return switch (service.key()) {
      case ServiceKey.Mark mark ->
          Optional.of(
              "a firewall mark exists in the kernel only; write the service with its address and"
                  + " port, or use the ipvs plane");
      case ServiceKey.Address address -> impossible(address, service);
    };
  }

  private static Optional<String> impossible(
      ServiceKey.Address address, ServiceTable.Service service) {
    if (address.protocol() == Protocol.SCTP) {
      return Optional.of("Java has no portable SCTP; use the ipvs plane for this service");
    }
    if (address.endpoint().port() == 0) {
      return Optional.of(
          "port 0 means all ports, and a proxy listens on single ones; write one virtual_server"
              + " per port, or use the ipvs plane");
    }
    return service
        .persistence()
        .flatMap(persistence -> persistence.engine())
        .map(
            engine ->
                "the persistence engine "
                    + engine
                    + " is a kernel module; remove persistence_engine, or use the ipvs plane");
  }

  /** Leaves out servers without a port. */
  static ServiceTable.Service withoutImpossibleServers(
      ServiceTable.Service service, List<Refused> refused) {
    if (service.servers().keySet().stream().allMatch(endpoint -> endpoint.port() != 0)) {
      return service;
    }
    Map<Endpoint, ServiceTable.Server> servers = new LinkedHashMap<>(service.servers());
    servers.keySet().removeIf(endpoint -> endpoint.port() == 0);
    for (Endpoint endpoint : service.servers().keySet()) {
      if (endpoint.port() == 0) {
        refused.add(
            new Refused(
                service.key() + " -> " + endpoint,
                "a real server without a port cannot be connected to; write its port"));
      }
    }
    return new ServiceTable.Service(
        service.key(), service.scheduling(), service.persistence(), servers);
  }

  /** Why a virtual address could not be bound. */
  static Refused bind(ServiceKey.Address key, IOException failure) {
    return new Refused(
        key.toString(),
        bind(key, failure, PortHolder.unprivilegedPortStart()),
        Optional.of(key.endpoint().address()).filter(address -> !isHere(address)));
  }

  /**
   * @param unprivileged first port that needs no privilege
   */
  static String bind(ServiceKey.Address key, IOException failure, int unprivileged) {
    Endpoint endpoint = key.endpoint();
    if (!isHere(endpoint.address())) {
      return endpoint.host()
          + " is not an address of this machine; add it (ip address add "
          + endpoint.host()
          + (endpoint.isIpv6() ? "/128" : "/32")
          + " dev lo) or let VRRP bring it; the service listens as soon as the address is there";
    }
    String text = String.valueOf(failure.getMessage());
    if (endpoint.port() < unprivileged && text.contains("ermission")) {
      return "ports below "
          + unprivileged
          + " need the right to bind them: give the process CAP_NET_BIND_SERVICE"
          + " (AmbientCapabilities= in the systemd unit), or set sysctl"
          + " net.ipv4.ip_unprivileged_port_start="
          + endpoint.port();
    }
    if (text.contains("in use")) {
      return "another program listens on "
          + endpoint
          + PortHolder.of(key).map(holder -> ": " + holder).orElse("")
          + "; stop it or choose another port (ss -lntup shows it)";
    }
    return "cannot listen: " + text;
  }

  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress() && address.getAddress().length == 4
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }
}

package lvs.director.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings.PlaneChoice;
import lvs.director.model.Forwarding;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.ServiceKey;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualService;

/**
 * What one machine needs to be a real server, taken from the director's configuration, so that its
 * virtual addresses are the director's by construction.
 */
final class RealServerNeeds {
  private final InetAddress server;
  private final Set<InetAddress> addresses = new LinkedHashSet<>();
  private final Set<String> methods = new TreeSet<>();
  private final Set<String> devices = new TreeSet<>();
  private final Set<GuePort> guePorts = new TreeSet<>();
  private final Set<String> gateways = new LinkedHashSet<>();
  private final Set<String> services = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * @param port of UDP
   * @param ipv6 the packet around the tunnelled one is IPv6
   */
  record GuePort(int port, boolean ipv6) implements Comparable<GuePort> {
    @Override
    public int compareTo(GuePort other) {
      return Comparator.comparingInt(GuePort::port)
          .thenComparing(GuePort::ipv6)
          .compare(this, other);
    }

    /** What opens it. */
    String command() {
      return "ip " + (ipv6 ? "-6 " : "") + "fou add port " + port + " gue";
    }

    /** Finds it in what {@code ip fou show} prints. */
    String search() {
      return "ip fou show | grep -w 'port " + port + "' | grep -q" + (ipv6 ? "" : "v") + " -e -6";
    }
  }

  private RealServerNeeds(InetAddress server) {
    this.server = server;
  }

  /** Of every real server and sorry server of the services wanted, in the order of addresses. */
  static List<RealServerNeeds> of(Configuration configuration, Predicate<VirtualService> wanted) {
    TreeMap<InetAddress, RealServerNeeds> found =
        new TreeMap<>(Comparator.comparing(address -> new Endpoint(address, 0)));
    configuration.virtualServices().stream()
        .filter(wanted)
        .forEach(
            service ->
                targets(service)
                    .forEach(
                        target ->
                            found
                                .computeIfAbsent(target.endpoint().address(), RealServerNeeds::new)
                                .add(configuration, service, target)));
    return new ArrayList<>(found.values());
  }

  private record Target(Endpoint endpoint, Forwarding forwarding) {}

  /** A sorry server on the director itself needs nothing. */
  private static Stream<Target> targets(VirtualService service) {
    return Stream.concat(
            service.realServers().stream()
                .map(server -> new Target(server.endpoint(), server.forwarding())),
            service.sorryServer().stream()
                .map(sorry -> new Target(sorry.endpoint(), sorry.forwarding())))
        .filter(target -> !target.endpoint().address().isLoopbackAddress());
  }

  private void add(Configuration configuration, VirtualService service, Target target) {
    ForwardingMethod method =
        configuration.director().dataPlane() == PlaneChoice.PROXY
            ? ForwardingMethod.FULLNAT
            : target.forwarding().method();
    services.add(service.name() + " by " + method);
    switch (method) {
      case DR -> addressesOf(service, "dr");
      case TUN -> {
        addressesOf(service, "tun");
        tunnel(service, target);
      }
      case NAT -> gateways.add(gateway(configuration, target.endpoint().address()));
      case FULLNAT -> notes.add(service.name() + " comes from the director: it needs nothing");
    }
  }

  private void addressesOf(VirtualService service, String method) {
    methods.add(method);
    for (ServiceKey key : service.keys()) {
      switch (key) {
        case ServiceKey.Address address -> addresses.add(address.endpoint().address());
        case ServiceKey.Mark mark ->
            notes.add(
                mark
                    + " does not tell its addresses: add those that the director's firewall marks");
      }
    }
  }

  private void tunnel(VirtualService service, Target target) {
    Forwarding.Tunnel tunnel =
        target
            .forwarding()
            .tunnel()
            .orElse(
                new Forwarding.Tunnel(
                    Forwarding.TunnelType.IPIP, 0, Forwarding.TunnelChecksum.NOCSUM));
    switch (tunnel.type()) {
      case IPIP -> ipInIp(service, target.endpoint().isIpv6());
      case GRE -> devices.add(target.endpoint().isIpv6() ? "ip6gre0" : "gre0");
      case GUE -> {
        guePorts.add(new GuePort(tunnel.port(), target.endpoint().isIpv6()));
        ipInIp(service, target.endpoint().isIpv6());
      }
    }
  }

  /** Which device unpacks depends on the families of the packet inside and of the one around it. */
  private void ipInIp(VirtualService service, boolean outerIpv6) {
    for (ServiceKey key : service.keys()) {
      boolean innerIpv6 = key.family() == AddressFamily.IPV6;
      devices.add(outerIpv6 ? "ip6tnl0" : innerIpv6 ? "sit0" : "tunl0");
    }
  }

  /** A virtual address in the server's network moves with the mastership; a fixed one does not. */
  private static String gateway(Configuration configuration, InetAddress server) {
    return configuration.vrrp().virtualRouters().stream()
        .flatMap(
            router ->
                Stream.concat(router.addresses().stream(), router.excludedAddresses().stream()))
        .map(VirtualAddress::prefix)
        .filter(prefix -> !prefix.isHost() && prefix.contains(server))
        .map(prefix -> Endpoint.text(prefix.address()))
        .findFirst()
        .orElse("");
  }

  InetAddress server() {
    return server;
  }

  /** Virtual addresses that the machine must have, IPv4 first. */
  List<InetAddress> addresses() {
    return addresses.stream()
        .sorted(Comparator.comparing(address -> new Endpoint(address, 0)))
        .toList();
  }

  /** {@code dr}, {@code tun}, both or none. */
  Set<String> methods() {
    return methods;
  }

  /** Devices that unpack tunnelled packets. */
  Set<String> devices() {
    return devices;
  }

  /** Where GUE tunnels arrive. */
  Set<GuePort> guePorts() {
    return guePorts;
  }

  /** Whether packets are translated on their way, so that answers must take the way back. */
  boolean isTranslated() {
    return !gateways.isEmpty();
  }

  /** The virtual address that leads back through whoever is master; empty when none is known. */
  Optional<String> gateway() {
    return gateways.stream().filter(address -> !address.isEmpty()).findFirst();
  }

  /** {@code TCP 10.0.0.1:80 by DR}. */
  Set<String> services() {
    return services;
  }

  /** What a person must know or do besides. */
  Set<String> notes() {
    return notes;
  }
}

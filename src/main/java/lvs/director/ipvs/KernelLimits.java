package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelType;
import lvs.director.model.ForwardingMethod;
import lvs.director.model.Persistence;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/**
 * What the kernel refuses with a bare number (net/netfilter/ipvs/ip_vs_ctl.c), or takes and then
 * does not do: told before, with the remedy.
 */
final class KernelLimits {
  /** IP_VS_PENAME_MAXLEN of linux/ip_vs.h, with the zero at the end. */
  private static final int ENGINE_NAME_LENGTH = 15;

  private static final byte ALL_ONES = (byte) 0xff;

  private KernelLimits() {}

  /** Why a service cannot be; empty when nothing speaks against it. */
  static Optional<String> refusal(ServiceTable.Service service) {
    return switch (service.key()) {
      case ServiceKey.Mark mark when mark.mark() == 0 ->
          Optional.of("firewall mark 0 is what unmarked packets have; write a mark of 1 or more");
      case ServiceKey.Mark _ -> persistence(service);
      case ServiceKey.Address address -> address(address, service).or(() -> persistence(service));
    };
  }

  private static Optional<String> address(
      ServiceKey.Address address, ServiceTable.Service service) {
    if (address.endpoint().port() == 0 && service.persistence().isEmpty()) {
      return Optional.of(
          "port 0 means every port, which the kernel only has for persistent services; write a"
              + " port, or persistence_timeout");
    }
    if (service.scheduling().onePacket() && address.protocol() != Protocol.UDP) {
      return Optional.of(
          "only UDP can be scheduled datagram by datagram; remove ops, or write protocol UDP");
    }
    return Optional.empty();
  }

  private static Optional<String> persistence(ServiceTable.Service service) {
    return service.persistence().flatMap(each -> persistence(service.key().family(), each));
  }

  private static Optional<String> persistence(AddressFamily family, Persistence persistence) {
    if (family == AddressFamily.IPV6 && persistence.prefixLength() == 0) {
      return Optional.of(
          "an IPv6 persistence_granularity is a prefix length of 1 to 128; write one");
    }
    return persistence
        .engine()
        .filter(engine -> engine.isEmpty() || engine.length() > ENGINE_NAME_LENGTH)
        .map(
            engine ->
                "the name of a persistence engine has 1 to %d letters, and %s is none; the kernel has sip"
                    .formatted(ENGINE_NAME_LENGTH, engine.isEmpty() ? "nothing" : engine));
  }

  /** Why a server cannot be; empty when nothing speaks against it. */
  static Optional<String> refusal(ServiceKey key, ServiceTable.Server server) {
    return method(server)
        .or(() -> family(key, server))
        .or(() -> address(server.endpoint()))
        .or(() -> tunnel(server))
        .or(() -> thresholds(server));
  }

  private static Optional<String> method(ServiceTable.Server server) {
    return server.forwarding().method() == ForwardingMethod.FULLNAT
        ? Optional.of(
            "the kernel's IPVS cannot rewrite both addresses (FULLNAT); write lvs_method NAT, DR or"
                + " TUN, or data_plane proxy")
        : Optional.empty();
  }

  private static Optional<String> family(ServiceKey key, ServiceTable.Server server) {
    boolean mixed =
        server.endpoint().isIpv6() != (key.family() == AddressFamily.IPV6)
            && server.forwarding().method() != ForwardingMethod.TUN;
    return mixed
        ? Optional.of(
            "service and real server are of different address families, which only tunnels can"
                + " bridge; write lvs_method TUN, or an address of the same family")
        : Optional.empty();
  }

  private static Optional<String> address(Endpoint endpoint) {
    InetAddress address = endpoint.address();
    return address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address)
        ? Optional.of(endpoint.host() + " is not the address of one machine; correct it")
        : Optional.empty();
  }

  private static boolean isBroadcast(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean all = bytes.length == 4;
    for (byte each : bytes) {
      all = all && each == ALL_ONES;
    }
    return all;
  }

  private static Optional<String> tunnel(ServiceTable.Server server) {
    Tunnel tunnel = server.forwarding().tunnel().orElse(IpvsServer.PLAIN);
    return tunnel.type() == TunnelType.GUE && tunnel.port() == 0
        ? Optional.of("a gue tunnel needs the UDP port of its other end; write type gue port N")
        : Optional.empty();
  }

  private static Optional<String> thresholds(ServiceTable.Server server) {
    return Integer.compareUnsigned(server.lowerThreshold(), server.upperThreshold()) > 0
        ? Optional.of(
            "lthreshold %s is above uthreshold %s, so it could never take connections again; lower it"
                .formatted(
                    Integer.toUnsignedString(server.lowerThreshold()),
                    Integer.toUnsignedString(server.upperThreshold())))
        : Optional.empty();
  }
}

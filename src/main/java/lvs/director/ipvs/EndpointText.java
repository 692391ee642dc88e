package lvs.director.ipvs;

import java.util.Locale;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/** Addresses with ports, and keys of services, as ipvsadm writes them. */
final class EndpointText {
  private final Names names;

  EndpointText(Names names) {
    this.names = names;
  }

  /**
   * {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}, {@code www.example.com:http}.
   *
   * @param protocol of the service, whose name the port may have; a firewall mark has none
   */
  String of(Endpoint endpoint, Optional<Protocol> protocol) {
    String host = names.host(endpoint.address()).orElseGet(endpoint::host);
    String port =
        protocol
            .flatMap(known -> names.service(endpoint.port(), known))
            .orElseGet(() -> Integer.toString(endpoint.port()));
    return endpoint.isIpv6() ? "[" + host + "]:" + port : host + ":" + port;
  }

  static Optional<Protocol> protocol(ServiceKey key) {
    return key instanceof ServiceKey.Address address
        ? Optional.of(address.protocol())
        : Optional.empty();
  }

  /** The options that name a service: {@code -t 10.0.0.1:80}, {@code -f 7 -6}. */
  String option(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address(Protocol protocol, Endpoint endpoint) ->
          option(protocol) + " " + of(endpoint, Optional.of(protocol));
      case ServiceKey.Mark(AddressFamily family, int mark) ->
          "-f " + Integer.toUnsignedString(mark) + (family == AddressFamily.IPV6 ? " -6" : "");
    };
  }

  private static String option(Protocol protocol) {
    return protocol == Protocol.SCTP
        ? "--sctp-service"
        : "-" + protocol.name().toLowerCase(Locale.ROOT).charAt(0);
  }
}

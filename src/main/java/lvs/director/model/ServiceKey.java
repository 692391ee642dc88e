package lvs.director.model;

import java.util.Comparator;
import java.util.Locale;
import lvs.director.base.Endpoint;

/** What makes a service in the table one service: protocol and address, or a firewall mark. */
public sealed interface ServiceKey extends Comparable<ServiceKey> {

  /** The order of {@code ipvsadm -Ln}: marks, family, protocol, address, port. */
  Comparator<ServiceKey> ORDER =
      Comparator.comparingInt((ServiceKey key) -> key instanceof Mark mark ? mark.mark() : 0)
          .thenComparing(ServiceKey::family)
          .thenComparing(key -> key instanceof Address a ? a.protocol() : Protocol.TCP)
          .thenComparing(
              key -> key instanceof Address a ? a.endpoint() : null,
              Comparator.nullsFirst(Comparator.naturalOrder()));

  /** A form without characters that a JMX object name would need to quote. */
  String id();

  AddressFamily family();

  @Override
  default int compareTo(ServiceKey other) {
    return ORDER.compare(this, other);
  }

  /**
   * @param protocol TCP, UDP or SCTP
   * @param endpoint virtual address and port; port 0 takes every port
   */
  record Address(Protocol protocol, Endpoint endpoint) implements ServiceKey {
    @Override
    public String id() {
      return protocol.name().toLowerCase(Locale.ROOT) + "_" + endpoint.id();
    }

    @Override
    public AddressFamily family() {
      return endpoint.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }

    @Override
    public String toString() {
      return protocol + " " + endpoint;
    }
  }

  /**
   * @param family which protocol's packets carry the mark
   * @param mark firewall mark, 1 to 2^32-1 as an unsigned int
   */
  record Mark(AddressFamily family, int mark) implements ServiceKey {
    @Override
    public String id() {
      return (family == AddressFamily.IPV6 ? "fwm6_" : "fwm_") + Integer.toUnsignedString(mark);
    }

    @Override
    public String toString() {
      return "FWM "
          + Integer.toUnsignedString(mark)
          + (family == AddressFamily.IPV6 ? " IPv6" : "");
    }
  }
}

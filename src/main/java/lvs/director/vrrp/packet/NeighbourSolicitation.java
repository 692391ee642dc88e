package lvs.director.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;

/**
 * A neighbour solicitation (RFC 4861, 4.3): who has an IPv6 address? Its frames include the headers
 * of Ethernet and IPv6.
 *
 * @param target the address that is asked for
 * @param source of the packet; {@code ::} is a probe of somebody who wants the address
 * @param mac sender of the frame
 */
public record NeighbourSolicitation(InetAddress target, InetAddress source, MacAddress mac) {
  private static final InetAddress UNSPECIFIED = Endpoint.address("::").orElseThrow();
  private static final InetAddress SOLICITED_NODES =
      Endpoint.address("ff02::1:ff00:0").orElseThrow();

  /**
   * A probe as of duplicate address detection (RFC 4862, 5.4.2): from nobody, without an option, to
   * the group of those whose address ends so. Who has the address answers to all nodes.
   */
  public static byte[] probe(MacAddress mac, Inet6Address target) {
    return new NeighbourFrame(
            mac,
            UNSPECIFIED,
            solicitedNode(target),
            NeighbourFrame.TYPE_SOLICITATION,
            0,
            target,
            new byte[0])
        .encode();
  }

  /** RFC 4291, 2.7.1: the last 24 bits of the address. */
  static InetAddress solicitedNode(InetAddress target) {
    byte[] group = Arrays.copyOf(SOLICITED_NODES.getAddress(), 16);
    System.arraycopy(target.getAddress(), 13, group, 13, 3);
    return IpAddresses.of(group);
  }

  /**
   * @param frame with Ethernet header; padding behind is ignored
   * @return empty for what is none, or not valid (RFC 4861, 7.1.1)
   */
  public static Optional<NeighbourSolicitation> decode(byte[] frame) {
    return NeighbourFrame.decode(frame)
        .filter(each -> each.type() == NeighbourFrame.TYPE_SOLICITATION)
        .filter(each -> !each.target().isMulticastAddress())
        .map(each -> new NeighbourSolicitation(each.target(), each.source(), each.from()));
  }
}

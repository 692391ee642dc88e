package lvs.director.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.ByteWriter;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;

/**
 * A neighbour advertisement (RFC 4861, 4.4): where an IPv6 address is. Its frames include the
 * headers of Ethernet and IPv6.
 *
 * @param target the address that is spoken of
 * @param mac where it is: from the option, or else the sender of the frame
 * @param router the sender forwards packets
 * @param solicited it answers a question
 * @param override what was known before is wrong
 */
public record NeighbourAdvertisement(
    InetAddress target, MacAddress mac, boolean router, boolean solicited, boolean override) {
  private static final long ROUTER = 1L << 31;
  private static final long SOLICITED = 1L << 30;
  private static final long OVERRIDE = 1L << 29;
  private static final InetAddress ALL_NODES = Endpoint.address("ff02::1").orElseThrow();

  /**
   * The unsolicited one of a new master: from the virtual address to all nodes (RFC 9568, 6.4.1),
   * overriding what they knew.
   *
   * @param router whether this machine forwards IPv6; hosts would take back a route through it
   */
  public static byte[] encode(MacAddress mac, Inet6Address target, boolean router) {
    long flags = OVERRIDE | (router ? ROUTER : 0);
    byte[] option =
        new ByteWriter()
            .u8(NeighbourFrame.OPTION_TARGET_LINK_ADDRESS)
            .u8(1)
            .bytes(mac.bytes())
            .toBytes();
    return new NeighbourFrame(
            mac, target, ALL_NODES, NeighbourFrame.TYPE_ADVERTISEMENT, flags, target, option)
        .encode();
  }

  /**
   * @param frame with Ethernet header; padding behind is ignored
   * @return empty for what is none, or not valid (RFC 4861, 7.1.2)
   */
  public static Optional<NeighbourAdvertisement> decode(byte[] frame) {
    return NeighbourFrame.decode(frame)
        .filter(each -> each.type() == NeighbourFrame.TYPE_ADVERTISEMENT)
        .filter(each -> !each.target().isMulticastAddress())
        .map(NeighbourAdvertisement::of);
  }

  private static NeighbourAdvertisement of(NeighbourFrame frame) {
    return new NeighbourAdvertisement(
        frame.target(),
        frame.linkAddress(NeighbourFrame.OPTION_TARGET_LINK_ADDRESS).orElse(frame.from()),
        (frame.flags() & ROUTER) != 0,
        (frame.flags() & SOLICITED) != 0,
        (frame.flags() & OVERRIDE) != 0);
  }
}

package lvs.director.vrrp.packet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;

/**
 * ARP for IPv4 over Ethernet (RFC 826), its frames including the Ethernet header.
 *
 * @param operation 1 request, 2 reply
 * @param targetMac means nothing in a request
 */
public record ArpPacket(
    int operation,
    MacAddress senderMac,
    InetAddress senderAddress,
    MacAddress targetMac,
    InetAddress targetAddress) {
  public static final int REQUEST = 1;
  public static final int REPLY = 2;

  private static final int HARDWARE_ETHERNET = 1;
  private static final int PROTOCOL_IPV4 = 0x0800;
  private static final int BODY_BYTES = 28;
  private static final InetAddress NOBODY = Endpoint.address("0.0.0.0").orElseThrow();

  /**
   * Gratuitous ARP: everybody on the link who knows the address learns that it is at {@code mac}
   * now. Sent as keepalived does it, as a request (RFC 5227, 3) with the broadcast address as
   * target.
   */
  public static byte[] gratuitous(MacAddress mac, Inet4Address address) {
    return new ArpPacket(REQUEST, mac, address, MacAddress.BROADCAST, address).encode();
  }

  /** A probe (RFC 5227, 2.1.1): who has the address already? No cache learns anything from it. */
  public static byte[] probe(MacAddress mac, Inet4Address address) {
    return new ArpPacket(REQUEST, mac, NOBODY, new MacAddress(0), address).encode();
  }

  /** The frame, sent to all from {@link #senderMac}. */
  public byte[] encode() {
    ByteWriter frame =
        EthernetHeader.begin(MacAddress.BROADCAST, senderMac, EthernetHeader.TYPE_ARP);
    return frame
        .u16be(HARDWARE_ETHERNET)
        .u16be(PROTOCOL_IPV4)
        .u8(MacAddress.LENGTH_BYTES)
        .u8(senderAddress.getAddress().length)
        .u16be(operation)
        .bytes(senderMac.bytes())
        .bytes(senderAddress.getAddress())
        .bytes(targetMac.bytes())
        .bytes(targetAddress.getAddress())
        .toBytes();
  }

  /**
   * @param frame with Ethernet header; padding behind is ignored
   * @return empty for what is no ARP for IPv4 over Ethernet
   */
  public static Optional<ArpPacket> decode(byte[] frame) {
    ByteReader reader = new ByteReader(frame);
    if (!EthernetHeader.skip(reader, EthernetHeader.TYPE_ARP) || reader.remaining() < BODY_BYTES) {
      return Optional.empty();
    }
    boolean ipv4OverEthernet =
        reader.u16be() == HARDWARE_ETHERNET
            & reader.u16be() == PROTOCOL_IPV4
            & reader.u8() == MacAddress.LENGTH_BYTES
            & reader.u8() == 4;
    int operation = reader.u16be();
    ArpPacket packet =
        new ArpPacket(
            operation,
            MacAddress.of(reader.bytes(MacAddress.LENGTH_BYTES)),
            IpAddresses.of(reader.bytes(4)),
            MacAddress.of(reader.bytes(MacAddress.LENGTH_BYTES)),
            IpAddresses.of(reader.bytes(4)));
    return ipv4OverEthernet ? Optional.of(packet) : Optional.empty();
  }

  /** True when the sender says that the address is its own; a probe does not. */
  public boolean claims(InetAddress address) {
    return senderAddress.equals(address);
  }
}

package lvs.director.linux;

import static lvs.director.linux.SocketCalls.*;

import com.sun.jna.LastErrorException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.ByteReader;
import lvs.director.base.MacAddress;
import lvs.director.vrrp.packet.ArpPacket;
import lvs.director.vrrp.packet.NeighbourAdvertisement;

/**
 * Hears ARP or neighbour advertisements that come in by one interface and speak of certain
 * addresses. A filter in the kernel looks at the address, so that the requests of a large LAN wake
 * nobody. The socket is bound to one protocol: one of ETH_P_ALL would also see, and slow down,
 * every packet that leaves.
 *
 * <pre>
 *   ARP   0 Ethernet 14 | 14 types and operation 8 | 22 sender's MAC 6 | 28 sender's address 4
 *   NA    0 Ethernet 14 | 14 IPv6: 20 next header 1 | 54 ICMPv6: type 1 | 62 target 16
 * </pre>
 */
final class ClaimSocket {
  private static final int ARP_SENDER = 28;
  private static final int IPV6_NEXT_HEADER = 20;
  private static final int ICMPV6_TYPE = 54;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;

  /** The last four bytes: what tells addresses of one network apart. */
  private static final int TARGET_END = 62 + 12;

  /** PACKET_HOST, _BROADCAST, _MULTICAST, _OTHERHOST of linux/if_packet.h; above are our own. */
  private static final int PACKET_OTHERHOST = 3;

  /** What the socket is for. */
  record Key(String interfaceName, int interfaceIndex, boolean ipv6, Set<InetAddress> addresses) {}

  /**
   * @param by who says so
   */
  record Claim(String interfaceName, InetAddress address, MacAddress by) {}

  final Key key;
  final int fd;

  private ClaimSocket(Key key, int fd) {
    this.key = key;
    this.fd = fd;
  }

  static ClaimSocket open(Key key) throws LastErrorException {
    int fd = SocketCalls.open(AF_PACKET, 0); // hears nothing until it is bound
    try {
      filter(key).attach(fd);
      bind(fd, linkAddress(key.interfaceIndex, key.ipv6 ? ETH_P_IPV6 : ETH_P_ARP));
      return new ClaimSocket(key, fd);
    } catch (LastErrorException failed) {
      SocketCalls.close(fd);
      throw failed;
    }
  }

  static PacketFilter filter(Key key) {
    PacketFilter filter = new PacketFilter();
    if (key.ipv6) {
      filter.loadByte(IPV6_NEXT_HEADER).rejectUnlessEqual(IPPROTO_ICMPV6);
      filter.loadByte(ICMPV6_TYPE).rejectUnlessEqual(NEIGHBOUR_ADVERTISEMENT);
    }
    int instructionsPerAddress = 2;
    int room = PacketFilter.LIMIT_INSTRUCTIONS - filter.length() - 2;
    if (key.addresses.size() * instructionsPerAddress > room) {
      return filter.accept(); // too many to ask for each: judged after delivery
    }
    filter.loadWord(key.ipv6 ? TARGET_END : ARP_SENDER);
    key.addresses.stream()
        .map(address -> new ByteReader(address.getAddress()))
        .map(bytes -> (int) bytes.skip(bytes.remaining() - Integer.BYTES).u32be())
        .distinct()
        .forEach(filter::acceptIfEqual);
    return filter.reject();
  }

  /** Who claims one of the addresses with the frame that was received last. */
  Optional<Claim> claim(Message message) {
    if (message.packetType() > PACKET_OTHERHOST) {
      return Optional.empty();
    }
    byte[] frame = message.payload(0, message.payloadBytes());
    Optional<Claim> claim =
        key.ipv6
            ? NeighbourAdvertisement.decode(frame).map(each -> claim(each.target(), each.mac()))
            : ArpPacket.decode(frame).map(each -> claim(each.senderAddress(), each.senderMac()));
    return claim.filter(each -> key.addresses.contains(each.address));
  }

  private Claim claim(InetAddress address, MacAddress by) {
    return new Claim(key.interfaceName, address, by);
  }

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }
}

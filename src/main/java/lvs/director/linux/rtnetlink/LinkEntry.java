package lvs.director.linux.rtnetlink;

import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.MacAddress;
import lvs.director.base.NetlinkAttributes;
import lvs.director.base.NetlinkMessage;

/**
 * An interface as the kernel has it.
 *
 * @param kind such as macvlan; empty for hardware
 * @param baseIndex interface below, in the same namespace; 0 for none
 * @param masterIndex bridge, bond or VRF that it belongs to; 0 for none
 * @param group number
 * @param vrfTable of a VRF device, otherwise 0
 * @param mode MACVLAN_MODE_* of a macvlan, IPVLAN_F_* of an ipvlan, otherwise 0
 * @param alias empty for none
 */
public record LinkEntry(
    int index,
    String name,
    int type,
    int flags,
    Optional<MacAddress> mac,
    int mtuBytes,
    String kind,
    int baseIndex,
    int masterIndex,
    long group,
    long vrfTable,
    int mode,
    String alias) {

  private static final int IFF_UP = 1;
  private static final int IFF_LOOPBACK = 8;
  private static final int IFF_RUNNING = 0x40;
  private static final int IFF_NOARP = 0x80;
  private static final int IFF_MULTICAST = 0x1000;
  private static final int ARPHRD_ETHER = 1;

  public boolean up() {
    return (flags & IFF_UP) != 0;
  }

  public boolean running() {
    return (flags & IFF_RUNNING) != 0;
  }

  public boolean multicast() {
    return (flags & IFF_MULTICAST) != 0;
  }

  /** Neighbours find addresses by ARP or neighbour discovery there. */
  public boolean resolvesAddresses() {
    return ethernet() && (flags & (IFF_LOOPBACK | IFF_NOARP)) == 0;
  }

  public boolean ethernet() {
    return type == ARPHRD_ETHER;
  }

  /** Reads RTM_NEWLINK and RTM_DELLINK; empty for what is no interface's own message. */
  public static Optional<LinkEntry> decode(NetlinkMessage message) {
    ByteReader header = message.payload();
    if (header.remaining() < LinkMessages.HEADER_BYTES || header.u8() != Families.UNSPECIFIED) {
      return Optional.empty(); // AF_BRIDGE tells of ports, with the same type of message
    }
    int type = header.skip(1).u16ne();
    int index = (int) header.u32ne();
    int flags = (int) header.u32ne();
    NetlinkAttributes attributes = message.attributes(LinkMessages.HEADER_BYTES);
    NetlinkAttributes info = attributes.nested(LinkMessages.IFLA_LINKINFO);
    String kind = info.text(LinkMessages.IFLA_INFO_KIND).orElse("");
    NetlinkAttributes data = info.nested(LinkMessages.IFLA_INFO_DATA);
    boolean elsewhere = attributes.has(LinkMessages.IFLA_LINK_NETNSID);
    return attributes
        .text(LinkMessages.IFLA_IFNAME)
        .map(
            name ->
                new LinkEntry(
                    index,
                    name,
                    type,
                    flags,
                    mac(attributes),
                    (int) attributes.u32ne(LinkMessages.IFLA_MTU).orElse(0),
                    kind,
                    elsewhere ? 0 : (int) attributes.u32ne(LinkMessages.IFLA_LINK).orElse(0),
                    (int) attributes.u32ne(LinkMessages.IFLA_MASTER).orElse(0),
                    attributes.u32ne(LinkMessages.IFLA_GROUP).orElse(0),
                    kind.equals("vrf") ? data.u32ne(LinkMessages.IFLA_VRF_TABLE).orElse(0) : 0,
                    mode(kind, data),
                    attributes.text(LinkMessages.IFLA_IFALIAS).orElse("")));
  }

  private static int mode(String kind, NetlinkAttributes data) {
    return switch (kind) {
      case "macvlan" -> (int) data.u32ne(LinkMessages.IFLA_MACVLAN_MODE).orElse(0);
      case "ipvlan" -> data.u16ne(LinkMessages.IFLA_IPVLAN_FLAGS).orElse(0);
      default -> 0;
    };
  }

  private static Optional<MacAddress> mac(NetlinkAttributes attributes) {
    return attributes
        .bytes(LinkMessages.IFLA_ADDRESS)
        .filter(bytes -> bytes.length == MacAddress.LENGTH_BYTES)
        .map(MacAddress::of);
  }
}

package lvs.director.linux.rtnetlink;

import lvs.director.base.ByteWriter;
import lvs.director.base.MacAddress;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.VirtualInterface.IpvlanMode;

/**
 * RTM_NEWLINK, RTM_DELLINK and RTM_GETLINK.
 *
 * <pre>
 * struct ifinfomsg  0 ifi_family 1  2 ifi_type 2  4 ifi_index 4  8 ifi_flags 4  12 ifi_change 4
 * </pre>
 */
public final class LinkMessages {
  public static final int RTM_NEWLINK = 16;
  public static final int RTM_DELLINK = 17;
  private static final int RTM_GETLINK = 18;

  static final int HEADER_BYTES = 16;
  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_LINK = 5;
  static final int IFLA_MASTER = 10;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_IFALIAS = 20;
  private static final int IFLA_AF_SPEC = 26;
  static final int IFLA_GROUP = 27;
  private static final int IFLA_EXT_MASK = 29;
  static final int IFLA_LINK_NETNSID = 37;

  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;
  static final int IFLA_MACVLAN_MODE = 1;
  static final int IFLA_VRF_TABLE = 1;
  private static final int IFLA_IPVLAN_MODE = 1;
  static final int IFLA_IPVLAN_FLAGS = 2;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;

  public static final int MACVLAN_MODE_PRIVATE = 1;
  private static final int IPVLAN_MODE_L2 = 0;
  private static final int IPVLAN_F_PRIVATE = 1;
  private static final int IPVLAN_F_VEPA = 2;
  private static final int IN6_ADDR_GEN_MODE_NONE = 1;
  private static final int RTEXT_FILTER_SKIP_STATS = 8;
  private static final int IFF_UP = 1;

  private LinkMessages() {}

  /** All interfaces, without their counters. */
  public static NetlinkRequest list() {
    return new NetlinkRequest(RTM_GETLINK, NetlinkRequest.DUMP)
        .header(w -> header(w, 0, 0, 0))
        .u32ne(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  }

  /** One interface. */
  public static NetlinkRequest find(int index) {
    return new NetlinkRequest(RTM_GETLINK, 0)
        .header(w -> header(w, index, 0, 0))
        .u32ne(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS);
  }

  /**
   * A private macvlan that makes no IPv6 address by itself.
   *
   * @param group number
   */
  public static NetlinkRequest macvlan(String name, int baseIndex, MacAddress mac, long group) {
    return create(name, baseIndex, group)
        .bytes(IFLA_ADDRESS, mac.bytes())
        .nest(
            IFLA_LINKINFO,
            info ->
                info.text(IFLA_INFO_KIND, "macvlan")
                    .nest(
                        IFLA_INFO_DATA,
                        data -> data.u32ne(IFLA_MACVLAN_MODE, MACVLAN_MODE_PRIVATE)));
  }

  /** An ipvlan in layer 2 mode. */
  public static NetlinkRequest ipvlan(String name, int baseIndex, IpvlanMode mode, long group) {
    return create(name, baseIndex, group)
        .nest(
            IFLA_LINKINFO,
            info ->
                info.text(IFLA_INFO_KIND, "ipvlan")
                    .nest(
                        IFLA_INFO_DATA,
                        data ->
                            data.u16ne(IFLA_IPVLAN_MODE, IPVLAN_MODE_L2)
                                .u16ne(IFLA_IPVLAN_FLAGS, ipvlanFlags(mode))));
  }

  /** IPVLAN_F_*. */
  public static int ipvlanFlags(IpvlanMode mode) {
    return switch (mode) {
      case BRIDGE -> 0;
      case PRIVATE -> IPVLAN_F_PRIVATE;
      case VEPA -> IPVLAN_F_VEPA;
    };
  }

  private static NetlinkRequest create(String name, int baseIndex, long group) {
    return new NetlinkRequest(RTM_NEWLINK, NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE)
        .header(w -> header(w, 0, 0, 0))
        .text(IFLA_IFNAME, name)
        .u32ne(IFLA_LINK, baseIndex)
        .u32ne(IFLA_GROUP, group);
  }

  /** No IPv6 address is made by the kernel when the interface comes up. */
  public static NetlinkRequest withoutOwnAddress(int index) {
    return new NetlinkRequest(RTM_NEWLINK, 0)
        .header(w -> header(w, index, 0, 0))
        .nest(
            IFLA_AF_SPEC,
            spec ->
                spec.nest(
                    Families.IPV6,
                    inet6 -> inet6.u8(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE)));
  }

  public static NetlinkRequest alias(int index, String alias) {
    return new NetlinkRequest(RTM_NEWLINK, 0)
        .header(w -> header(w, index, 0, 0))
        .attribute(
            IFLA_IFALIAS, w -> w.bytes(alias.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  public static NetlinkRequest up(int index) {
    return new NetlinkRequest(RTM_NEWLINK, 0).header(w -> header(w, index, IFF_UP, IFF_UP));
  }

  public static NetlinkRequest delete(int index) {
    return new NetlinkRequest(RTM_DELLINK, 0).header(w -> header(w, index, 0, 0));
  }

  private static void header(ByteWriter out, int index, int flags, int changed) {
    out.u8(Families.UNSPECIFIED).u8(0).u16ne(0).u32ne(index).u32ne(flags).u32ne(changed);
  }
}

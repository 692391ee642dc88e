package lvs.director.linux.rtnetlink;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.NetlinkAttributes;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;

/**
 * A route as the kernel has it, as far as it matters whether it is there.
 *
 * @param linkIndex where it leads to; 0 for several or none
 */
public record RouteEntry(Key key, int linkIndex) {
  /** Metric that the kernel gives an IPv6 route that has none (IP6_RT_PRIO_USER). */
  private static final long IPV6_METRIC = 1024;

  /** RTM_F_CLONED: an entry of the route cache. */
  private static final int CLONED = 0x200;

  /**
   * What makes a route another one.
   *
   * @param family {@link Families}
   * @param type RTN_*
   * @param protocol origin
   */
  public record Key(
      int family,
      long table,
      Prefix destination,
      Optional<Prefix> from,
      int typeOfService,
      long metric,
      int type,
      int protocol)
      implements ItemKey {

    /** One can replace the other. */
    public boolean competesWith(Key other) {
      return family == other.family
          && table == other.table
          && destination.equals(other.destination)
          && metric == other.metric;
    }
  }

  public boolean isMarked() {
    return key.protocol == Mark.DIRECTOR;
  }

  /** What a request would make. */
  public static RouteEntry of(NetlinkRequest request) {
    byte[] bytes = request.encode(0);
    return decode(NetlinkMessage.split(bytes, bytes.length).getFirst()).orElseThrow();
  }

  /** Reads RTM_NEWROUTE and RTM_DELROUTE; empty for what is no IPv4 or IPv6 route. */
  public static Optional<RouteEntry> decode(NetlinkMessage message) {
    ByteReader header = message.payload();
    if (header.remaining() < RouteMessages.HEADER_BYTES) {
      return Optional.empty();
    }
    int family = header.u8();
    int destinationBits = header.u8();
    int sourceBits = header.u8();
    int typeOfService = header.u8();
    int table = header.u8();
    int protocol = header.u8();
    header.u8(); // scope
    int type = header.u8();
    NetlinkAttributes attributes = message.attributes(RouteMessages.HEADER_BYTES);
    Optional<Prefix> destination =
        prefix(family, attributes, RouteMessages.RTA_DST, destinationBits);
    if (destination.isEmpty() || (header.u32ne() & CLONED) != 0) {
      return Optional.empty();
    }
    long metric = attributes.u32ne(RouteMessages.RTA_PRIORITY).orElse(0);
    return Optional.of(
        new RouteEntry(
            new Key(
                family,
                attributes.u32ne(RouteMessages.RTA_TABLE).orElse(table),
                destination.get(),
                sourceBits == 0
                    ? Optional.empty()
                    : prefix(family, attributes, RouteMessages.RTA_SRC, sourceBits),
                typeOfService,
                metric == 0 && family == Families.IPV6 ? IPV6_METRIC : metric,
                type,
                protocol),
            (int) attributes.u32ne(RouteMessages.RTA_OIF).orElse(0)));
  }

  static Optional<Prefix> prefix(int family, NetlinkAttributes attributes, int type, int bits) {
    byte[] none = new byte[family == Families.IPV6 ? 16 : 4];
    Optional<InetAddress> address = Families.address(family, attributes.bytes(type).orElse(none));
    return address
        .filter(each -> bits <= each.getAddress().length * 8)
        .map(each -> new Prefix(each, bits));
  }
}

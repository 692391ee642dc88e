package lvs.director.linux.rtnetlink;

import java.net.InetAddress;
import lvs.director.base.ByteWriter;
import lvs.director.base.NetlinkRequest;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRoute.RouteType;

/**
 * RTM_NEWROUTE, RTM_DELROUTE and RTM_GETROUTE.
 *
 * <pre>
 * struct rtmsg  0 rtm_family 1  1 rtm_dst_len 1  2 rtm_src_len 1  3 rtm_tos 1
 *               4 rtm_table 1   5 rtm_protocol 1 6 rtm_scope 1    7 rtm_type 1  8 rtm_flags 4
 * </pre>
 */
public final class RouteMessages {
  public static final int RTM_NEWROUTE = 24;
  public static final int RTM_DELROUTE = 25;
  private static final int RTM_GETROUTE = 26;

  static final int HEADER_BYTES = 12;
  static final int RTA_DST = 1;
  static final int RTA_SRC = 2;
  static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_MULTIPATH = 9;
  private static final int RTA_FLOW = 11;
  static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;
  private static final int RTA_PREF = 20;
  private static final int RTA_ENCAP_TYPE = 21;
  private static final int RTA_ENCAP = 22;
  private static final int RTA_EXPIRES = 23;
  private static final int RTA_TTL_PROPAGATE = 26;

  private static final int RTNH_F_ONLINK = 4;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RT_TABLE_LOCAL = 255;
  private static final int SCOPE_UNIVERSE = 0;
  private static final int SCOPE_LINK = 253;
  private static final int SCOPE_HOST = 254;

  private RouteMessages() {}

  /**
   * The routes of one table and origin; older kernels that do not sift give all.
   *
   * @param family {@link Families}
   */
  public static NetlinkRequest list(int family, long table, int protocol) {
    return new NetlinkRequest(RTM_GETROUTE, NetlinkRequest.DUMP)
        .header(w -> w.u8(family).zeros(4).u8(protocol).zeros(2).u32ne(0))
        .u32ne(RTA_TABLE, table);
  }

  /** The routes of every table that this one put there. */
  public static NetlinkRequest list(int family, int protocol) {
    return new NetlinkRequest(RTM_GETROUTE, NetlinkRequest.DUMP)
        .header(w -> w.u8(family).zeros(4).u8(protocol).zeros(2).u32ne(0));
  }

  /**
   * Adds the route where its {@link VirtualRoute.Insertion} says.
   *
   * @throws Lookup.UnknownName when a name means nothing
   */
  public static NetlinkRequest put(VirtualRoute route, Lookup names) {
    return message(
        RTM_NEWROUTE,
        switch (route.insertion()) {
          case ADD -> NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE;
          case PREPEND -> NetlinkRequest.CREATE;
          case APPEND -> NetlinkRequest.CREATE | NetlinkRequest.APPEND;
        },
        route,
        names);
  }

  /**
   * @throws Lookup.UnknownName when a name means nothing
   */
  public static NetlinkRequest remove(VirtualRoute route, Lookup names) {
    return message(RTM_DELROUTE, 0, route, names);
  }

  /** Removes what the kernel showed. */
  public static NetlinkRequest remove(RouteEntry.Key key) {
    int scopeAny = key.family() == Families.IPV4 ? 255 : 0; // RT_SCOPE_NOWHERE: fib_table_delete
    NetlinkRequest request =
        new NetlinkRequest(RTM_DELROUTE, 0)
            .header(
                w ->
                    w.u8(key.family())
                        .u8(key.destination().lengthBits())
                        .u8(key.from().map(Prefix::lengthBits).orElse(0))
                        .u8(key.typeOfService())
                        .u8(0)
                        .u8(key.protocol())
                        .u8(scopeAny)
                        .u8(key.type())
                        .u32ne(0))
            .u32ne(RTA_TABLE, key.table())
            .u32ne(RTA_PRIORITY, key.metric());
    network(request, RTA_DST, key.destination());
    key.from().ifPresent(from -> network(request, RTA_SRC, from));
    return request;
  }

  private static NetlinkRequest message(int type, int flags, VirtualRoute route, Lookup names) {
    long table = table(route, names);
    int protocol = route.protocol().map(names::protocol).orElse(Mark.DIRECTOR);
    int scope = route.scope().map(names::scope).orElseGet(() -> usualScope(route));
    NetlinkRequest request =
        new NetlinkRequest(type, flags)
            .header(
                w ->
                    w.u8(Families.number(route.family()))
                        .u8(route.destination().lengthBits())
                        .u8(route.from().map(Prefix::lengthBits).orElse(0))
                        .u8(route.typeOfService().orElse(0))
                        .u8(table < 256 ? (int) table : 0)
                        .u8(protocol)
                        .u8(scope)
                        .u8(route.type().ordinal() + 1)
                        .u32ne(route.onLink() ? RTNH_F_ONLINK : 0));
    if (table > 255) {
      request.u32ne(RTA_TABLE, table);
    }
    network(request, RTA_DST, route.destination());
    route.from().ifPresent(from -> network(request, RTA_SRC, from));
    path(request, route, names);
    options(request, route, names);
    return request;
  }

  private static void network(NetlinkRequest request, int type, Prefix network) {
    if (network.lengthBits() > 0) {
      request.address(type, network.first());
    }
  }

  private static void path(NetlinkRequest request, VirtualRoute route, Lookup names) {
    route.via().ifPresent(via -> gateway(request, via, Families.number(route.family())));
    route.interfaceName().ifPresent(name -> request.u32ne(RTA_OIF, names.link(name)));
    route.encapsulation().ifPresent(tunnel -> encapsulation(request, tunnel));
    if (!route.nextHops().isEmpty()) {
      request.bytes(RTA_MULTIPATH, nextHops(route, names));
    }
  }

  private static void options(NetlinkRequest request, VirtualRoute route, Lookup names) {
    route.preferredSource().ifPresent(source -> request.address(RTA_PREFSRC, source));
    route.metric().ifPresent(metric -> request.u32ne(RTA_PRIORITY, metric));
    route.realms().ifPresent(realms -> request.u32ne(RTA_FLOW, names.realms(realms)));
    route.expires().ifPresent(time -> request.u32ne(RTA_EXPIRES, time.toSeconds()));
    route.preference().ifPresent(preference -> request.u8(RTA_PREF, number(preference)));
    route.propagatesTimeToLive().ifPresent(on -> request.u8(RTA_TTL_PROPAGATE, on ? 1 : 0));
    RouteMetrics.write(request, route);
  }

  /** As iproute2 chooses where nothing is written. */
  private static long table(VirtualRoute route, Lookup names) {
    if (route.vrf().isPresent()) {
      return names.vrfTable(route.vrf().get());
    }
    boolean local =
        switch (route.type()) {
          case LOCAL, BROADCAST, NAT, ANYCAST -> true;
          default -> false;
        };
    return route.table().map(names::table).orElse(local ? (long) RT_TABLE_LOCAL : RT_TABLE_MAIN);
  }

  /** As iproute2 chooses where nothing is written: a route without gateway ends on the link. */
  private static int usualScope(VirtualRoute route) {
    if (Families.number(route.family()) == Families.IPV6) {
      return SCOPE_UNIVERSE;
    }
    return switch (route.type()) {
      case LOCAL, NAT -> SCOPE_HOST;
      case BROADCAST, MULTICAST, ANYCAST -> SCOPE_LINK;
      case UNICAST -> hasGateway(route) ? SCOPE_UNIVERSE : SCOPE_LINK;
      default -> SCOPE_UNIVERSE;
    };
  }

  private static boolean hasGateway(VirtualRoute route) {
    return route.type() == RouteType.UNICAST
        && (route.via().isPresent() || !route.nextHops().isEmpty());
  }

  /** RTA_GATEWAY, or RTA_VIA for a gateway of the other family: struct rtvia. */
  private static void gateway(NetlinkRequest request, InetAddress via, int family) {
    if (Families.number(via) == family) {
      request.address(RTA_GATEWAY, via);
    } else {
      request.attribute(RTA_VIA, w -> w.u16ne(Families.number(via)).bytes(via.getAddress()));
    }
  }

  private static void encapsulation(NetlinkRequest request, VirtualRoute.Encapsulation tunnel) {
    request.u16ne(RTA_ENCAP_TYPE, RouteEncapsulation.type(tunnel));
    request.nest(RTA_ENCAP, inner -> RouteEncapsulation.write(inner, tunnel));
  }

  /** struct rtnexthop: rtnh_len 2, rtnh_flags 1, rtnh_hops 1 (weight - 1), rtnh_ifindex 4. */
  private static byte[] nextHops(VirtualRoute route, Lookup names) {
    ByteWriter out = new ByteWriter();
    for (VirtualRoute.NextHop hop : route.nextHops()) {
      byte[] attributes = nextHop(hop, Families.number(route.family()), names);
      int index = hop.interfaceName().map(names::link).orElse(0);
      out.u16ne(8 + attributes.length)
          .u8(hop.onLink() ? RTNH_F_ONLINK : 0)
          .u8(hop.weight() - 1)
          .u32ne(index)
          .bytes(attributes);
    }
    return out.toBytes();
  }

  private static byte[] nextHop(VirtualRoute.NextHop hop, int family, Lookup names) {
    NetlinkRequest attributes = new NetlinkRequest(0, 0);
    int header = attributes.lengthBytes();
    hop.via().ifPresent(via -> gateway(attributes, via, family));
    hop.realms().ifPresent(realms -> attributes.u32ne(RTA_FLOW, names.realms(realms)));
    hop.encapsulation().ifPresent(tunnel -> encapsulation(attributes, tunnel));
    byte[] all = attributes.encode(0);
    return java.util.Arrays.copyOfRange(all, header, all.length);
  }

  /** ICMPV6_ROUTER_PREF_*: RFC 4191, 2.1. */
  private static int number(VirtualRoute.Preference preference) {
    return switch (preference) {
      case MEDIUM -> 0;
      case HIGH -> 1;
      case LOW -> 3;
    };
  }
}

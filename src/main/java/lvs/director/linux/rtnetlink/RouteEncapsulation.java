package lvs.director.linux.rtnetlink;

import java.net.InetAddress;
import java.util.List;
import lvs.director.base.ByteWriter;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRoute.Encapsulation;

/** RTA_ENCAP: light-weight tunnels of linux/lwtunnel.h, mpls_iptunnel.h, ila.h, seg6_iptunnel.h. */
final class RouteEncapsulation {
  private static final int MPLS = 1;
  private static final int IP = 2;
  private static final int ILA = 3;
  private static final int IP6 = 4;
  private static final int SEG6 = 5;

  private static final int LWTUNNEL_IP_ID = 1;
  private static final int LWTUNNEL_IP_DST = 2;
  private static final int LWTUNNEL_IP_SRC = 3;
  private static final int LWTUNNEL_IP_TTL = 4;
  private static final int LWTUNNEL_IP_TOS = 5;
  private static final int LWTUNNEL_IP_FLAGS = 6;

  private static final int MPLS_IPTUNNEL_DST = 1;
  private static final int MPLS_IPTUNNEL_TTL = 2;
  private static final int ILA_ATTR_LOCATOR = 1;
  private static final int SEG6_IPTUNNEL_SRH = 1;
  private static final int SEGMENT_ROUTING_HEADER = 4; // RFC 8754, 2: Routing Type

  private RouteEncapsulation() {}

  /** LWTUNNEL_ENCAP_*. */
  static int type(Encapsulation encapsulation) {
    return switch (encapsulation) {
      case Encapsulation.Mpls _ -> MPLS;
      case Encapsulation.Tunnel tunnel -> tunnel.family() == AddressFamily.IPV6 ? IP6 : IP;
      case Encapsulation.Ila _ -> ILA;
      case Encapsulation.Segments _ -> SEG6;
    };
  }

  static void write(NetlinkRequest out, Encapsulation encapsulation) {
    switch (encapsulation) {
      case Encapsulation.Mpls mpls -> mpls(out, mpls);
      case Encapsulation.Tunnel tunnel -> tunnel(out, tunnel);
      case Encapsulation.Ila ila -> out.u64be(ILA_ATTR_LOCATOR, ila.locator());
      case Encapsulation.Segments segments ->
          out.attribute(SEG6_IPTUNNEL_SRH, w -> segments(w, segments));
    }
  }

  /** A label entry of RFC 3032, 2.1: label 20 bits, class 3, bottom of stack 1, time to live 8. */
  private static void mpls(NetlinkRequest out, Encapsulation.Mpls mpls) {
    List<Integer> labels = mpls.labels();
    ByteWriter stack = new ByteWriter();
    for (int i = 0; i < labels.size(); i++) {
      int bottom = i == labels.size() - 1 ? 1 : 0;
      stack.u32be((long) labels.get(i) << 12 | bottom << 8);
    }
    out.bytes(MPLS_IPTUNNEL_DST, stack.toBytes());
    mpls.timeToLive().ifPresent(ttl -> out.u8(MPLS_IPTUNNEL_TTL, ttl));
  }

  /** The numbers of LWTUNNEL_IP_* and LWTUNNEL_IP6_* are the same. */
  private static void tunnel(NetlinkRequest out, Encapsulation.Tunnel tunnel) {
    tunnel.id().ifPresent(id -> out.u64be(LWTUNNEL_IP_ID, id));
    tunnel.destination().ifPresent(address -> out.address(LWTUNNEL_IP_DST, address));
    tunnel.source().ifPresent(address -> out.address(LWTUNNEL_IP_SRC, address));
    tunnel.typeOfService().ifPresent(tos -> out.u8(LWTUNNEL_IP_TOS, tos));
    tunnel.timeToLive().ifPresent(ttl -> out.u8(LWTUNNEL_IP_TTL, ttl));
    tunnel.flags().ifPresent(flags -> out.u16be(LWTUNNEL_IP_FLAGS, flags));
  }

  /**
   * int mode, then struct ipv6_sr_hdr (linux/seg6.h): nexthdr 1, hdrlen 1 in 8 bytes without the
   * first 8, type 1, segments_left 1, first_segment 1, flags 1, tag 2, segments from the last to
   * the first. Inline, the packet's own destination takes the last place.
   */
  private static void segments(ByteWriter out, Encapsulation.Segments encapsulation) {
    boolean inline = encapsulation.mode().equals("inline");
    List<InetAddress> segments = encapsulation.segments();
    int count = segments.size() + (inline ? 1 : 0);
    out.u32ne(inline ? 0 : encapsulation.mode().equals("encap") ? 1 : 2);
    out.u8(0).u8(count * 2).u8(SEGMENT_ROUTING_HEADER).u8(count - 1).u8(count - 1).zeros(3);
    if (inline) {
      out.zeros(16);
    }
    segments.reversed().forEach(segment -> out.bytes(segment.getAddress()));
  }
}

package lvs.director.ipvs;

import java.net.Inet6Address;
import java.net.InetAddress;
import lvs.director.base.Endpoint;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.ServiceKey;

/** What goes into the nests of {@link IpvsAttributes}, in the order of linux/ip_vs.h. */
final class IpvsEncoding {
  /** Every flag becomes what is sent; a smaller mask would leave the others as they are. */
  private static final long ALL_FLAGS = 0xffff_ffffL;

  private static final int IPV4_BITS = 32;

  private IpvsEncoding() {}

  /** A mark takes the place of protocol, address and port. */
  static void key(NetlinkRequest nest, ServiceKey key) {
    nest.u16ne(IpvsAttributes.SVC_AF, IpvsAttributes.number(key.family()));
    switch (key) {
      case ServiceKey.Mark(_, int mark) -> nest.u32ne(IpvsAttributes.SVC_FWMARK, mark);
      case ServiceKey.Address(var protocol, Endpoint endpoint) -> {
        nest.u16ne(IpvsAttributes.SVC_PROTOCOL, IpvsAttributes.number(protocol));
        address(nest, IpvsAttributes.SVC_ADDR, endpoint.address());
        nest.u16be(IpvsAttributes.SVC_PORT, endpoint.port());
      }
    }
  }

  static void service(NetlinkRequest nest, IpvsService service) {
    key(nest, service.key());
    nest.text(IpvsAttributes.SVC_SCHED_NAME, service.scheduler())
        .attribute(IpvsAttributes.SVC_FLAGS, w -> w.u32ne(service.flags()).u32ne(ALL_FLAGS))
        .u32ne(IpvsAttributes.SVC_TIMEOUT, service.timeoutSeconds());
    netmask(nest, service);
    service.engine().ifPresent(engine -> nest.text(IpvsAttributes.SVC_PE_NAME, engine));
  }

  private static void netmask(NetlinkRequest nest, IpvsService service) {
    int bits = service.prefixLength();
    if (service.key().family() == AddressFamily.IPV6) {
      nest.u32ne(IpvsAttributes.SVC_NETMASK, bits);
    } else {
      nest.attribute(IpvsAttributes.SVC_NETMASK, w -> w.u32be(ALL_FLAGS << IPV4_BITS - bits));
    }
  }

  /**
   * @param family of the service; kernels before 3.18 know no other for a server
   */
  static void serverKey(NetlinkRequest nest, AddressFamily family, Endpoint server) {
    address(nest, IpvsAttributes.DEST_ADDR, server.address());
    nest.u16be(IpvsAttributes.DEST_PORT, server.port());
    if (server.isIpv6() != (family == AddressFamily.IPV6)) {
      nest.u16ne(
          IpvsAttributes.DEST_ADDR_FAMILY,
          server.isIpv6() ? IpvsAttributes.AF_INET6 : IpvsAttributes.AF_INET);
    }
  }

  static void server(NetlinkRequest nest, AddressFamily family, IpvsServer server) {
    serverKey(nest, family, server.endpoint());
    nest.u32ne(IpvsAttributes.DEST_FWD_METHOD, server.forwarding().number())
        .u32ne(IpvsAttributes.DEST_WEIGHT, server.weight())
        .u32ne(IpvsAttributes.DEST_U_THRESH, server.upperThreshold())
        .u32ne(IpvsAttributes.DEST_L_THRESH, server.lowerThreshold());
    if (!server.tunnel().equals(IpvsServer.PLAIN)) {
      tunnel(nest, server.tunnel());
    }
  }

  /** What is not sent is IP in IP for the kernel, in an edit too. */
  private static void tunnel(NetlinkRequest nest, Tunnel tunnel) {
    nest.u8(IpvsAttributes.DEST_TUN_TYPE, tunnel.type().ordinal())
        .u16be(IpvsAttributes.DEST_TUN_PORT, tunnel.port())
        .u16ne(IpvsAttributes.DEST_TUN_FLAGS, tunnel.checksum().ordinal());
  }

  /** What is 0 or empty is left out, which older kernels need and newer ones take as "default". */
  static void daemon(NetlinkRequest nest, IpvsDaemon daemon) {
    stop(nest, daemon.role(), daemon.syncId());
    nest.text(IpvsAttributes.DAEMON_MCAST_IFN, daemon.device());
    if (daemon.maxLengthBytes() != 0) {
      nest.u16ne(IpvsAttributes.DAEMON_SYNC_MAXLEN, daemon.maxLengthBytes());
    }
    daemon.group().ifPresent(group -> group(nest, group));
    if (daemon.port() != 0) {
      nest.u16ne(IpvsAttributes.DAEMON_MCAST_PORT, daemon.port());
    }
    if (daemon.ttl() != 0) {
      nest.u8(IpvsAttributes.DAEMON_MCAST_TTL, daemon.ttl());
    }
  }

  static void stop(NetlinkRequest nest, IpvsDaemon.Role role, int syncId) {
    nest.u32ne(
            IpvsAttributes.DAEMON_STATE,
            role == IpvsDaemon.Role.MASTER
                ? IpvsAttributes.STATE_MASTER
                : IpvsAttributes.STATE_BACKUP)
        .u32ne(IpvsAttributes.DAEMON_SYNC_ID, syncId);
  }

  private static void group(NetlinkRequest nest, InetAddress group) {
    int type =
        group instanceof Inet6Address
            ? IpvsAttributes.DAEMON_MCAST_GROUP6
            : IpvsAttributes.DAEMON_MCAST_GROUP;
    nest.address(type, group);
  }

  private static void address(NetlinkRequest nest, int type, InetAddress address) {
    byte[] bytes = address.getAddress();
    nest.attribute(type, w -> w.bytes(bytes).zeros(IpvsAttributes.ADDRESS_BYTES - bytes.length));
  }
}

package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.NetlinkCursor;

/** Reads the nest IPVS_CMD_ATTR_DAEMON. */
final class DaemonDecoder {
  private static final byte[] NONE = {};

  private int state;
  private String device = "";
  private int syncId;
  private int maxLengthBytes;
  private byte[] group = NONE;
  private boolean ipv6Group;
  private int port;
  private int ttl;

  private DaemonDecoder() {}

  /** Empty without a known role. */
  static Optional<IpvsDaemon> decode(NetlinkCursor nest) {
    DaemonDecoder decoder = new DaemonDecoder();
    while (nest.next()) {
      decoder.take(nest);
    }
    return decoder.role().map(decoder::daemon);
  }

  private void take(NetlinkCursor nest) {
    switch (nest.type()) {
      case IpvsAttributes.DAEMON_STATE -> state = nest.u32ne(state);
      case IpvsAttributes.DAEMON_MCAST_IFN -> device = nest.text();
      case IpvsAttributes.DAEMON_SYNC_ID -> syncId = nest.u32ne(syncId);
      case IpvsAttributes.DAEMON_SYNC_MAXLEN -> maxLengthBytes = nest.u16ne(maxLengthBytes);
      case IpvsAttributes.DAEMON_MCAST_GROUP -> group(nest, false);
      case IpvsAttributes.DAEMON_MCAST_GROUP6 -> group(nest, true);
      case IpvsAttributes.DAEMON_MCAST_PORT -> port = nest.u16ne(port);
      case IpvsAttributes.DAEMON_MCAST_TTL -> ttl = nest.u8(ttl);
      default -> {}
    }
  }

  private void group(NetlinkCursor nest, boolean ipv6) {
    group = nest.bytes(IpvsAttributes.ADDRESS_BYTES);
    ipv6Group = ipv6;
  }

  private Optional<IpvsDaemon.Role> role() {
    return switch (state) {
      case IpvsAttributes.STATE_MASTER -> Optional.of(IpvsDaemon.Role.MASTER);
      case IpvsAttributes.STATE_BACKUP -> Optional.of(IpvsDaemon.Role.BACKUP);
      default -> Optional.empty();
    };
  }

  private IpvsDaemon daemon(IpvsDaemon.Role role) {
    Optional<InetAddress> at = NetlinkCursor.address(ipv6Group, group);
    return new IpvsDaemon(role, device, syncId, maxLengthBytes, at, port, ttl);
  }
}

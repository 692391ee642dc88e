package lvs.director.ipvs;

import java.util.Optional;
import java.util.function.Consumer;
import lvs.director.base.GenericNetlink;
import lvs.director.base.NetlinkCursor;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceKey;

/**
 * The messages of the generic netlink family "IPVS", version 1, drawn at {@link IpvsAttributes}.
 * Reading is total: a message that cannot be what it should be gives empty, unknown attributes are
 * passed over.
 */
public final class IpvsMessages {
  /** IPVS_GENL_NAME. */
  public static final String FAMILY_NAME = "IPVS";

  private final int family;

  /**
   * @param family the number that the kernel gave the family at its registration
   */
  public IpvsMessages(int family) {
    this.family = family;
  }

  /** Answered by an acknowledgement only. */
  public NetlinkRequest change(IpvsChange change) {
    return switch (change) {
      case IpvsChange.AddService(IpvsService service) ->
          service(IpvsAttributes.NEW_SERVICE, nest -> IpvsEncoding.service(nest, service));
      case IpvsChange.EditService(IpvsService service) ->
          service(IpvsAttributes.SET_SERVICE, nest -> IpvsEncoding.service(nest, service));
      case IpvsChange.DeleteService(ServiceKey key) -> keyed(IpvsAttributes.DEL_SERVICE, key);
      case IpvsChange.AddServer(ServiceKey key, IpvsServer server) ->
          server(IpvsAttributes.NEW_DEST, key, server);
      case IpvsChange.EditServer(ServiceKey key, IpvsServer server) ->
          server(IpvsAttributes.SET_DEST, key, server);
      case IpvsChange.DeleteServer(ServiceKey key, var server) ->
          keyed(IpvsAttributes.DEL_DEST, key)
              .nest(
                  IpvsAttributes.DEST, nest -> IpvsEncoding.serverKey(nest, key.family(), server));
      case IpvsChange.Flush() -> request(IpvsAttributes.FLUSH);
      case IpvsChange.Zero(var key) ->
          key.map(one -> keyed(IpvsAttributes.ZERO, one))
              .orElseGet(() -> request(IpvsAttributes.ZERO));
      case IpvsChange.SetTimeouts(IpvsTimeouts timeouts) -> timeouts(timeouts);
      case IpvsChange.StartDaemon(IpvsDaemon daemon) ->
          request(IpvsAttributes.NEW_DAEMON)
              .nest(IpvsAttributes.DAEMON, nest -> IpvsEncoding.daemon(nest, daemon));
      case IpvsChange.StopDaemon(var role, int syncId) ->
          request(IpvsAttributes.DEL_DAEMON)
              .nest(IpvsAttributes.DAEMON, nest -> IpvsEncoding.stop(nest, role, syncId));
    };
  }

  /** For a dump of all services. */
  public NetlinkRequest services() {
    return request(IpvsAttributes.GET_SERVICE);
  }

  /** One service; ESRCH when there is none. */
  public NetlinkRequest service(ServiceKey key) {
    return keyed(IpvsAttributes.GET_SERVICE, key);
  }

  /** For a dump of the servers of one service; empty when there is no such service. */
  public NetlinkRequest servers(ServiceKey key) {
    return keyed(IpvsAttributes.GET_DEST, key);
  }

  /** For a dump of none to two synchronisation daemons. */
  public NetlinkRequest daemons() {
    return request(IpvsAttributes.GET_DAEMON);
  }

  public NetlinkRequest timeouts() {
    return request(IpvsAttributes.GET_CONFIG);
  }

  public NetlinkRequest info() {
    return request(IpvsAttributes.GET_INFO);
  }

  private NetlinkRequest request(int command) {
    return GenericNetlink.request(family, command, IpvsAttributes.VERSION);
  }

  private NetlinkRequest service(int command, Consumer<NetlinkRequest> nest) {
    return request(command).nest(IpvsAttributes.SERVICE, nest);
  }

  private NetlinkRequest keyed(int command, ServiceKey key) {
    return service(command, nest -> IpvsEncoding.key(nest, key));
  }

  private NetlinkRequest server(int command, ServiceKey key, IpvsServer server) {
    return keyed(command, key)
        .nest(IpvsAttributes.DEST, nest -> IpvsEncoding.server(nest, key.family(), server));
  }

  private NetlinkRequest timeouts(IpvsTimeouts timeouts) {
    return request(IpvsAttributes.SET_CONFIG)
        .u32ne(IpvsAttributes.TIMEOUT_TCP, timeouts.tcp())
        .u32ne(IpvsAttributes.TIMEOUT_TCP_FIN, timeouts.tcpFin())
        .u32ne(IpvsAttributes.TIMEOUT_UDP, timeouts.udp());
  }

  /** A service with counters and without servers; empty for what cannot be one. */
  public static Optional<IpvsReading.ServiceReading> service(NetlinkMessage answer) {
    return nest(answer, IpvsAttributes.SERVICE).flatMap(ServiceDecoder::decode);
  }

  /**
   * @param family of the service, which older kernels leave out
   */
  public static Optional<IpvsReading.ServerReading> server(
      NetlinkMessage answer, AddressFamily family) {
    return nest(answer, IpvsAttributes.DEST).flatMap(nest -> ServerDecoder.decode(nest, family));
  }

  public static Optional<IpvsDaemon> daemon(NetlinkMessage answer) {
    return nest(answer, IpvsAttributes.DAEMON).flatMap(DaemonDecoder::decode);
  }

  /** Empty unless all three are there. */
  public static Optional<IpvsTimeouts> timeouts(NetlinkMessage answer) {
    NetlinkCursor cursor = NetlinkCursor.of(answer, GenericNetlink.HEADER_BYTES);
    int tcp = -1;
    int tcpFin = -1;
    int udp = -1;
    while (cursor.next()) {
      switch (cursor.type()) {
        case IpvsAttributes.TIMEOUT_TCP -> tcp = cursor.u32ne(tcp);
        case IpvsAttributes.TIMEOUT_TCP_FIN -> tcpFin = cursor.u32ne(tcpFin);
        case IpvsAttributes.TIMEOUT_UDP -> udp = cursor.u32ne(udp);
        default -> {}
      }
    }
    return tcp < 0 || tcpFin < 0 || udp < 0
        ? Optional.empty()
        : Optional.of(new IpvsTimeouts(tcp, tcpFin, udp));
  }

  /** Empty unless both are there. */
  public static Optional<IpvsInfo> info(NetlinkMessage answer) {
    NetlinkCursor cursor = NetlinkCursor.of(answer, GenericNetlink.HEADER_BYTES);
    int version = -1;
    int size = -1;
    while (cursor.next()) {
      switch (cursor.type()) {
        case IpvsAttributes.INFO_VERSION -> version = cursor.u32ne(version);
        case IpvsAttributes.INFO_CONN_TAB_SIZE -> size = cursor.u32ne(size);
        default -> {}
      }
    }
    return version < 0 || size < 0
        ? Optional.empty()
        : Optional.of(new IpvsInfo(versionText(version), size));
  }

  /** NVERSION of linux/ip_vs.h: a byte for each part. */
  private static String versionText(int version) {
    return (version >> 16 & 0xff) + "." + (version >> 8 & 0xff) + "." + (version & 0xff);
  }

  private static Optional<NetlinkCursor> nest(NetlinkMessage answer, int type) {
    NetlinkCursor cursor = NetlinkCursor.of(answer, GenericNetlink.HEADER_BYTES);
    while (cursor.next()) {
      if (cursor.type() == type) {
        return Optional.of(cursor.nested());
      }
    }
    return Optional.empty();
  }
}

package lvs.director.ipvs;

import java.util.Optional;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;

/**
 * Commands and attributes of the family "IPVS": enums of uapi linux/ip_vs.h. A message nests them:
 *
 * <pre>
 *  nlmsghdr 16 | genlmsghdr 4: cmd, version 1 | attributes
 *    +- SERVICE  AF u16, then FWMARK u32 or PROTOCOL u16, ADDR 16, PORT be16: the key
 *    |           SCHED_NAME text, FLAGS {u32 flags, u32 mask}, TIMEOUT u32 s, PE_NAME text,
 *    |           NETMASK: be32 of IPv4, u32 prefix length of IPv6
 *    |           +- STATS, STATS64
 *    +- DEST     ADDR 16, PORT be16, ADDR_FAMILY u16
 *    |           FWD_METHOD, WEIGHT, U_THRESH, L_THRESH u32, TUN_TYPE u8, TUN_PORT be16,
 *    |           TUN_FLAGS u16
 *    |           ACTIVE_CONNS, INACT_CONNS, PERSIST_CONNS u32
 *    |           +- STATS, STATS64
 *    +- DAEMON   STATE, SYNC_ID u32, MCAST_IFN text, SYNC_MAXLEN u16, MCAST_GROUP be32,
 *    |           MCAST_GROUP6 16, MCAST_PORT u16, MCAST_TTL u8
 *    +- TIMEOUT_TCP, TIMEOUT_TCP_FIN, TIMEOUT_UDP u32 s
 *  STATS, STATS64: CONNS to OUTBPS; u32 and u64 for bytes, or all u64
 * </pre>
 *
 * Numbers are in the machine's byte order but for those marked be. ADDR has 16 bytes in any case;
 * an IPv4 address stands in the first four.
 */
final class IpvsAttributes {
  static final int VERSION = 1;

  /** IPVS_CMD_*. */
  static final int NEW_SERVICE = 1;

  static final int SET_SERVICE = 2;
  static final int DEL_SERVICE = 3;
  static final int GET_SERVICE = 4;
  static final int NEW_DEST = 5;
  static final int SET_DEST = 6;
  static final int DEL_DEST = 7;
  static final int GET_DEST = 8;
  static final int NEW_DAEMON = 9;
  static final int DEL_DAEMON = 10;
  static final int GET_DAEMON = 11;
  static final int SET_CONFIG = 12;
  static final int GET_CONFIG = 13;
  static final int SET_INFO = 14;
  static final int GET_INFO = 15;
  static final int ZERO = 16;
  static final int FLUSH = 17;

  /** IPVS_CMD_ATTR_*. */
  static final int SERVICE = 1;

  static final int DEST = 2;
  static final int DAEMON = 3;
  static final int TIMEOUT_TCP = 4;
  static final int TIMEOUT_TCP_FIN = 5;
  static final int TIMEOUT_UDP = 6;

  /** IPVS_SVC_ATTR_*. */
  static final int SVC_AF = 1;

  static final int SVC_PROTOCOL = 2;
  static final int SVC_ADDR = 3;
  static final int SVC_PORT = 4;
  static final int SVC_FWMARK = 5;
  static final int SVC_SCHED_NAME = 6;
  static final int SVC_FLAGS = 7;
  static final int SVC_TIMEOUT = 8;
  static final int SVC_NETMASK = 9;
  static final int SVC_STATS = 10;
  static final int SVC_PE_NAME = 11;
  static final int SVC_STATS64 = 12;

  /** IPVS_DEST_ATTR_*. */
  static final int DEST_ADDR = 1;

  static final int DEST_PORT = 2;
  static final int DEST_FWD_METHOD = 3;
  static final int DEST_WEIGHT = 4;
  static final int DEST_U_THRESH = 5;
  static final int DEST_L_THRESH = 6;
  static final int DEST_ACTIVE_CONNS = 7;
  static final int DEST_INACT_CONNS = 8;
  static final int DEST_PERSIST_CONNS = 9;
  static final int DEST_STATS = 10;
  static final int DEST_ADDR_FAMILY = 11;
  static final int DEST_STATS64 = 12;
  static final int DEST_TUN_TYPE = 13;
  static final int DEST_TUN_PORT = 14;
  static final int DEST_TUN_FLAGS = 15;

  /** IPVS_DAEMON_ATTR_*. */
  static final int DAEMON_STATE = 1;

  static final int DAEMON_MCAST_IFN = 2;
  static final int DAEMON_SYNC_ID = 3;
  static final int DAEMON_SYNC_MAXLEN = 4;
  static final int DAEMON_MCAST_GROUP = 5;
  static final int DAEMON_MCAST_GROUP6 = 6;
  static final int DAEMON_MCAST_PORT = 7;
  static final int DAEMON_MCAST_TTL = 8;

  /** IPVS_STATS_ATTR_*. */
  static final int STATS_CONNS = 1;

  static final int STATS_INPKTS = 2;
  static final int STATS_OUTPKTS = 3;
  static final int STATS_INBYTES = 4;
  static final int STATS_OUTBYTES = 5;
  static final int STATS_CPS = 6;
  static final int STATS_INPPS = 7;
  static final int STATS_OUTPPS = 8;
  static final int STATS_INBPS = 9;
  static final int STATS_OUTBPS = 10;

  /** IPVS_INFO_ATTR_*. */
  static final int INFO_VERSION = 1;

  static final int INFO_CONN_TAB_SIZE = 2;

  /** IP_VS_STATE_*. */
  static final int STATE_MASTER = 1;

  static final int STATE_BACKUP = 2;

  /** IP_VS_CONN_F_FWD_MASK. */
  static final int FORWARDING_MASK = 7;

  /** union nf_inet_addr. */
  static final int ADDRESS_BYTES = 16;

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private IpvsAttributes() {}

  static int number(AddressFamily family) {
    return family == AddressFamily.IPV6 ? AF_INET6 : AF_INET;
  }

  static Optional<AddressFamily> family(int number) {
    return switch (number) {
      case AF_INET -> Optional.of(AddressFamily.IPV4);
      case AF_INET6 -> Optional.of(AddressFamily.IPV6);
      default -> Optional.empty();
    };
  }

  /** IPPROTO_* of linux/in.h. */
  static int number(Protocol protocol) {
    return switch (protocol) {
      case TCP -> 6;
      case UDP -> 17;
      case SCTP -> 132;
    };
  }

  static Optional<Protocol> protocol(int number) {
    return switch (number) {
      case 6 -> Optional.of(Protocol.TCP);
      case 17 -> Optional.of(Protocol.UDP);
      case 132 -> Optional.of(Protocol.SCTP);
      default -> Optional.empty();
    };
  }
}

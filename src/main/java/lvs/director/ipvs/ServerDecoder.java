package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.NetlinkCursor;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;

/** Reads the nest IPVS_CMD_ATTR_DEST in one pass. */
final class ServerDecoder {
  private static final byte[] NONE = {};
  private static final TunnelType[] TUNNEL_TYPES = TunnelType.values();

  private byte[] address = NONE;
  private int port = -1;
  private int familyNumber;
  private int forwardingNumber;
  private int weight;
  private int upperThreshold;
  private int lowerThreshold;
  private int active;
  private int inactive;
  private int persistent;
  private int tunnelType;
  private int tunnelPort;
  private int tunnelFlags;
  private final CountersDecoder counters = new CountersDecoder();

  private ServerDecoder() {}

  /** Empty without address and port, or with a forwarding method or tunnel that nobody knows. */
  static Optional<IpvsReading.ServerReading> decode(NetlinkCursor nest, AddressFamily family) {
    ServerDecoder decoder = new ServerDecoder();
    decoder.familyNumber = IpvsAttributes.number(family);
    while (nest.next()) {
      decoder.take(nest);
    }
    return decoder.reading();
  }

  private void take(NetlinkCursor nest) {
    switch (nest.type()) {
      case IpvsAttributes.DEST_ADDR -> address = nest.bytes(IpvsAttributes.ADDRESS_BYTES);
      case IpvsAttributes.DEST_PORT -> port = nest.u16be(port);
      case IpvsAttributes.DEST_ADDR_FAMILY -> familyNumber = nest.u16ne(familyNumber);
      case IpvsAttributes.DEST_FWD_METHOD -> forwardingNumber = nest.u32ne(forwardingNumber);
      case IpvsAttributes.DEST_WEIGHT -> weight = nest.u32ne(weight);
      case IpvsAttributes.DEST_U_THRESH -> upperThreshold = nest.u32ne(upperThreshold);
      case IpvsAttributes.DEST_L_THRESH -> lowerThreshold = nest.u32ne(lowerThreshold);
      case IpvsAttributes.DEST_ACTIVE_CONNS -> active = nest.u32ne(active);
      case IpvsAttributes.DEST_INACT_CONNS -> inactive = nest.u32ne(inactive);
      case IpvsAttributes.DEST_PERSIST_CONNS -> persistent = nest.u32ne(persistent);
      case IpvsAttributes.DEST_TUN_TYPE -> tunnelType = nest.u8(tunnelType);
      case IpvsAttributes.DEST_TUN_PORT -> tunnelPort = nest.u16be(tunnelPort);
      case IpvsAttributes.DEST_TUN_FLAGS -> tunnelFlags = nest.u16ne(tunnelFlags);
      case IpvsAttributes.DEST_STATS -> counters.narrow(nest.nested());
      case IpvsAttributes.DEST_STATS64 -> counters.wide(nest.nested());
      default -> {}
    }
  }

  private Optional<IpvsReading.ServerReading> reading() {
    Optional<IpvsForwarding> forwarding =
        IpvsForwarding.ofNumber(forwardingNumber & IpvsAttributes.FORWARDING_MASK);
    if (port < 0 || tunnelType >= TUNNEL_TYPES.length || forwarding.isEmpty()) {
      return Optional.empty();
    }
    return IpvsAttributes.family(familyNumber)
        .flatMap(family -> NetlinkCursor.address(family == AddressFamily.IPV6, address))
        .map(at -> reading(at, forwarding.get()));
  }

  private IpvsReading.ServerReading reading(InetAddress at, IpvsForwarding forwarding) {
    IpvsServer server =
        new IpvsServer(
            new Endpoint(at, port), forwarding, tunnel(), weight, upperThreshold, lowerThreshold);
    return new IpvsReading.ServerReading(
        server,
        Integer.toUnsignedLong(active),
        Integer.toUnsignedLong(inactive),
        Integer.toUnsignedLong(persistent),
        counters.counters());
  }

  private Tunnel tunnel() {
    if (tunnelType == 0 && tunnelPort == 0 && tunnelFlags == 0) {
      return IpvsServer.PLAIN;
    }
    return new Tunnel(TUNNEL_TYPES[tunnelType], tunnelPort, checksum());
  }

  /** IP_VS_TUNNEL_ENCAP_FLAG_CSUM 1 and _REMCSUM 2; the kernel looks at the first of them first. */
  private TunnelChecksum checksum() {
    if ((tunnelFlags & 1) != 0) {
      return TunnelChecksum.CSUM;
    }
    return (tunnelFlags & 2) != 0 ? TunnelChecksum.REMCSUM : TunnelChecksum.NOCSUM;
  }
}

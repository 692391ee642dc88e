package lvs.director.ipvs;

import java.util.List;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.Endpoint;
import lvs.director.base.NetlinkCursor;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceKey;

/** Reads the nest IPVS_CMD_ATTR_SERVICE in one pass. */
final class ServiceDecoder {
  private static final int IPV6_BITS = 128;
  private static final byte[] NONE = {};

  private int familyNumber;
  private int protocolNumber;
  private byte[] address = NONE;
  private int port = -1;
  private int mark;
  private String scheduler;
  private int flags;
  private int timeoutSeconds;
  private byte[] netmask = NONE;
  private String engine = "";
  private final CountersDecoder counters = new CountersDecoder();

  private ServiceDecoder() {}

  /** Empty without key or scheduler. */
  static Optional<IpvsReading.ServiceReading> decode(NetlinkCursor nest) {
    ServiceDecoder decoder = new ServiceDecoder();
    while (nest.next()) {
      decoder.take(nest);
    }
    return decoder.reading();
  }

  private void take(NetlinkCursor nest) {
    switch (nest.type()) {
      case IpvsAttributes.SVC_AF -> familyNumber = nest.u16ne(familyNumber);
      case IpvsAttributes.SVC_PROTOCOL -> protocolNumber = nest.u16ne(protocolNumber);
      case IpvsAttributes.SVC_ADDR -> address = nest.bytes(IpvsAttributes.ADDRESS_BYTES);
      case IpvsAttributes.SVC_PORT -> port = nest.u16be(port);
      case IpvsAttributes.SVC_FWMARK -> mark = nest.u32ne(mark);
      case IpvsAttributes.SVC_SCHED_NAME -> scheduler = nest.text();
      case IpvsAttributes.SVC_FLAGS -> flags = nest.u32ne(flags);
      case IpvsAttributes.SVC_TIMEOUT -> timeoutSeconds = nest.u32ne(timeoutSeconds);
      case IpvsAttributes.SVC_NETMASK -> netmask = nest.bytes(Integer.BYTES);
      case IpvsAttributes.SVC_PE_NAME -> engine = nest.text();
      case IpvsAttributes.SVC_STATS -> counters.narrow(nest.nested());
      case IpvsAttributes.SVC_STATS64 -> counters.wide(nest.nested());
      default -> {}
    }
  }

  private Optional<IpvsReading.ServiceReading> reading() {
    return scheduler == null
        ? Optional.empty()
        : IpvsAttributes.family(familyNumber).flatMap(this::key).map(this::reading);
  }

  private Optional<ServiceKey> key(AddressFamily family) {
    if (mark != 0) {
      return Optional.of(new ServiceKey.Mark(family, mark));
    }
    return port < 0
        ? Optional.empty()
        : IpvsAttributes.protocol(protocolNumber)
            .flatMap(
                protocol ->
                    NetlinkCursor.address(family == AddressFamily.IPV6, address)
                        .map(at -> new ServiceKey.Address(protocol, new Endpoint(at, port))));
  }

  private IpvsReading.ServiceReading reading(ServiceKey key) {
    IpvsService service =
        new IpvsService(
            key,
            scheduler,
            flags & ~IpvsService.HASHED,
            timeoutSeconds,
            prefixLength(key.family()),
            engine.isEmpty() ? Optional.empty() : Optional.of(engine));
    return new IpvsReading.ServiceReading(service, counters.counters(), List.of());
  }

  /** A mask with holes, which only other programs make, counts its ones. */
  private int prefixLength(AddressFamily family) {
    boolean ipv6 = family == AddressFamily.IPV6;
    if (netmask.length < Integer.BYTES) {
      return ipv6 ? IPV6_BITS : Integer.SIZE;
    }
    int number = (int) new ByteReader(netmask).u32ne();
    return ipv6 ? number : Integer.bitCount(number);
  }
}

package lvs.director.ipvs;

import java.util.Optional;
import lvs.director.base.NetlinkMessage;
import lvs.director.base.NetlinkRequest;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceKey;

/** The messages of the generic netlink family "IPVS", version 1. */
public final class IpvsMessages {
  private final int family;

  /**
   * @param family the number that the kernel gave the family at its registration
   */
  public IpvsMessages(int family) {
    this.family = family;
  }

  public NetlinkRequest change(IpvsChange change) {
    throw new UnsupportedOperationException("family " + family);
  }

  /** A dump of all services. */
  public NetlinkRequest services() {
    throw new UnsupportedOperationException();
  }

  /** A dump of the servers of one service. */
  public NetlinkRequest servers(ServiceKey key) {
    throw new UnsupportedOperationException();
  }

  /** A service with counters and without servers; empty for what cannot be one. */
  public static Optional<IpvsReading.ServiceReading> service(NetlinkMessage answer) {
    throw new UnsupportedOperationException();
  }

  /**
   * @param family of the service, which older kernels leave out
   */
  public static Optional<IpvsReading.ServerReading> server(
      NetlinkMessage answer, AddressFamily family) {
    throw new UnsupportedOperationException();
  }
}

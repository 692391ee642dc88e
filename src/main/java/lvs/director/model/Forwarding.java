package lvs.director.model;

import java.util.Optional;

/**
 * A forwarding method with its tunnel settings.
 *
 * @param method how packets reach the real server
 * @param tunnel present only where the method is TUN and the type was written out
 */
public record Forwarding(ForwardingMethod method, Optional<Tunnel> tunnel) {
  public static final Forwarding NAT = new Forwarding(ForwardingMethod.NAT, Optional.empty());
  public static final Forwarding DR = new Forwarding(ForwardingMethod.DR, Optional.empty());
  public static final Forwarding TUN = new Forwarding(ForwardingMethod.TUN, Optional.empty());

  /** The wrapping of tunnelled packets (IPVS_DEST_ATTR_TUN_TYPE in linux/ip_vs.h). */
  public enum TunnelType {
    IPIP,
    GUE,
    GRE
  }

  /** Checksums in the tunnel header (IP_VS_TUNNEL_ENCAP_FLAG_* in linux/ip_vs.h). */
  public enum TunnelChecksum {
    NOCSUM,
    CSUM,
    REMCSUM
  }

  /**
   * @param type the wrapping
   * @param port UDP port of GUE, otherwise 0
   * @param checksum checksum in the tunnel header
   */
  public record Tunnel(TunnelType type, int port, TunnelChecksum checksum) {}
}

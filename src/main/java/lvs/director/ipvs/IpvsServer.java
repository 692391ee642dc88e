package lvs.director.ipvs;

import lvs.director.base.Endpoint;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Forwarding.TunnelChecksum;
import lvs.director.model.Forwarding.TunnelType;

/**
 * A real server ("destination") as the kernel has it.
 *
 * @param tunnel wrapping; {@link #PLAIN} unless forwarding is {@link IpvsForwarding#TUNNEL}
 * @param weight 0 to 2147483647; 0 takes no new connections
 * @param upperThreshold connections above which it takes no new ones, unsigned; 0 is no limit
 * @param lowerThreshold connections below which it takes new ones again, unsigned
 */
public record IpvsServer(
    Endpoint endpoint,
    IpvsForwarding forwarding,
    Tunnel tunnel,
    int weight,
    int upperThreshold,
    int lowerThreshold) {
  /** IP in IP, without port and checksum: what the kernel takes when nothing was said. */
  public static final Tunnel PLAIN = new Tunnel(TunnelType.IPIP, 0, TunnelChecksum.NOCSUM);

  /** Whether there is nothing to change; a server on this machine has the method it must have. */
  public boolean fulfils(IpvsServer wanted) {
    return equals(wanted)
        || endpoint.equals(wanted.endpoint)
            && weight == wanted.weight
            && upperThreshold == wanted.upperThreshold
            && lowerThreshold == wanted.lowerThreshold
            && forwarding == IpvsForwarding.LOCAL;
  }
}

package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;

/**
 * The links of this machine and their addresses at one moment.
 *
 * @param links by name
 */
public record NetworkState(Map<String, Link> links) {
  public static final NetworkState EMPTY = new NetworkState(Map.of());

  public Optional<Link> link(String name) {
    return Optional.ofNullable(links.get(name));
  }

  /**
   * A network interface.
   *
   * @param index number, new when it is deleted and made again
   * @param kind such as macvlan or bridge; empty for hardware
   * @param up administratively (IFF_UP)
   * @param running it has a carrier (IFF_RUNNING)
   * @param ethernet of type ARPHRD_ETHER
   * @param multicast IFF_MULTICAST
   * @param mac empty where links have none
   * @param mtuBytes largest packet
   * @param baseIndex index of the link below (macvlan, VLAN), 0 for none
   * @param vrf name of the VRF device it belongs to
   */
  public record Link(
      String name,
      int index,
      String kind,
      boolean up,
      boolean running,
      boolean ethernet,
      boolean multicast,
      Optional<MacAddress> mac,
      int mtuBytes,
      int baseIndex,
      Optional<String> vrf,
      List<LinkAddress> addresses) {

    /** Fit to send and receive. */
    public boolean isUsable() {
      return up && running;
    }
  }

  /**
   * @param scope RT_SCOPE_*: 0 is global, 253 link, 254 host
   * @param tentative IPv6: duplicate address detection is not over, so it cannot be a source
   * @param ours carries the director's mark (IFA_PROTO) or is a virtual address that it holds
   */
  public record LinkAddress(Prefix prefix, int scope, boolean tentative, boolean ours) {
    public InetAddress address() {
      return prefix.address();
    }
  }
}

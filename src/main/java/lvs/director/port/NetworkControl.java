package lvs.director.port;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import lvs.director.base.MacAddress;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualAddress;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.OwnedItems;

/**
 * Addresses, routes, rules and interfaces of the kernel, and what the neighbours are told. Called
 * by the thread {@code net-effects} only. Every method does all that can be done and returns what
 * could not: one line each with what, why and the remedy; empty when all is well.
 */
public interface NetworkControl extends AutoCloseable {

  /** Exactly these interfaces of ours; others that an earlier run left are deleted. */
  List<String> interfaces(Set<InterfacePlan> plans);

  /** Exactly these static items; what was there before is not touched. */
  List<String> statics(StaticAddresses statics);

  List<String> take(String router, OwnedItems items, OptionalInt leaseSeconds);

  List<String> drop(String router, OwnedItems items);

  List<String> renew(String router, List<VirtualAddress> addresses, int leaseSeconds);

  /**
   * Removes addresses, routes and rules that carry the director's mark and are not held: what an
   * earlier run left and the configuration no longer has.
   *
   * @param kept addresses that a virtual router may still take over
   */
  List<String> cleanUp(Set<InetAddress> kept);

  /** One gratuitous ARP or unsolicited neighbour advertisement, now. */
  List<String> announce(VirtualAddress address);

  /** One ARP probe (RFC 5227) or neighbour solicitation for the address, now. */
  List<String> probe(VirtualAddress address);

  /** Gives back what is not a virtual router's: sysctls, firewall tables. */
  @Override
  void close();

  /** What others claim, and what others take away. Called by {@code link-monitor}. */
  interface Listener {
    void network(lvs.director.vrrp.NetworkState state);

    /**
     * @param router empty for a static item
     */
    void lost(String router, String what, boolean tracked, java.util.Optional<String> trackGroup);

    void claimed(String interfaceName, InetAddress address, MacAddress by);
  }
}

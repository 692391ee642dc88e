package lvs.director.ipvs;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/**
 * A network that an interface of this machine is in.
 *
 * @param device the interface
 * @param address the machine's own address there, with the length of the network
 */
public record AttachedNetwork(String device, Prefix address) {

  /** Whether a machine's own address is this one. */
  static boolean isOwn(Collection<AttachedNetwork> networks, InetAddress address) {
    return networks.stream().anyMatch(each -> each.address.address().equals(address));
  }

  /**
   * Interfaces by which both a virtual address and a real server of NAT are reached. Answers that
   * come by such an interface leave by it again, and the kernel then tells the real server of a
   * shorter way, past the director.
   */
  public static SortedSet<String> withOneNetworkNat(
      Collection<AttachedNetwork> networks, ServiceTable table) {
    SortedSet<String> devices = new TreeSet<>();
    for (NatServer nat : NatServer.in(table, AddressFamily.IPV4, networks)) {
      if (nat.service() instanceof ServiceKey.Address virtual) {
        InetAddress address = virtual.endpoint().address();
        networks.stream()
            .filter(each -> each.joins(List.of(address, nat.server().address())))
            .map(AttachedNetwork::device)
            .forEach(devices::add);
      }
    }
    return devices;
  }

  private boolean joins(List<InetAddress> both) {
    return !address.isHost() && both.stream().allMatch(address::contains);
  }
}

package lvs.director.model;

import java.util.List;
import java.util.Optional;

/**
 * Where the rules go that drop packets to virtual addresses (no_accept).
 *
 * @param iptables chains for input and output; empty uses none
 * @param ipsets names of the sets for addr4, addr6, addr_if6, igmp, mld and nd; empty uses no sets
 * @param nftables table of the rules; empty uses nftables only where it must
 */
public record FirewallSettings(
    Optional<Chains> iptables, Optional<List<String>> ipsets, Optional<Table> nftables) {
  public static final FirewallSettings NONE =
      new FirewallSettings(
          Optional.empty(), Optional.of(ipsetNames("keepalived")), Optional.empty());

  /** The six names that keepalived makes from one. */
  public static List<String> ipsetNames(String base) {
    return List.of(base, base + "6", base + "_if6", base + "_igmp", base + "_mld", base + "_nd");
  }

  /** Chains of iptables that get the rules for packets in and out. */
  public record Chains(String input, String output) {}

  /**
   * @param priority of the chains
   * @param byInterfaceIndex match interfaces by number instead of name
   */
  public record Table(String name, int priority, boolean byInterfaceIndex, boolean counters) {
    public static final Table DEFAULT = new Table("keepalived", -1, false, false);
  }
}

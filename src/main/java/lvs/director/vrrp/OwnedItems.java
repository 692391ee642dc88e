package lvs.director.vrrp;

import java.util.List;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRule;

/**
 * What a master puts on the machine, in the order of putting: addresses (with those that are
 * excluded from advertisements), routes, rules. Every name of an interface is the one to use: that
 * of the VMAC where there is one.
 *
 * @param blocked addresses whose traffic is dropped although they are held (no_accept)
 * @param promotesSecondaries set promote_secondaries on the interfaces meanwhile
 */
public record OwnedItems(
    List<VirtualAddress> addresses,
    List<VirtualRoute> routes,
    List<VirtualRule> rules,
    List<VirtualAddress> blocked,
    boolean promotesSecondaries) {
  public static final OwnedItems NONE =
      new OwnedItems(List.of(), List.of(), List.of(), List.of(), false);

  public boolean isEmpty() {
    return addresses.isEmpty() && routes.isEmpty() && rules.isEmpty() && blocked.isEmpty();
  }
}

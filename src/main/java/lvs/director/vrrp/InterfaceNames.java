package lvs.director.vrrp;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRouter;

/**
 * Names of the interfaces that the director makes: PREFIX.VRID, for IPv6 PREFIX6.VRID, and with a
 * number behind the prefix where that is taken. A virtual router keeps its names over reloads.
 */
final class InterfaceNames {
  private final Map<String, String> previous;
  private final Map<String, String> given = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  InterfaceNames(Map<String, String> previous) {
    this.previous = previous;
    taken.addAll(previous.values());
  }

  /** For the next reload. */
  Map<String, String> given() {
    return given;
  }

  /**
   * @param owner key of the virtual router, which outlives reloads
   * @param base the interface below
   */
  String choose(String prefix, VirtualRouter router, String owner, String base) {
    String key = owner + " on " + base;
    String known = previous.get(key);
    String name = known != null ? known : fresh(prefix, router);
    given.put(key, name);
    return name;
  }

  private String fresh(String prefix, VirtualRouter router) {
    String family = router.family() == AddressFamily.IPV6 ? "6" : "";
    String name = prefix + family + "." + router.vrid();
    for (int number = 1; !taken.add(name); number++) {
      name = prefix + (number == 6 ? "06" : number) + "." + router.vrid();
    }
    return name;
  }
}

package lvs.director.model;

import java.util.List;

/** What stands on the machine from start to stop, whoever is master. */
public record StaticAddresses(
    List<VirtualAddress> addresses, List<VirtualRoute> routes, List<VirtualRule> rules) {
  public static final StaticAddresses NONE = new StaticAddresses(List.of(), List.of(), List.of());
}

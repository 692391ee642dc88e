package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.AdvertisementTransport.Multicast;
import lvs.director.model.SyncGroup;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualInterface.Vmac;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpConfiguration;

/**
 * The virtual routers and sync groups that are configured, by the names and keys that others use.
 */
final class Election {
  private List<Router> routers = List.of();
  private Map<String, Router> byName = Map.of();
  private Map<String, Router> byHandle = Map.of();
  private Map<String, Group> groups = Map.of();
  private Set<InetAddress> virtual = Set.of();

  /**
   * By what a virtual router is known again after a reload: not by its name, which may change.
   *
   * @param channel source for unicast; group and kind of VMAC for multicast
   */
  private record Identity(int vrid, Object family, Optional<String> interfaceName, Object channel) {
    static Identity of(VirtualRouter router) {
      return new Identity(router.vrid(), router.family(), router.interfaceName(), channel(router));
    }

    private static Object channel(VirtualRouter router) {
      AdvertisementTransport transport = router.transport();
      boolean sendsFromBase =
          router.virtualInterface().orElse(null) instanceof Vmac vmac && vmac.sendsFromBase();
      return transport instanceof Multicast multicast
          ? List.of(multicast.group(), router.virtualInterface().isPresent(), sendsFromBase)
          : List.of("unicast", transport.source());
    }

    String text() {
      return vrid + " " + family + " " + interfaceName.orElse("") + " " + channel;
    }
  }

  List<Router> routers() {
    return routers;
  }

  Map<String, Group> groups() {
    return groups;
  }

  /** Addresses of all virtual routers. */
  Set<InetAddress> virtualAddresses() {
    return virtual;
  }

  Optional<Router> byHandle(String handle) {
    return Optional.ofNullable(byHandle.get(handle));
  }

  Optional<Router> byName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The virtual router of this name, or the members of this sync group, or a member's group. */
  List<Router> unit(String name) {
    if (groups.containsKey(name)) {
      return groups.get(name).members();
    }
    return byName(name)
        .map(router -> router.group.map(Group::members).orElse(List.of(router)))
        .orElse(List.of());
  }

  /** Identity of a router as text, for names that outlive reloads. */
  static String key(VirtualRouter router) {
    return Identity.of(router).text();
  }

  /** The known router for each configured one; what is not configured any more is left out. */
  Map<VirtualRouter, Router> match(List<VirtualRouter> configured) {
    Map<Identity, Router> known = new HashMap<>();
    routers.forEach(each -> known.putIfAbsent(Identity.of(each.config()), each));
    Map<VirtualRouter, Router> matched = new LinkedHashMap<>();
    for (VirtualRouter each : configured) {
      Optional.ofNullable(known.remove(Identity.of(each)))
          .ifPresent(router -> matched.put(each, router));
    }
    return matched;
  }

  /** A name for effects that no known router has. */
  String freshHandle(String name) {
    String handle = name;
    for (int number = 2; byHandle.containsKey(handle); number++) {
      handle = name + " (" + number + ")";
    }
    return handle;
  }

  void replace(List<Router> next) {
    routers = List.copyOf(next);
    byName = index(next, Router::name);
    byHandle = index(next, each -> each.handle);
    virtual = new HashSet<>();
    for (Router each : next) {
      Stream.concat(each.config().addresses().stream(), each.config().excludedAddresses().stream())
          .map(VirtualAddress::address)
          .forEach(virtual::add);
    }
  }

  private static Map<String, Router> index(List<Router> routers, Function<Router, String> key) {
    return routers.stream().collect(Collectors.toMap(key, each -> each, (a, _) -> a));
  }

  /** Sync groups are known again by name; what refers to what is worked out anew. */
  void regroup(VrrpConfiguration next) {
    Map<String, Group> regrouped = new LinkedHashMap<>();
    routers.forEach(each -> each.group = Optional.empty());
    for (SyncGroup config : next.syncGroups()) {
      Group group = groups.getOrDefault(config.name(), new Group(config));
      List<Router> members =
          config.members().stream().map(this::byName).flatMap(Optional::stream).toList();
      group.configure(config, members);
      members.forEach(each -> each.group = Optional.of(group));
      regrouped.put(config.name(), group);
    }
    groups = regrouped;
    for (Router each : routers) {
      each.references =
          References.of(
              each.config(),
              each.group.map(Group::config),
              each.group.map(Group::hasOwner).orElse(false));
    }
  }

  /** All virtual addresses that somebody's claim of matters now. */
  Set<VirtualAddress> served() {
    Set<VirtualAddress> served = new LinkedHashSet<>();
    for (Router each : routers) {
      if (each.serves()) {
        served.addAll(each.wiring().items().addresses());
      }
    }
    return served;
  }

  Set<InterfacePlan> interfaces() {
    Set<InterfacePlan> plans = new LinkedHashSet<>();
    routers.forEach(each -> plans.addAll(each.wiring().made()));
    return plans;
  }

  List<Router> serving() {
    List<Router> serving = new ArrayList<>();
    for (Router each : routers) {
      if (each.serves()) {
        serving.add(each);
      }
    }
    return serving;
  }
}

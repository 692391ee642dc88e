package lvs.director.vrrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import lvs.director.base.MacAddress;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualInterface;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpEnvironment;

/**
 * Which interfaces a virtual router works with, and what it owns as master.
 *
 * @param base interface of the configuration; empty for unicast without one
 * @param addressInterface where its addresses go: its VMAC where there is one
 * @param sendInterface advertisements leave by it, which may be a VRF; empty text lets routing
 *     decide
 * @param listenInterface advertisements come in by it, likewise
 * @param made interfaces to be made
 * @param items with the names of interfaces to use
 * @param elsewhere addresses on other interfaces, for garp_extra_if
 */
record Wiring(
    Optional<String> base,
    Optional<String> addressInterface,
    String sendInterface,
    String listenInterface,
    List<InterfacePlan> made,
    OwnedItems items,
    List<VirtualAddress> elsewhere) {

  /**
   * @param names prefix and interface below to name
   */
  static Wiring of(
      VirtualRouter router, VrrpEnvironment environment, BinaryOperator<String> names) {
    Optional<String> base = router.interfaceName();
    List<InterfacePlan> made = new ArrayList<>();
    if (base.isPresent() && router.virtualInterface().isPresent()) {
      VirtualInterface kind = router.virtualInterface().get();
      String name = kind.name().orElseGet(() -> names.apply(environment.vmacPrefix(), base.get()));
      made.add(plan(router, kind, name, base.get()));
    }
    Optional<String> own = made.stream().findFirst().map(InterfacePlan::name).or(() -> base);
    List<VirtualAddress> addresses = new ArrayList<>();
    Stream.concat(router.addresses().stream(), router.excludedAddresses().stream())
        .map(each -> placed(each, router, own, environment, names, made))
        .forEach(addresses::add);
    boolean fromBase =
        router.virtualInterface().orElse(null) instanceof VirtualInterface.Vmac vmac
            && vmac.sendsFromBase();
    String channel = (fromBase ? base : own).or(router::vrf).orElse("");
    return new Wiring(
        base,
        own,
        channel,
        channel,
        List.copyOf(made),
        items(router, addresses),
        elsewhere(router, addresses, own, made));
  }

  private static InterfacePlan plan(
      VirtualRouter router, VirtualInterface kind, String name, String base) {
    InterfacePlan.Kind made =
        switch (kind) {
          case VirtualInterface.Vmac vmac -> new InterfacePlan.Kind.Macvlan(mac(router, vmac));
          case VirtualInterface.Ipvlan ipvlan ->
              new InterfacePlan.Kind.Ipvlan(ipvlan.mode(), ipvlan.address());
        };
    return new InterfacePlan(name, base, router.family(), kind.group(), made);
  }

  /** RFC 9568, 7.3, unless the configuration gives another. */
  static MacAddress mac(VirtualRouter router, VirtualInterface.Vmac vmac) {
    if (vmac.mac().isEmpty()) {
      return MacAddress.ofVirtualRouter(router.vrid(), router.family() == AddressFamily.IPV6);
    }
    byte[] bytes = new byte[MacAddress.LENGTH_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < vmac.mac().size() ? vmac.mac().get(i) : router.vrid());
    }
    return MacAddress.of(bytes);
  }

  /** The address with the interface it really goes to; its own VMAC is planned on the way. */
  private static VirtualAddress placed(
      VirtualAddress address,
      VirtualRouter router,
      Optional<String> own,
      VrrpEnvironment environment,
      BinaryOperator<String> names,
      List<InterfacePlan> made) {
    Optional<String> base = router.interfaceName();
    if (address.interfaceName().isEmpty() || address.interfaceName().equals(base)) {
      return withInterface(address, own);
    }
    boolean everywhere =
        router.virtualInterface().orElse(null) instanceof VirtualInterface.Vmac vmac
            && vmac.onEveryInterface();
    if (!everywhere && !address.onOwnVmac()) {
      return address;
    }
    String below = address.interfaceName().get();
    String name = names.apply(environment.vmacAddressPrefix(), below);
    MacAddress mac =
        MacAddress.ofVirtualRouter(router.vrid(), address.family() == AddressFamily.IPV6);
    InterfacePlan plan =
        new InterfacePlan(
            name, below, address.family(), Optional.empty(), new InterfacePlan.Kind.Macvlan(mac));
    if (made.stream().noneMatch(each -> each.name().equals(name))) {
      made.add(plan);
    }
    return withInterface(address, Optional.of(name));
  }

  static VirtualAddress withInterface(VirtualAddress from, Optional<String> interfaceName) {
    return new VirtualAddress(
        from.prefix(),
        interfaceName,
        from.broadcast(),
        from.scope(),
        from.label(),
        from.peer(),
        from.home(),
        from.detectsDuplicates(),
        from.managesTemporaryAddresses(),
        from.noPrefixRoute(),
        from.autojoin(),
        from.preferredLifetime(),
        from.tracked(),
        from.trackGroup(),
        from.onOwnVmac());
  }

  private static OwnedItems items(VirtualRouter router, List<VirtualAddress> addresses) {
    boolean blocks = !router.acceptsTraffic() && router.priority() != VirtualRouter.OWNER_PRIORITY;
    return new OwnedItems(
        List.copyOf(addresses),
        router.routes(),
        router.rules(),
        blocks ? List.copyOf(addresses) : List.of(),
        router.promotesSecondaries());
  }

  private static List<VirtualAddress> elsewhere(
      VirtualRouter router,
      List<VirtualAddress> addresses,
      Optional<String> own,
      List<InterfacePlan> made) {
    return addresses.stream()
        .filter(each -> !each.interfaceName().equals(own))
        .filter(
            each ->
                router.gratuitousArp().extraEverywhere()
                    || made.stream()
                        .anyMatch(plan -> each.interfaceName().equals(Optional.of(plan.name()))))
        .toList();
  }
}

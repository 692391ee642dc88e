package lvs.director.config;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.VirtualRouter;

/** Rules between virtual routers. */
final class VrrpChecks {
  private VrrpChecks() {}

  static void check(VrrpDraft root, List<VirtualRouter> routers, Binding binding) {
    Map<List<Object>, VirtualRouter> identifiers = new HashMap<>();
    Map<InetAddress, VirtualRouter> owners = new HashMap<>();
    for (VirtualRouter router : routers) {
      Lines lines = root.instances.get(router.name()).lines();
      VirtualRouter same = identifiers.putIfAbsent(identity(router), router);
      if (same != null) {
        reportIdentifier(router, same, lines, binding);
      }
      addresses(root, router, owners, binding);
    }
  }

  private static void reportIdentifier(
      VirtualRouter router, VirtualRouter same, Lines lines, Binding binding) {
    binding.error(
        "duplicate-vrid",
        lines.at("virtual_router_id"),
        "vrrp_instance "
            + same.name()
            + " already uses virtual_router_id "
            + router.vrid()
            + router.interfaceName().map(name -> " on " + name).orElse("")
            + ".",
        "Give each virtual router on a network a virtual_router_id of its own.");
  }

  /** What must differ: two that agree in all of it would hear each other's advertisements. */
  private static List<Object> identity(VirtualRouter router) {
    Object destination =
        switch (router.transport()) {
          case AdvertisementTransport.Multicast multicast -> multicast.group();
          case AdvertisementTransport.Unicast unicast -> unicast.source();
        };
    return List.of(router.interfaceName(), router.vrid(), router.family(), destination);
  }

  private static void addresses(
      VrrpDraft root,
      VirtualRouter router,
      Map<InetAddress, VirtualRouter> owners,
      Binding binding) {
    InstanceBlock draft = root.instances.get(router.name()).draft();
    for (AddressSyntax each :
        Stream.of(draft.addresses, draft.excludedAddresses).flatMap(List::stream).toList()) {
      VirtualRouter owner = owners.putIfAbsent(each.prefix().address(), router);
      if (owner != null && owner != router) {
        binding.warning(
            "duplicate-address",
            each.at(),
            Endpoint.text(each.prefix().address())
                + " is an address of vrrp_instance "
                + owner.name()
                + " too; when one of them leaves MASTER it is gone for both.",
            "Keep it in one of the two.");
      }
    }
  }
}

package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Master;

/** Why a handover is not begun, in an operator's words. */
final class Refusals {
  private Refusals() {}

  /** Empty when the handover may begin. */
  static Optional<String> of(VrrpEvent.HandoverAsked asked, List<Router> routers) {
    if (routers.isEmpty()) {
      return Optional.of("no virtual router or sync group is called " + asked.name());
    }
    Optional<String> refusal =
        routers.stream().map(each -> refusal(asked, each)).flatMap(Optional::stream).findFirst();
    return refusal.or(() -> asked.to().flatMap(to -> refusal(to, routers)));
  }

  /** One member of a group that knows the address is enough. */
  private static Optional<String> refusal(InetAddress to, List<Router> routers) {
    return routers.stream()
        .filter(each -> each.peers.knows(to))
        .findFirst()
        .map(each -> isWeaker(to, each))
        .orElseGet(() -> Optional.of(isUnknown(to, routers.getFirst())));
  }

  private static Optional<String> refusal(VrrpEvent.HandoverAsked asked, Router router) {
    String name = router.name();
    if (router.state() instanceof HandingOver) {
      return Optional.of(name + " is being handed over already");
    }
    if (!(router.state() instanceof Master)) {
      String master = router.master.map(each -> "; master is " + Words.address(each)).orElse("");
      return Optional.of(name + " is " + router.state().name() + " here, not MASTER" + master);
    }
    if (router.isOwner() && !asked.hold()) {
      return Optional.of(
          name + " has priority 255 and would take the mastership back at once; hold it");
    }
    return Optional.empty();
  }

  private static String isUnknown(InetAddress to, Router router) {
    Peers peers = router.peers;
    String known =
        peers.addresses().isEmpty()
            ? "no other router of it has been heard"
            : "known are " + Words.addresses(peers.addresses());
    return Words.address(to) + " is not known as a router of " + router.name() + "; " + known;
  }

  private static Optional<String> isWeaker(InetAddress to, Router router) {
    Peers peers = router.peers;
    OptionalInt priority = peers.priorityOf(to);
    if (priority.isEmpty()) {
      return Optional.empty();
    }
    return peers.addresses().stream()
        .filter(each -> peers.priorityOf(each).orElse(0) > priority.getAsInt())
        .findFirst()
        .map(
            each ->
                Words.address(each)
                    + " has priority "
                    + peers.priorityOf(each).getAsInt()
                    + ", "
                    + Words.address(to)
                    + " only "
                    + priority.getAsInt()
                    + ": hand over to the former, or raise the priority of the latter");
  }
}

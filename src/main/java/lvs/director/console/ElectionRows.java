package lvs.director.console;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.base.Json;
import lvs.director.base.SafeName;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.GroupStatus;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.VrrpView.TrackerStatus;

/** Virtual routers, sync groups and trackers. */
final class ElectionRows {
  private final Director director;

  ElectionRows(Director director) {
    this.director = director;
  }

  Map<String, Object> router(RouterStatus status) {
    VirtualRouter router = status.router();
    return Json.object(
        "name", router.name(),
        "state", status.state(),
        "priority", status.priority(),
        "basePriority", router.priority(),
        "sinceEpochMillis", director.epochMillis(status.sinceNanos()),
        "reason", status.reason(),
        "interface", router.interfaceName(),
        "vrid", router.vrid(),
        "addresses", addresses(router),
        "master", text(status.master()),
        "masterIsUs", status.state() == RouterState.MASTER,
        "masterPriority", orNull(status.masterPriority()),
        "held", status.held(),
        "handingOver", status.handingOver(),
        "faults", status.faults(),
        "problems", status.problems(),
        "group", status.syncGroup(),
        "leaseSeconds", orNull(status.leaseSeconds()),
        "peers", status.peers().stream().map(this::peer).toList(),
        "transitions", status.counters().masterTransitions(),
        "advertisementsSent", status.counters().advertisementsSent(),
        "advertisementsReceived", status.counters().advertisementsReceived(),
        "archive", "router/" + SafeName.encode(router.name()));
  }

  private static List<String> addresses(VirtualRouter router) {
    return Stream.concat(router.addresses().stream(), router.excludedAddresses().stream())
        .map(VirtualAddress::prefix)
        .map(Object::toString)
        .toList();
  }

  private Map<String, Object> peer(PeerStatus peer) {
    return Json.object(
        "address", Endpoint.text(peer.address()),
        "priority", orNull(peer.priority()),
        "heardEpochMillis", when(peer.heardNanos()),
        "differences", peer.differences());
  }

  Map<String, Object> group(GroupStatus status) {
    return Json.object(
        "name", status.group().name(),
        "state", status.state(),
        "sinceEpochMillis", director.epochMillis(status.sinceNanos()),
        "reason", status.reason(),
        "routers", status.group().members());
  }

  Map<String, Object> tracker(TrackerStatus status) {
    return Json.object(
        "kind", status.kind(),
        "name", status.name(),
        "up", status.up(),
        "known", status.known(),
        "detail", status.detail(),
        "lastEpochMillis", when(status.lastNanos()));
  }

  private Long when(OptionalLong nanos) {
    return nanos.isPresent() ? director.epochMillis(nanos.getAsLong()) : null;
  }

  private static Integer orNull(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static Optional<String> text(Optional<InetAddress> address) {
    return address.map(Endpoint::text);
  }
}

package lvs.director.vrrp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VrrpView.GroupStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;

/** Snapshots of routers and groups for other threads. */
final class Views {
  private Views() {}

  static List<RouterStatus> routers(Collection<Router> routers, Mastership mastership) {
    List<RouterStatus> statuses = new ArrayList<>(routers.size());
    routers.forEach(each -> statuses.add(router(each, mastership)));
    return List.copyOf(statuses);
  }

  private static RouterStatus router(Router router, Mastership mastership) {
    List<String> problems = new ArrayList<>(router.peers.differences());
    problems.addAll(router.problems.values());
    return new RouterStatus(
        router.config(),
        router.state().name(),
        router.priority,
        router.sinceNanos,
        reason(router),
        router.newMasterReason,
        router.source,
        router.wiring().addressInterface(),
        router.master,
        router.masterPriority,
        router.heardNanos,
        Duration.ofNanos(router.masterDownNanos()),
        faults(router),
        List.copyOf(problems),
        router.held,
        router.state() instanceof HandingOver,
        router.serves() ? mastership.lease(router) : OptionalInt.empty(),
        router.group.map(Group::name),
        router.peers.statuses(),
        router.tally.snapshot(),
        router.takeoverNanos);
  }

  private static String reason(Router router) {
    return router.state() instanceof VirtualRouterState.Init
        ? router.waiting.orElse(router.reason)
        : router.reason;
  }

  private static List<String> faults(Router router) {
    List<String> faults = new ArrayList<>(router.faults);
    router.group.ifPresent(
        group ->
            group.members().stream()
                .filter(each -> each != router && !each.faults.isEmpty())
                .forEach(each -> faults.add(each.name() + ": " + each.faults.getFirst())));
    return List.copyOf(faults);
  }

  static List<GroupStatus> groups(Collection<Group> groups) {
    return groups.stream()
        .map(each -> new GroupStatus(each.config(), each.state, each.sinceNanos, each.reason))
        .toList();
  }
}

package lvs.director.console.browser;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpConfiguration;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView;
import lvs.director.vrrp.VrrpView.Counters;
import lvs.director.vrrp.VrrpView.GroupStatus;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.VrrpView.TrackerStatus;

/** Master of the group {@code outside}, backup of the router {@code database}. */
final class SceneElection {
  private static final String OTHER = "10.8.0.3";

  private SceneElection() {}

  static VrrpView view(VrrpConfiguration vrrp, long now) {
    List<RouterStatus> routers =
        vrrp.virtualRouters().stream().map(router -> router(router, now, List.of())).toList();
    List<GroupStatus> groups =
        vrrp.syncGroups().stream()
            .map(
                group ->
                    new GroupStatus(group, RouterState.MASTER, now - days(1), "its members agree"))
            .toList();
    TrackerStatus uplink =
        new TrackerStatus(
            "script",
            "uplink",
            true,
            true,
            "exit status 0",
            OptionalInt.of(0),
            "",
            86_000,
            20,
            2_000_000,
            OptionalLong.of(now));
    return new VrrpView(
        routers, groups, vrrp.virtualRouters().isEmpty() ? List.of() : List.of(uplink), Map.of());
  }

  /** The same with words about what is wrong. */
  static VrrpView with(VrrpView view, String router, List<String> problems, long now) {
    List<RouterStatus> routers =
        view.routers().stream()
            .map(
                each ->
                    each.router().name().equals(router)
                        ? router(each.router(), now, problems)
                        : each)
            .toList();
    return new VrrpView(routers, view.groups(), view.trackers(), view.discarded());
  }

  private static RouterStatus router(VirtualRouter router, long now, List<String> problems) {
    boolean master = !router.name().equals("database");
    return new RouterStatus(
        router,
        master ? RouterState.MASTER : RouterState.BACKUP,
        router.priority(),
        now - days(1),
        master
            ? OTHER + " said that it leaves; priority " + router.priority()
            : OTHER + " has priority 150, ours is 100",
        "priority",
        Optional.of(address("10.8.0.2")),
        Optional.of("lo"),
        Optional.of(address(master ? "10.8.0.2" : OTHER)),
        OptionalInt.of(150),
        OptionalLong.of(now),
        Duration.ofMillis(3414),
        List.of(),
        problems,
        false,
        false,
        OptionalInt.of(4),
        master ? Optional.of("outside") : Optional.empty(),
        List.of(
            new PeerStatus(
                address(OTHER),
                OptionalInt.of(master ? 100 : 150),
                OptionalLong.of(now),
                7,
                List.of())),
        new Counters(2, 1, master ? 4 : 86_031, master ? 86_012 : 3, 1, 1, 0, Map.of()),
        OptionalLong.empty());
  }

  private static long days(int days) {
    return TimeUnit.DAYS.toNanos(days) - TimeUnit.MINUTES.toNanos(7);
  }

  private static InetAddress address(String text) {
    return Endpoint.address(text).orElseThrow();
  }
}

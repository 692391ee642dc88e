package lvs.director.vrrp;

import java.util.OptionalLong;
import java.util.Set;
import lvs.director.model.StaticAddresses;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Master;

/** The orderly end: masters leave first, then everything else is taken back. */
final class Ending {
  private static final String WHY = "the director stops";

  private final Setting setting;
  private final Election election;
  private final Trackers trackers;
  private final Mastership mastership;
  private final Departures departures;
  private boolean ended;

  Ending(
      Setting setting,
      Election election,
      Trackers trackers,
      Mastership mastership,
      Departures departures) {
    this.setting = setting;
    this.election = election;
    this.trackers = trackers;
    this.mastership = mastership;
    this.departures = departures;
  }

  /** Priority 0 from every master; the others fall silent. Asked again: only the time counts. */
  void begin(Step step, OptionalLong deadlineNanos) {
    if (!setting.stopping) {
      setting.stopping = true;
      trackers.stop(step);
      for (Router each : election.routers()) {
        leave(step, each);
      }
    }
    for (Router each : election.routers()) {
      if (each.state() instanceof HandingOver leaving && deadlineNanos.isPresent()) {
        each.enter(step, leaving.until(deadlineNanos.getAsLong()));
      }
    }
  }

  private void leave(Step step, Router router) {
    switch (router.state()) {
      case Master master -> departures.begin(step, router, master);
      case HandingOver _ -> departures.forget(step, router, WHY);
      default -> {
        mastership.removeLeftovers(step, router);
        router.enter(step, VirtualRouterState.INIT);
      }
    }
  }

  boolean isDue() {
    return setting.stopping
        && !ended
        && election.routers().stream().noneMatch(each -> each.state() instanceof HandingOver);
  }

  /** Nobody serves any more. */
  void end(Step step) {
    ended = true;
    step.add(new VrrpEffect.SetStatics(StaticAddresses.NONE));
    election.routers().forEach(each -> Notifications.router(step, each, Notified.STOP, WHY));
    election.groups().values().forEach(each -> Notifications.group(step, each, Notified.STOP, WHY));
    step.add(new VrrpEffect.Listen(Set.of()));
    step.add(new VrrpEffect.MakeInterfaces(Set.of()));
    step.add(new VrrpEffect.Stopped());
  }
}

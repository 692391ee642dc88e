package lvs.director.vrrp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.InitialState;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VirtualRouterState.Backup;
import lvs.director.vrrp.VirtualRouterState.Fault;
import lvs.director.vrrp.VirtualRouterState.Init;
import lvs.director.vrrp.VirtualRouterState.Master;

/** From state to state, alone or together with the sync group. */
final class Transitions {
  private final Setting setting;
  private final Mastership mastership;
  private final Departures departures;

  Transitions(Setting setting, Mastership mastership, Departures departures) {
    this.setting = setting;
    this.mastership = mastership;
    this.departures = departures;
  }

  /** Brings a router, or all members of its group, to what their faults allow. */
  void settle(Step step, Router router) {
    if (setting.stopping) {
      return;
    }
    List<Router> unit = router.group.map(Group::members).orElse(List.of(router));
    Optional<Router> faulty = unit.stream().filter(each -> !each.faults.isEmpty()).findFirst();
    if (faulty.isPresent()) {
      unit.forEach(each -> fail(step, each, faulty.get()));
    } else if (unit.stream().noneMatch(Transitions::waits)) {
      unit.forEach(each -> start(step, each));
    }
  }

  private static boolean waits(Router router) {
    return router.state() instanceof Init && router.waiting.isPresent();
  }

  private void fail(Step step, Router router, Router faulty) {
    if (router.state() instanceof Fault) {
      return;
    }
    String why =
        router.faults.isEmpty()
            ? faulty.name() + " of the same sync group is in FAULT: " + faulty.faults.getFirst()
            : router.faults.getFirst();
    if (router.serves()) {
      mastership.sayGoodbye(step, router, Optional.empty());
      mastership.end(step, router);
    } else {
      mastership.removeLeftovers(step, router);
    }
    departures.abandoned(step, router, "it is in FAULT: " + why);
    router.wantsMaster = false;
    router.enter(step, VirtualRouterState.FAULT);
    router.explain(step, why);
    Notifications.router(step, router, Notified.FAULT, why);
  }

  /** RFC 9568, 6.4.1: from INIT, or back from FAULT. */
  private void start(Step step, Router router) {
    boolean first = router.state() instanceof Init;
    if (!first && !(router.state() instanceof Fault)) {
      return;
    }
    router.masterIntervalNanos = router.intervalNanos();
    boolean owns = router.isOwner() && router.group.map(Group::allOwners).orElse(true);
    boolean atOnce = owns && !router.held && !setting.catchesUp(router);
    if (atOnce && !setting.isQuiet(step.nowNanos)) {
      becomeMaster(step, router, "it owns the addresses (priority 255)", "priority");
      return;
    }
    long wait = atOnce ? 0 : firstWait(router, first);
    router.enter(step, Backup.until(setting.timersFrom(step.nowNanos) + wait));
    String why = first ? "started" : "fit again";
    router.explain(step, why);
    Notifications.router(step, router, Notified.BACKUP, why);
  }

  /** A group that shall be master need not wait for one that is not there. */
  private static long firstWait(Router router, boolean first) {
    boolean soon =
        first && router.group.isPresent() && router.config().initialState() == InitialState.MASTER;
    return soon
        ? router.intervalNanos()
            + Timers.skew(router.config(), VirtualRouter.OWNER_PRIORITY, router.masterIntervalNanos)
        : router.masterDownNanos();
  }

  void followToMaster(Step step, Router leader, Group group) {
    String why = leader.name() + " of the same sync group is MASTER";
    for (Router member : group.members()) {
      if (member.state() instanceof Backup && !member.held) {
        becomeMaster(step, member, why, leader.newMasterReason);
      }
    }
  }

  void becomeMaster(Step step, Router router, String why, String newMasterReason) {
    router.wantsMaster = true;
    router.yielded = false;
    router.master = router.source;
    router.masterPriority = OptionalInt.of(router.priority);
    router.newMasterReason = newMasterReason;
    mastership.begin(step, router);
    router.explain(step, why);
    Notifications.router(step, router, Notified.MASTER, why);
  }

  /** Out of MASTER; the other members of the group follow. */
  void becomeBackup(Step step, Router router, long waitNanos, boolean goodbye, String why) {
    if (goodbye) {
      mastership.sayGoodbye(step, router, Optional.empty());
    }
    mastership.end(step, router);
    router.wantsMaster = false;
    router.enter(step, Backup.until(step.nowNanos + waitNanos));
    router.explain(step, why);
    Notifications.router(step, router, Notified.BACKUP, why);
    router.group.ifPresent(group -> followToBackup(step, router, group, goodbye));
  }

  void followToBackup(Step step, Router leader, Group group, boolean goodbye) {
    String why = leader.name() + " of the same sync group is BACKUP";
    for (Router member : group.members()) {
      if (member.state() instanceof Master) {
        becomeBackup(step, member, member.masterDownNanos(), goodbye, why);
      } else if (member.state() instanceof Backup) {
        member.wantsMaster = false;
      }
    }
  }

  /** After a reload: members that were masters without each other cannot be so together. */
  void align(Step step, Group group) {
    group.members().forEach(step::touch);
    group.members().stream()
        .filter(each -> each.state() instanceof Backup)
        .findFirst()
        .ifPresent(each -> followToBackup(step, each, group, false));
  }
}

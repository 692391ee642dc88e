package lvs.director.vrrp;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.VirtualRouterState.Backup;
import lvs.director.vrrp.VirtualRouterState.Fault;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Init;
import lvs.director.vrrp.VirtualRouterState.Master;
import lvs.director.vrrp.VirtualRouterState.Sight;
import lvs.director.vrrp.VrrpNotice.Kind;

/**
 * What a virtual router makes of time and of advertisements in each of its states; the table is in
 * the package description.
 */
final class Machine {
  private final Setting setting;
  private final Mastership mastership;
  private final Departures departures;
  private final Transitions transitions;

  Machine(Setting setting, Mastership mastership, Departures departures, Transitions transitions) {
    this.setting = setting;
    this.mastership = mastership;
    this.departures = departures;
    this.transitions = transitions;
  }

  // Time

  /** Does what is due for one router. */
  void fire(Step step, Router router) {
    if (router.rivals.isDue(step.nowNanos)) {
      router.rivals.check(step.nowNanos, router.masterDownNanos());
      Priorities.reweigh(step, router, "");
    }
    switch (router.state()) {
      case Init _, Fault _ -> {}
      case Backup backup when backup.masterDownAtNanos() <= step.nowNanos ->
          expire(step, router, backup);
      case Backup _ -> {}
      case Master master -> mastership.fire(step, router, master);
      case HandingOver leaving -> departures.fire(step, router, leaving);
    }
  }

  /** RFC 9568, 6.4.2 (365): the Master_Down_Timer fires. */
  private void expire(Step step, Router router, Backup backup) {
    if (router.held || setting.stopping) {
      router.enter(step, Backup.until(step.nowNanos + router.masterDownNanos()));
      warnHeld(step, router);
      return;
    }
    String why = whyExpired(step, router, backup.sight());
    router.wantsMaster = true;
    if (router.group.isPresent() && !router.group.get().lets(router)) {
      router.enter(step, backup.downAt(step.nowNanos + router.masterDownNanos()));
      return;
    }
    transitions.becomeMaster(
        step, router, why, backup.sight() == Sight.LOWER ? "preempted" : "no-response");
    router.group.ifPresent(group -> transitions.followToMaster(step, router, group));
  }

  private void warnHeld(Step step, Router router) {
    if (!setting.stopping && router.notices.mayBeSaid(step.nowNanos, Kind.HELD_WITHOUT_MASTER)) {
      step.announce(
          Kind.HELD_WITHOUT_MASTER,
          router.name(),
          "nobody serves "
              + router.name()
              + ": no master is heard, and it is held here; release it with lvs-director failover "
              + router.name()
              + " --release");
    }
  }

  private static String whyExpired(Step step, Router router, Sight sight) {
    String who = router.master.map(Words::address).orElse("a master");
    return switch (sight) {
      case LEAVING -> who + " said that it leaves";
      case LOWER ->
          who
              + " has lower priority "
              + router.masterPriority.orElse(0)
              + " (ours "
              + router.priority
              + ")";
      case NOBODY, MASTER ->
          router.heardNanos.isPresent() && router.master.isPresent()
              ? "no advertisement of "
                  + who
                  + " for "
                  + Words.seconds(step.nowNanos - router.heardNanos.getAsLong())
              : "no advertisement heard for " + Words.seconds(step.nowNanos - router.sinceNanos);
    };
  }

  // Advertisements

  void hear(Step step, Router router, Heard heard) {
    if (setting.isQuiet(step.nowNanos)) {
      return;
    }
    switch (router.state()) {
      case Init _, Fault _ -> {
        remember(step, router, heard);
        leaveTo(step, router, heard);
      }
      case Backup backup -> backupHears(step, router, backup, heard);
      case Master _ -> masterHears(step, router, heard);
      case HandingOver leaving -> departures.hears(step, router, leaving, heard);
    }
  }

  /** Whoever advertises serves, also when we shall take over from it. */
  private void leaveTo(Step step, Router router, Heard heard) {
    if (!heard.leaves()) {
      mastership.removeLeftovers(step, router);
    }
  }

  static void remember(Step step, Router router, Heard heard) {
    router.master = Optional.of(heard.from());
    router.masterPriority = OptionalInt.of(heard.priority());
    router.heardNanos = OptionalLong.of(step.nowNanos);
  }

  /** RFC 9568, 6.4.2 (415) to (475). */
  private void backupHears(Step step, Router router, Backup backup, Heard heard) {
    if (heard.leaves()) {
      remember(step, router, heard);
      router.enter(step, backup.downAt(step.nowNanos + router.skewNanos()).seeing(Sight.LEAVING));
      return;
    }
    boolean higher = heard.priority() >= router.priority;
    long delay = router.config().preemption().delay().toNanos();
    boolean delays = delay > 0 && backup.preemptAtNanos() > step.nowNanos;
    boolean accepts =
        higher
            || delays
            || !router.config().preemption().enabled()
            || router.yielded
            || router.held
            || setting.catchesUp(router);
    remember(step, router, heard);
    leaveTo(step, router, heard);
    if (!accepts) {
      router.enter(step, backup.seeing(Sight.LOWER));
      return;
    }
    router.wantsMaster = false;
    learnInterval(router, heard);
    long preemptAt =
        higher || delay == 0
            ? Timers.NEVER
            : Math.min(backup.preemptAtNanos(), step.nowNanos + delay);
    router.enter(
        step, new Backup(step.nowNanos + router.masterDownNanos(), preemptAt, Sight.MASTER));
  }

  /** RFC 9568, 6.4.2 (445): version 3 takes the interval of the master for its own timers. */
  static void learnInterval(Router router, Heard heard) {
    if (router.config().version() == VrrpVersion.V3 && !heard.advertisement().interval().isZero()) {
      router.masterIntervalNanos = heard.advertisement().interval().toNanos();
    }
  }

  /** RFC 9568, 6.4.3 (700) to (755). */
  private void masterHears(Step step, Router router, Heard heard) {
    AdvertisementRules rules = router.config().advertisementRules();
    if (router.isOwner() && rules.ownerIgnores()) {
      return;
    }
    if (heard.leaves()) {
      mastership.advertise(step, router);
      return;
    }
    int order = Integer.compare(heard.priority(), router.priority);
    int tie = order != 0 ? order : compareSources(heard, router);
    if (tie == 0) {
      return;
    }
    boolean bothOwners = order == 0 && router.priority == VirtualRouter.OWNER_PRIORITY;
    if (bothOwners) {
      meetOwner(step, router, heard, tie);
    } else if (tie > 0) {
      giveWay(step, router, heard, order);
    } else {
      hearLower(step, router, heard);
    }
  }

  private static int compareSources(Heard heard, Router router) {
    return Arrays.compareUnsigned(
        heard.from().getAddress(), router.source.orElseThrow().getAddress());
  }

  private void giveWay(Step step, Router router, Heard heard, int order) {
    String who = Words.address(heard.from());
    String why =
        order > 0
            ? who + " has higher priority " + heard.priority() + " (ours " + router.priority + ")"
            : who + " has the same priority " + heard.priority() + " and the higher address";
    if (router.config().advertisementRules().speaksBeforeYielding()) {
      mastership.advertise(step, router);
    }
    learnInterval(router, heard);
    transitions.becomeBackup(step, router, router.masterDownNanos(), false, why);
    remember(step, router, heard);
    router.enter(step, Backup.until(step.nowNanos + router.masterDownNanos()).seeing(Sight.MASTER));
  }

  private void hearLower(Step step, Router router, Heard heard) {
    String who = Words.address(heard.from());
    String why = who + " advertises with lower priority " + heard.priority();
    if (router.config().advertisementRules().answersLowerPriority()) {
      mastership.advertise(step, router);
    }
    mastership.announceAgain(step, router);
    router.group.ifPresent(
        group ->
            group.members().stream()
                .filter(each -> each != router && each.state() instanceof Master)
                .forEach(each -> mastership.announceAgain(step, each)));
    Notifications.lowerPriority(step, router, why);
    if (router.rivals.lowerHeard(step.nowNanos, router.intervalNanos())) {
      warnOfSecondMaster(
          step,
          router,
          why
              + " again and again while this machine is master: it does not hear us; look for a"
              + " firewall or switch that drops our advertisements, or for another configuration"
              + " there");
    }
  }

  void warnOfSecondMaster(Step step, Router router, String what) {
    router.problems.put(Router.SECOND_MASTER, what);
    router.rivals.seen(step.nowNanos);
    if (router.notices.mayBeSaid(step.nowNanos, what)) {
      step.announce(
          Kind.TWO_MASTERS, router.name(), "two masters of " + router.name() + ": " + what);
    }
  }

  /** Two routers own the same addresses: the lower address yields, the higher waits for that. */
  private void meetOwner(Step step, Router router, Heard heard, int tie) {
    String who = Words.address(heard.from());
    warnOfSecondMaster(
        step, router, who + " has priority 255 too; only one router can own the addresses");
    if (tie > 0) {
      giveWay(step, router, heard, 0);
      return;
    }
    long theirs = heard.advertisement().interval().toNanos();
    long ours = router.intervalNanos();
    long patience = 2 * ours + Math.max(ours, theirs) * 12 / 10;
    router.rivals.ownerHeard(step.nowNanos, heard.from(), patience);
    step.touch(router);
  }
}

package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import lvs.director.model.VirtualInterface;
import lvs.director.vrrp.Duties.Duty;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VirtualRouterState.Backup;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Master;
import lvs.director.vrrp.VrrpNotice.Kind;

/**
 * Leaving the mastership unnoticed: priority 0 first, then serving on until the successor is heard
 * and has had time to put up its addresses, then letting go.
 */
final class Departures {
  /** What a successor needs from its first advertisement to its last announcement. */
  private static final long GRACE_NANOS = 10 * Timers.MILLISECOND;

  private static final long GRACE_EACH_NANOS = Timers.MILLISECOND / 5;

  private final Setting setting;
  private final Mastership mastership;
  private final Sleep sleep;

  Departures(Setting setting, Mastership mastership, Sleep sleep) {
    this.setting = setting;
    this.mastership = mastership;
    this.sleep = sleep;
  }

  /** From MASTER; priority 0 is said (RFC 9568, 6.4.3 (655)). */
  void begin(Step step, Router router, Master master) {
    mastership.sayGoodbye(step, router, wanted(router));
    long skew = Timers.skew(router.config(), 1, router.intervalNanos());
    step.add(new VrrpEffect.CancelAnnouncements(router.handle));
    router.enter(
        step,
        new HandingOver(
            step.nowNanos,
            step.nowNanos + skew,
            step.nowNanos + 2 * skew,
            Timers.NEVER,
            Optional.empty(),
            0,
            false,
            master.renewedNanos(),
            master.duties().at(Duty.RENEW)));
  }

  /** The one unicast peer that shall take over; members of a group may know it otherwise. */
  private static Optional<InetAddress> wanted(Router router) {
    return router.handover.flatMap(each -> each.to).filter(router.peers::knows);
  }

  /** Another router advertises: the successor. */
  void hears(Step step, Router router, HandingOver leaving, Heard heard) {
    if (heard.leaves()) {
      return;
    }
    Machine.remember(step, router, heard);
    Machine.learnInterval(router, heard);
    router.handover.ifPresent(each -> each.answered = true);
    if (leaving.successor().isPresent()) {
      return;
    }
    int addresses = router.wiring().items().addresses().size();
    long release = step.nowNanos + GRACE_NANOS + addresses * GRACE_EACH_NANOS;
    HandingOver next = leaving.heard(heard.from(), step.nowNanos, release);
    router.enter(step, next);
    // Who slept has kept the successor waiting for long enough.
    if (sharesMac(router) || next.claimed() || Sleep.hasPassed(step, router, leaving)) {
      letGo(step, router, next);
    }
  }

  /**
   * Both answer with the virtual MAC address: an answer of ours after the successor's announcement
   * would lead the switches back to us, and the next frame of the successor may be an interval or,
   * with vmac_xmit_base, minutes away. So there is no grace.
   */
  private static boolean sharesMac(Router router) {
    return router.config().virtualInterface().orElse(null) instanceof VirtualInterface.Vmac;
  }

  /** Somebody else has put up one of the addresses. */
  void claimed(Step step, Router router, HandingOver leaving) {
    HandingOver next = leaving.claimedBySomebody();
    router.enter(step, next);
    if (next.successor().isPresent()) {
      letGo(step, router, next);
    }
  }

  void fire(Step step, Router router, HandingOver leaving) {
    long now = step.nowNanos;
    boolean alone = leaving.giveUpAtNanos() <= now;
    boolean stays = alone && router.handover.isPresent() && !router.handover.get().answered;
    if (stays && !setting.stopping) {
      stay(step, router, leaving);
    } else if (alone
        || leaving.releaseAtNanos() <= now
        || setting.leaseOver(router, step.nowNanos - leaving.renewedNanos())) {
      letGo(step, router, leaving);
    } else {
      mastership.renewWaiting(step, router, leaving);
      if (leaving.repeatAtNanos() <= now && router.state() instanceof HandingOver current) {
        mastership.sayGoodbye(step, router, wanted(router));
        router.enter(step, current.repeated());
      }
    }
  }

  /** Nobody took over: nothing has been let go, and mastership goes on. */
  private void stay(Step step, Router router, HandingOver leaving) {
    boolean slept = Sleep.hasPassed(step, router, leaving);
    goOn(step, router, leaving);
    String waited = Words.seconds(step.nowNanos - leaving.startedNanos());
    Handover handover = router.handover.orElseThrow();
    abandon(
        step,
        handover,
        "no peer took over "
            + router.name()
            + " within "
            + waited
            + (slept
                ? ", and the director slept meanwhile"
                : ": is another router of it running, fit, and not held? still master"));
  }

  /** Serves again, unless it slept for so long that the peers may have taken over unheard. */
  private void goOn(Step step, Router router, HandingOver leaving) {
    if (Sleep.hasPassed(step, router, leaving)) {
      sleep.fallBack(step, router, step.nowNanos - leaving.nextNanos());
    } else {
      mastership.resume(step, router, leaving);
    }
  }

  private void letGo(Step step, Router router, HandingOver leaving) {
    String report = report(step, router, leaving);
    mastership.end(step, router);
    router.wantsMaster = false;
    router.explain(step, report);
    if (setting.stopping) {
      router.enter(step, VirtualRouterState.INIT);
      abandoned(step, router, "the director stops");
      return;
    }
    router.held |= router.handover.map(each -> each.hold).orElse(false);
    router.yielded = true;
    router.enter(step, Backup.until(step.nowNanos + router.masterDownNanos()));
    Notifications.router(step, router, Notified.BACKUP, report);
    router.handover.ifPresent(each -> finished(step, router, each, report));
  }

  private static String report(Step step, Router router, HandingOver leaving) {
    String name = router.name();
    if (leaving.successor().isEmpty()) {
      String waited = Words.seconds(step.nowNanos - leaving.startedNanos());
      return "nobody took " + name + " over within " + waited;
    }
    if (sharesMac(router)) {
      return Words.address(leaving.successor().get())
          + " took "
          + name
          + " over after "
          + Words.seconds(leaving.heardNanos() - leaving.startedNanos())
          + "; let go at once, since both use the virtual MAC address";
    }
    return Words.address(leaving.successor().get())
        + " took "
        + name
        + " over after "
        + Words.seconds(leaving.heardNanos() - leaving.startedNanos())
        + "; both served for "
        + Words.seconds(step.nowNanos - leaving.heardNanos())
        + (leaving.claimed() ? ", until its announcement of an address was heard" : "")
        + ", at no time none";
  }

  private void finished(Step step, Router router, Handover handover, String report) {
    router.handover = Optional.empty();
    handover.pending.remove(router);
    handover.reports.add(report);
    if (!handover.pending.isEmpty()) {
      return;
    }
    String whole = String.join("; ", handover.reports);
    step.announce(Kind.HANDOVER, handover.name, handover.name + " is handed over: " + whole);
    step.add(new VrrpEffect.HandoverEnded(handover.ticket, Optional.empty(), whole));
  }

  /** The members that still wait go on as masters, and the operator is told why. */
  private void abandon(Step step, Handover handover, String why) {
    for (Router each : List.copyOf(handover.pending)) {
      each.handover = Optional.empty();
      if (each.state() instanceof HandingOver leaving) {
        goOn(step, each, leaving);
      }
    }
    handover.pending.clear();
    step.announce(Kind.HANDOVER, handover.name, handover.name + " is not handed over: " + why);
    step.add(new VrrpEffect.HandoverEnded(handover.ticket, Optional.of(why), ""));
  }

  /** The director stops: the successor is waited for, but no longer on behalf of an operator. */
  void forget(Step step, Router router, String why) {
    router.handover.ifPresent(
        handover -> {
          handover.pending.forEach(each -> each.handover = Optional.empty());
          handover.pending.clear();
          abandon(step, handover, why);
        });
  }

  /** Something else came in between. */
  void abandoned(Step step, Router router, String why) {
    if (router.handover.isPresent()) {
      Handover handover = router.handover.get();
      router.handover = Optional.empty();
      handover.pending.remove(router);
      abandon(step, handover, router.name() + ": " + why);
    }
  }

  // Operators

  /** Begins a switchover, or refuses it. */
  void ask(Step step, VrrpEvent.HandoverAsked asked, List<Router> routers) {
    Optional<String> refusal =
        setting.stopping ? Optional.of("the director stops") : Refusals.of(asked, routers);
    if (refusal.isPresent()) {
      step.add(new VrrpEffect.HandoverEnded(asked.ticket(), refusal, ""));
      return;
    }
    Handover handover =
        new Handover(asked.ticket(), asked.name(), asked.to(), asked.hold(), routers);
    for (Router router : routers) {
      router.handover = Optional.of(handover);
      if (router.state() instanceof Master master) {
        begin(step, router, master);
      }
    }
  }
}

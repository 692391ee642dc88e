package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import lvs.director.base.MacAddress;
import lvs.director.model.VrrpConfiguration;
import lvs.director.vrrp.VirtualRouterState.HandingOver;
import lvs.director.vrrp.VirtualRouterState.Master;
import lvs.director.vrrp.VrrpNotice.Kind;

/** What others do to the things a master holds: they take them away, or claim them. */
final class Losses {
  private static final int TOLERATED = 5;
  private static final long WINDOW_NANOS = 60 * Timers.SECOND;

  private final Setting setting;
  private final Election election;
  private final Links links;
  private final Mastership mastership;
  private final Machine machine;
  private final Transitions transitions;
  private final Departures departures;

  Losses(
      Setting setting,
      Election election,
      Links links,
      Mastership mastership,
      Machine machine,
      Transitions transitions,
      Departures departures) {
    this.setting = setting;
    this.election = election;
    this.links = links;
    this.mastership = mastership;
    this.machine = machine;
    this.transitions = transitions;
    this.departures = departures;
  }

  /** An address, route or rule was removed by somebody else. */
  void lost(Step step, VrrpEvent.OwnedItemLost event, VrrpConfiguration configured) {
    if (event.router().isEmpty()) {
      lostStatic(step, event, configured);
      return;
    }
    election
        .byHandle(event.router())
        .filter(Router::serves)
        .ifPresent(each -> lost(step, each, event));
  }

  private void lost(Step step, Router router, VrrpEvent.OwnedItemLost event) {
    String what = event.what() + " of " + router.name() + " was removed by somebody else";
    if (router.state() instanceof HandingOver) {
      announce(step, router, what + "; it is put back until the successor serves");
      mastership.take(step, router, router.wiring().items());
    } else if (setting.putsLostAddressesBack && !isFrequent(step, router)) {
      announce(step, router, what + "; it is put back");
      mastership.take(step, router, router.wiring().items());
      mastership.announce(step, router, router.config().gratuitousArp().masterRepeat());
    } else if (event.tracked()) {
      String again = setting.putsLostAddressesBack ? " again and again" : "";
      announce(step, router, what + again + "; the mastership is handed over");
      transitions.becomeBackup(step, router, router.skewNanos(), true, what);
    } else {
      announce(step, router, what + "; it is not tracked, nothing is done");
    }
  }

  private static void announce(Step step, Router router, String text) {
    step.announce(Kind.ADDRESS_LOST, router.name(), text);
  }

  /** More often than five times a minute: somebody insists. */
  private static boolean isFrequent(Step step, Router router) {
    Deque<Long> times = router.lossesNanos;
    while (!times.isEmpty() && step.nowNanos - times.peekFirst() > WINDOW_NANOS) {
      times.removeFirst();
    }
    times.addLast(step.nowNanos);
    boolean frequent = times.size() > TOLERATED;
    if (frequent) {
      times.clear();
    }
    return frequent;
  }

  /** Static items are put back always; the routers of their track group suffer. */
  private void lostStatic(Step step, VrrpEvent.OwnedItemLost event, VrrpConfiguration configured) {
    String what = "static " + event.what() + " was removed by somebody else";
    step.announce(Kind.ADDRESS_LOST, "statics", what + "; it is put back");
    step.add(new VrrpEffect.SetStatics(configured.statics()));
    List<String> members =
        configured.trackGroups().stream()
            .filter(each -> event.trackGroup().equals(Optional.of(each.name())))
            .flatMap(each -> each.members().stream())
            .toList();
    for (String name : members) {
      election
          .byName(name)
          .filter(each -> each.state() instanceof Master)
          .ifPresent(each -> transitions.becomeBackup(step, each, each.skewNanos(), true, what));
    }
  }

  /** Somebody claims an address; that is the successor, or a duplicate. */
  void claimed(Step step, InetAddress address, MacAddress by) {
    if (links.hasMac(by)) {
      return;
    }
    for (Router router : election.serving()) {
      boolean holds =
          router.wiring().items().addresses().stream()
              .anyMatch(each -> each.address().equals(address));
      if (!holds) {
        continue;
      }
      switch (router.state()) {
        case HandingOver leaving -> departures.claimed(step, router, leaving);
        case Master _ -> conflict(step, router, address, by);
        default -> {}
      }
    }
  }

  private void conflict(Step step, Router router, InetAddress address, MacAddress by) {
    router.tally.addressConflicts++;
    machine.warnOfSecondMaster(
        step,
        router,
        Words.address(address)
            + " is claimed by "
            + by
            + " too; remove it there, or find out why that machine does not hear us");
  }
}

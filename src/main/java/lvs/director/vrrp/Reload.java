package lvs.director.vrrp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpConfiguration;
import lvs.director.model.VrrpEnvironment;
import lvs.director.vrrp.VirtualRouterState.Backup;
import lvs.director.vrrp.VirtualRouterState.Master;
import lvs.director.vrrp.VrrpNotice.Kind;

/**
 * Virtual routers under another configuration: those that stay keep their state, and only what
 * differs is touched. What is taken off goes first, so that an address can move from one to
 * another.
 */
final class Reload {
  private final Election election;
  private final Mastership mastership;
  private final Departures departures;
  private final Agenda agenda;
  private final BiConsumer<Step, Router> firing;
  private Map<String, String> interfaceNames = Map.of();

  /**
   * @param firing called when a deadline of a router is due
   */
  Reload(
      Election election,
      Mastership mastership,
      Departures departures,
      Agenda agenda,
      BiConsumer<Step, Router> firing) {
    this.election = election;
    this.mastership = mastership;
    this.departures = departures;
    this.agenda = agenda;
    this.firing = firing;
  }

  void apply(Step step, VrrpConfiguration next) {
    Map<VirtualRouter, Router> matched = election.match(next.virtualRouters());
    for (Router each : election.routers()) {
      if (!matched.containsValue(each)) {
        remove(step, each);
      }
    }
    InterfaceNames names = new InterfaceNames(interfaceNames);
    List<Router> routers = new ArrayList<>();
    Map<Router, OwnedItems> before = new LinkedHashMap<>();
    for (VirtualRouter config : next.virtualRouters()) {
      Wiring wiring = wiring(config, next.environment(), names);
      Router known = matched.get(config);
      if (known == null) {
        routers.add(add(step, config, wiring));
      } else {
        before.put(known, known.wiring().items());
        change(step, known, config, wiring);
        routers.add(known);
      }
    }
    interfaceNames = new HashMap<>(names.given());
    before.forEach((router, items) -> dropRemoved(step, router, items));
    before.forEach((router, items) -> takeAdded(step, router, items));
    election.replace(routers);
    election.regroup(next);
  }

  private static Wiring wiring(
      VirtualRouter config, VrrpEnvironment environment, InterfaceNames names) {
    String key = Election.key(config);
    return Wiring.of(
        config, environment, (prefix, base) -> names.choose(prefix, config, key, base));
  }

  private Router add(Step step, VirtualRouter config, Wiring wiring) {
    Router router = new Router(election.freshHandle(config.name()), config, wiring, firing);
    router.sinceNanos = step.nowNanos;
    step.announce(
        Kind.ROUTER_ADDED,
        config.name(),
        "virtual router "
            + config.name()
            + " is added: VRID "
            + config.vrid()
            + config.interfaceName().map(name -> " on " + name).orElse("")
            + ", priority "
            + config.priority());
    return router;
  }

  private void change(Step step, Router router, VirtualRouter config, Wiring wiring) {
    VirtualRouter old = router.config();
    if (old.equals(config) && router.wiring().equals(wiring)) {
      return;
    }
    router.configure(config, wiring);
    router.codec.configure(config);
    router.peers.configure(config);
    boolean learned = config.version() == VirtualRouter.VrrpVersion.V3;
    boolean otherInterval = !old.advertisementInterval().equals(config.advertisementInterval());
    if (!otherInterval && old.version() == config.version()) {
      return;
    }
    if (!learned || !(router.state() instanceof Backup)) {
      router.masterIntervalNanos = router.intervalNanos();
    }
    long soonest = step.nowNanos + router.intervalNanos();
    switch (router.state()) {
      case Master master ->
          router.enter(
              step,
              new Master(
                  Math.min(master.advertiseAtNanos(), soonest),
                  master.sentNanos(),
                  master.renewedNanos(),
                  master.duties()));
      case Backup backup when !learned ->
          router.enter(step, backup.downAt(step.nowNanos + router.masterDownNanos()));
      default -> {}
    }
  }

  private void dropRemoved(Step step, Router router, OwnedItems before) {
    if (router.serves()) {
      OwnedItems now = router.wiring().items();
      mastership.drop(step, router, difference(before, now));
    }
  }

  private void takeAdded(Step step, Router router, OwnedItems before) {
    if (!router.serves()) {
      return;
    }
    OwnedItems now = router.wiring().items();
    OwnedItems added = difference(now, before);
    boolean otherLease = mastership.hasOtherLease(router);
    boolean begins = otherLease || before.addresses().isEmpty();
    if (otherLease && !now.addresses().isEmpty()) {
      mastership.take(step, router, now);
    } else if (!before.equals(now)) {
      mastership.take(step, router, added);
    }
    if (!before.equals(now)) {
      mastership.servesOthers();
      mastership.announceAdded(step, router, added.addresses());
    }
    mastership.reschedule(step, router, begins);
  }

  /** What the first has and the second has not. */
  private static OwnedItems difference(OwnedItems these, OwnedItems without) {
    return new OwnedItems(
        minus(these.addresses(), without.addresses()),
        minus(these.routes(), without.routes()),
        minus(these.rules(), without.rules()),
        minus(these.blocked(), without.blocked()),
        these.promotesSecondaries());
  }

  private static <T> List<T> minus(List<T> these, List<T> without) {
    return these.stream().filter(each -> !without.contains(each)).toList();
  }

  private void remove(Step step, Router router) {
    if (router.serves()) {
      mastership.sayGoodbye(step, router, Optional.empty());
      mastership.end(step, router);
    } else {
      mastership.removeLeftovers(step, router);
    }
    String why = "it is not configured any more";
    departures.abandoned(step, router, why);
    router.enter(step, VirtualRouterState.INIT);
    Notifications.removed(step, router, why);
    agenda.remove(router);
  }
}

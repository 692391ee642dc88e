package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lvs.director.model.AddressLease;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEvent;

/**
 * What must hold. Always, after every step:
 *
 * <ul>
 *   <li>A director wants its virtual addresses on the machine exactly while it is MASTER, and they
 *       are there as soon as nothing waits in front of the kernel. (Somebody may have taken them
 *       off, or the lease is over: then the director has been told.)
 *   <li>Nothing is taken off that was not put on, and an address is announced only by who is MASTER
 *       and while the machine has it.
 *   <li>Two directors that have heard each other well for as long as both were MASTER: the better
 *       one has spoken within its interval, the packet took its way, and the other has yielded.
 *   <li>Who stood still for longer than its peers wait is not MASTER when it goes on, until it has
 *       listened.
 *   <li>A reload that changes nothing does nothing.
 * </ul>
 *
 * After the quiet: in each part of the LAN exactly one MASTER where anybody can serve, none that is
 * out of order or held; nobody who preempts has more priority; every handover has been answered;
 * addresses are where the MASTER is and nowhere else.
 *
 * <p>In a phase with a single trouble that leaves a director able to serve, the address has an
 * owner at every moment, apart from the time that a packet and an effect take: of two things that
 * happen at once on two machines one happens first.
 */
final class Invariants {
  private static final int EFFECTS_A_TAKEOVER = 6;

  private final Simulation world;
  private final Cluster cluster;
  private final boolean[] watched;
  private final long[] withoutOwnerSince;
  private final int[] undisturbedMaster;
  private boolean single;
  private long toleratedGapNanos;
  private boolean everSettled;
  private long phaseBeganNanos;

  Invariants(Simulation world) {
    this.world = world;
    cluster = world.cluster();
    watched = new boolean[cluster.routers()];
    withoutOwnerSince = new long[cluster.routers()];
    undisturbedMaster = new int[cluster.routers()];
  }

  // --- Steps.

  void wanted(SimulatedDirector director, VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.Take take -> {
        director.seen.take(take.items().addresses());
        checkLease(director, take);
      }
      case VrrpEffect.Drop drop -> director.seen.drop(drop.items().addresses());
      case VrrpEffect.Renew renew -> {
        if (!director.seen.wantsAll(renew.addresses())) {
          throw new Broken(director + " renews the lease of addresses that it does not hold");
        }
      }
      case VrrpEffect.AnnounceAddresses announce -> {
        if (!director.seen.wantsAll(announce.addresses())) {
          throw new Broken(director + " announces addresses of which it is not MASTER");
        }
      }
      default -> {}
    }
  }

  private void checkLease(SimulatedDirector director, VrrpEffect.Take take) {
    if (take.items().addresses().isEmpty()) {
      return;
    }
    if (take.leaseSeconds().isPresent() != cluster.lease().enabled()) {
      throw new Broken(director + " takes addresses with lease " + take.leaseSeconds());
    }
  }

  void stepped(SimulatedDirector director, VrrpEvent event) {
    if (cluster.syncGroup()) {
      checkGroup(director);
    }
    for (int router = 0; router < cluster.routers(); router++) {
      boolean master = director.seen.isMaster(router);
      checkLeftovers(director, router);
      if (director.seen.wants(router) != master) {
        throw new Broken(
            "%s is %s in %s and wants its addresses: %s"
                .formatted(
                    director,
                    director.seen.state[router],
                    Cluster.routerName(router),
                    director.seen.wants(router)));
      }
    }
  }

  /** The members of a group are MASTER together; only a handover ends for each in its own time. */
  private void checkGroup(SimulatedDirector director) {
    for (int router = 1; router < cluster.routers(); router++) {
      boolean apart = director.seen.isMaster(0) != director.seen.isMaster(router);
      boolean leaving = director.seen.handingOver[0] || director.seen.handingOver[router];
      if (apart && !leaving && director.isConfigured(router)) {
        throw new Broken(
            "%s is %s in VI_1 and %s in %s of the same group"
                .formatted(
                    director,
                    director.seen.state[0],
                    director.seen.state[router],
                    Cluster.routerName(router)));
      }
    }
  }

  /** Who hears that another serves has nothing left of an earlier run. */
  private void checkLeftovers(SimulatedDirector director, int router) {
    if (director.seen.wants(router) || !director.isUpToDate() || !director.holds(router)) {
      return;
    }
    for (SimulatedDirector other : world.directors()) {
      long healthy = world.lan().healthySinceNanos(director.number, other.number);
      boolean speaks = other.seen.isMaster(router) && !other.seen.handingOver[router];
      boolean serves = other.isRunning() && !other.isPaused() && speaks;
      if (serves && director.hasCarrier() && other.hasCarrier() && healthy != Long.MAX_VALUE) {
        long since =
            max(
                healthy + world.stormDelayNanos(),
                director.sinceNanos(),
                director.carrierSinceNanos(),
                other.sinceNanos(),
                other.carrierSinceNanos(),
                other.seen.speaksSinceNanos[router]);
        if (now() - since > cluster.intervalNanos() + slackNanos()) {
          throw new Broken(
              "%s still has the address of %s though %s serves"
                  .formatted(director, Cluster.routerName(router), other));
        }
      }
    }
  }

  private static long max(long... values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  void announced(SimulatedDirector director, VrrpEffect.AnnounceAddresses announce) {
    for (VirtualAddress each : announce.addresses()) {
      if (!director.kernel.has(now(), each.address()) && director.seen.wantsAll(List.of(each))) {
        // It was stolen or its lease is over, and the director does not know yet.
        continue;
      }
      if (!director.kernel.has(now(), each.address())) {
        throw new Broken(director + " announces " + each.prefix() + ", which it does not have");
      }
    }
  }

  void reloadedInVain(SimulatedDirector director, List<VrrpEffect> effects, Seen before) {
    if (director.sinceNanos() == now()) {
      // It has just woken up, and that is what it tells.
      return;
    }
    if (!Arrays.equals(before.state, director.seen.state)) {
      throw new Broken(director + " changed state at a reload that changes nothing");
    }
    for (VrrpEffect each : effects) {
      switch (each) {
        case VrrpEffect.Listen listen -> {}
        case VrrpEffect.MakeInterfaces interfaces -> {}
        case VrrpEffect.SetStatics statics -> {}
        case VrrpEffect.WatchFiles files -> {}
        case VrrpEffect.WatchProcesses processes -> {}
        case VrrpEffect.WatchClaims claims -> {}
        default ->
            throw new Broken(
                director + " did something at a reload that changes nothing: " + Wording.of(each));
      }
    }
  }

  void stopped(SimulatedDirector director) {
    for (int router = 0; router < cluster.routers(); router++) {
      if (director.holds(router)) {
        throw new Broken(director + " has stopped and left its addresses");
      }
    }
  }

  /** Who slept for longer than others wait must not go on as if nothing had happened. */
  void resumed(SimulatedDirector director) {
    long slept = now() - director.seen.pausedNanos;
    for (int router = 0; router < cluster.routers(); router++) {
      int priority = director.seen.priority[router];
      long patience =
          cluster.masterDownNanos(1) + 2 * cluster.intervalNanos() + cluster.latenessNanos();
      if (director.seen.stateAtPause[router] == RouterState.MASTER
          && director.seen.isMaster(router)
          && priority != VirtualRouter.OWNER_PRIORITY
          && slept > patience) {
        throw new Broken(director + " stood still for longer than others wait and is MASTER still");
      }
    }
  }

  /** The overlap of owners after a death is bounded when the successor takes over. */
  void took(SimulatedDirector director, List<VirtualAddress> addresses) {
    if (!single || !cluster.lease().equals(AddressLease.AUTOMATIC)) {
      return;
    }
    for (SimulatedDirector other : world.directors()) {
      if (other == director || other.isRunning() && !other.isPaused()) {
        continue;
      }
      for (VirtualAddress each : addresses) {
        long left = other.kernel.endNanos(each.address()) - now();
        long bound =
            2_000_000_000L
                + cluster.longestMasterDownNanos()
                - cluster.rules().downTimerAdvertisements() * cluster.shortestIntervalNanos()
                + cluster.intervalNanos()
                + slackNanos();
        if (left > bound && other.kernel.has(now(), each.address())) {
          throw new Broken(
              "%s is gone and owns %s for %.6f s more".formatted(other, each.prefix(), left / 1e9));
        }
      }
    }
  }

  // --- Time.

  void happened() {
    for (int router = 0; router < cluster.routers(); router++) {
      checkMasters(router);
      if (watched[router]) {
        checkOwner(router);
      }
    }
  }

  private void checkMasters(int router) {
    List<SimulatedDirector> masters = null;
    SimulatedDirector first = null;
    for (SimulatedDirector each : world.directors()) {
      if (each.isRunning() && !each.isPaused() && each.seen.isMaster(router)) {
        if (first == null) {
          first = each;
        } else {
          masters = masters == null ? new ArrayList<>(List.of(first)) : masters;
          masters.add(each);
        }
      }
    }
    if (masters != null) {
      for (int i = 0; i < masters.size(); i++) {
        for (int j = i + 1; j < masters.size(); j++) {
          checkPair(router, masters.get(i), masters.get(j));
        }
      }
    }
  }

  private void checkPair(int router, SimulatedDirector one, SimulatedDirector other) {
    long healthy = world.lan().healthySinceNanos(one.number, other.number);
    if (one.seen.handingOver[router] && other.seen.handingOver[router]) {
      // Each waits for the other; the skew time ends it.
      return;
    }
    if (healthy == Long.MAX_VALUE || !one.hasCarrier() || !other.hasCarrier()) {
      return;
    }
    long since = healthy + world.stormDelayNanos();
    for (SimulatedDirector each : List.of(one, other)) {
      since = Math.max(since, each.seen.masterSinceNanos[router]);
      since = Math.max(since, each.seen.prioritySinceNanos[router]);
      since = Math.max(since, Math.max(each.sinceNanos(), each.carrierSinceNanos()));
    }
    if (now() - since > cluster.intervalNanos() + slackNanos()) {
      throw new Broken(
          "%s and %s are both MASTER of %s, %.6f s after they could know"
              .formatted(one, other, Cluster.routerName(router), (now() - since) / 1e9));
    }
  }

  /** Two packets, two late threads, two effects. */
  private long slackNanos() {
    return 2 * (cluster.fineDelayNanos() + cluster.latenessNanos() + cluster.effectNanos())
        + 10_000;
  }

  /**
   * From the first advertisement of a new master to its last address (RFC 9568, 6.4.2: advertise
   * first): addresses, announcement, script and notices of every router wait in one queue, while
   * the old master lets go when it hears. Who hands over waits for that, but not with a VMAC, whose
   * address must not be in two places.
   */
  private long takeoverNanos() {
    return cluster.routers() * EFFECTS_A_TAKEOVER * cluster.effectNanos();
  }

  private void checkOwner(int router) {
    for (SimulatedDirector each : world.directors()) {
      if (each.hasCarrier() && each.holds(router)) {
        withoutOwnerSince[router] = Long.MAX_VALUE;
        return;
      }
    }
    withoutOwnerSince[router] = Math.min(withoutOwnerSince[router], now());
    long tolerated = slackNanos() + takeoverNanos() + toleratedGapNanos;
    if (now() - withoutOwnerSince[router] > tolerated) {
      throw new Broken(
          "nobody has had the address of %s for %.6f s"
              .formatted(Cluster.routerName(router), (now() - withoutOwnerSince[router]) / 1e9));
    }
  }

  // --- Phases.

  void phaseBegins(History.Phase phase) {
    single = phase.single();
    world.directors().forEach(SimulatedDirector::forgetHandovers);
    toleratedGapNanos = toleratedGapNanos(phase);
    Arrays.fill(watched, false);
    Arrays.fill(withoutOwnerSince, Long.MAX_VALUE);
    Arrays.fill(undisturbedMaster, -1);
    if (!single || !everSettled || !allHearAll()) {
      return;
    }
    for (int router = 0; router < cluster.routers(); router++) {
      int master = masterOf(router);
      if (master < 0) {
        continue;
      }
      Trouble trouble = phase.troubles().isEmpty() ? null : phase.troubles().getFirst();
      watched[router] = trouble == null || leavesAnOwner(trouble, router, master);
      if (trouble == null || concernsNobody(trouble, master)) {
        undisturbedMaster[router] = master;
      }
    }
  }

  /**
   * A master that slept lets go when the most impatient peer may have taken over; a patient one may
   * not have done so yet.
   */
  private long toleratedGapNanos(History.Phase phase) {
    return phase.troubles().stream().anyMatch(Trouble.Pause.class::isInstance)
        ? cluster.masterDownNanos(1) - cluster.masterDownNanos(254)
        : 0;
  }

  private boolean leavesAnOwner(Trouble trouble, int router, int master) {
    boolean another =
        world.directors().stream()
            .anyMatch(each -> each.number != master && canServe(each, router));
    return switch (trouble) {
      case Trouble.Crash crash -> crash.director() != master || another;
      case Trouble.PowerOff off -> off.director() != master;
      case Trouble.Stop stop -> stop.director() != master || another;
      case Trouble.Pause pause -> pause.director() != master || another;
      // Who is not configured any more says priority 0 and lets go at once: keepalived's way.
      case Trouble.Routers routers -> routers.director() != master || router < routers.count();
      case Trouble.Cable cable -> cable.director() != master || cable.plugged();
      case Trouble.Script script ->
          script.director() != master || cluster.scriptWeight() != 0 || script.good();
      case Trouble.Theft theft -> theft.director() != master;
      default -> true;
    };
  }

  /**
   * Leaves a running master alone. With a shorter interval of its own it takes over before it has
   * heard the first advertisement: nobody could have told it the longer one.
   */
  private boolean isPolite(int director) {
    Cluster.Machine machine = world.director(director).machine();
    return !machine.preempts()
        && !machine.priorities().contains(VirtualRouter.OWNER_PRIORITY)
        && cluster.shortestIntervalNanos() == cluster.intervalNanos();
  }

  /** Whether whoever is MASTER must stay it without a break. */
  private boolean concernsNobody(Trouble trouble, int master) {
    return switch (trouble) {
      case Trouble.Start start -> start.director() != master && isPolite(start.director());
      case Trouble.Reload reload -> true;
      case Trouble.Rubbish rubbish -> true;
      case Trouble.Leap leap -> true;
      case Trouble.Addresses addresses -> true;
      case Trouble.Crash crash -> crash.director() != master;
      case Trouble.PowerOff off -> off.director() != master;
      case Trouble.Stop stop -> stop.director() != master;
      case Trouble.Pause pause -> pause.director() != master;
      case Trouble.Cable cable -> cable.director() != master && !cable.plugged();
      default -> false;
    };
  }

  void settled() {
    everSettled = true;
    for (SimulatedDirector each : world.directors()) {
      checkDirector(each);
    }
    for (int router = 0; router < cluster.routers(); router++) {
      for (List<SimulatedDirector> part : parts()) {
        checkPart(router, part);
        if (single) {
          checkHandedOver(router, part);
        }
      }
      int expected = undisturbedMaster[router];
      if (expected >= 0
          && (masterOf(router) != expected
              || world.director(expected).seen.masterSinceNanos[router] > phaseBeganNanos)) {
        throw new Broken(
            "%s was MASTER of %s and had no reason not to stay it"
                .formatted(world.director(expected), Cluster.routerName(router)));
      }
    }
    phaseBeganNanos = now();
  }

  private void checkDirector(SimulatedDirector director) {
    if (director.isStopping() && !director.hasStopped()) {
      throw new Broken(director + " was told to stop and runs still");
    }
    if (!director.openTickets().isEmpty()) {
      throw new Broken(director + " never said what became of a handover");
    }
    if (!director.isUpToDate()) {
      throw new Broken(director + " is never done");
    }
    for (int router = 0; router < cluster.routers(); router++) {
      boolean fault = director.seen.state[router] == RouterState.FAULT;
      if (director.isRunning() && !director.isConfigured(router)) {
        checkAddresses(director, router);
        continue;
      }
      if (director.isRunning() && fault == director.isFit()) {
        throw new Broken(
            "%s is %s in %s, and fit: %s"
                .formatted(
                    director,
                    director.seen.state[router],
                    Cluster.routerName(router),
                    director.isFit()));
      }
      if (director.isRunning()) {
        checkPriority(director, router);
        checkRest(director, router);
        checkAddresses(director, router);
      }
    }
  }

  /** Nobody changes its mind again and again, however short each time is. */
  private void checkRest(SimulatedDirector director, int router) {
    long rest = now() - director.seen.changedNanos[router];
    if (rest < cluster.longestMasterDownNanos()) {
      throw new Broken(
          "%s became %s in %s %.6f s ago, long after the last trouble"
              .formatted(
                  director, director.seen.state[router], Cluster.routerName(router), rest / 1e9));
    }
  }

  private static void checkPriority(SimulatedDirector director, int router) {
    int expected = director.expectedPriority(router);
    if (director.seen.priority[router] != expected) {
      throw new Broken(
          "%s has priority %d in %s instead of %d"
              .formatted(
                  director, director.seen.priority[router], Cluster.routerName(router), expected));
    }
  }

  private void checkAddresses(SimulatedDirector director, int router) {
    for (int number = 0; number < 2; number++) {
      InetAddress address = cluster.virtualAddress(router, number);
      boolean expected = director.seen.isMaster(router) && number < director.virtualAddresses();
      if (director.kernel.has(now(), address) != expected) {
        throw new Broken(
            "%s is %s in %s and its machine has %s: %s"
                .formatted(
                    director,
                    director.seen.state[router],
                    Cluster.routerName(router),
                    address.getHostAddress(),
                    !expected));
      }
    }
  }

  private void checkPart(int router, List<SimulatedDirector> part) {
    List<SimulatedDirector> masters =
        part.stream().filter(each -> each.isRunning() && each.seen.isMaster(router)).toList();
    List<SimulatedDirector> able = part.stream().filter(each -> canServe(each, router)).toList();
    String name = Cluster.routerName(router);
    if (masters.size() > 1) {
      throw new Broken("settled with several masters of " + name + ": " + masters);
    }
    if (masters.isEmpty() && !able.isEmpty()) {
      throw new Broken("settled without a master of " + name + "; able: " + able);
    }
    for (SimulatedDirector master : masters) {
      if (!able.contains(master)) {
        throw new Broken(master + " is MASTER of " + name + " and must not");
      }
      for (SimulatedDirector other : able) {
        if (other.machine().preempts()
            && !other.hasYielded(router)
            && other.seen.priority[router] > master.seen.priority[router]) {
          throw new Broken(
              "%s has priority %d in %s, and %s serves with %d"
                  .formatted(
                      other,
                      other.seen.priority[router],
                      name,
                      master,
                      master.seen.priority[router]));
        }
      }
    }
  }

  /** Who handed over does not take back from a running master. */
  private void checkHandedOver(int router, List<SimulatedDirector> part) {
    for (SimulatedDirector each : part) {
      boolean another = part.stream().anyMatch(other -> other != each && canServe(other, router));
      if (each.hasHandedOver(router) && each.seen.isMaster(router) && another) {
        throw new Broken(each + " took back what it had handed over");
      }
    }
  }

  /** It runs, is in order and nobody keeps it away, from no router of its sync group. */
  private boolean canServe(SimulatedDirector director, int router) {
    boolean runs = director.isRunning() && !director.isStopping();
    if (!runs || !director.isFit() || !director.isConfigured(router)) {
      return false;
    }
    for (int each = 0; each < cluster.routers(); each++) {
      if (director.seen.held[each] && (each == router || cluster.syncGroup())) {
        return false;
      }
    }
    return true;
  }

  /** Number of the one director that is MASTER; -1 for none or several. */
  private int masterOf(int router) {
    int found = -1;
    for (SimulatedDirector each : world.directors()) {
      if (each.isRunning() && each.seen.isMaster(router)) {
        if (found >= 0) {
          return -1;
        }
        found = each.number;
      }
    }
    return found;
  }

  private boolean allHearAll() {
    return parts().size() == 1;
  }

  /** After the quiet the LAN is mended, so hearing is mutual and transitive. */
  private List<List<SimulatedDirector>> parts() {
    List<List<SimulatedDirector>> parts = new ArrayList<>();
    for (SimulatedDirector each : world.directors()) {
      List<SimulatedDirector> part =
          parts.stream()
              .filter(some -> world.lan().hears(some.getFirst().number, each.number))
              .findFirst()
              .orElseGet(
                  () -> {
                    List<SimulatedDirector> fresh = new ArrayList<>();
                    parts.add(fresh);
                    return fresh;
                  });
      part.add(each);
    }
    return parts;
  }

  private long now() {
    return world.time().nowNanos();
  }
}

package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.SocketPlan;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.packet.IncomingPacket;

/**
 * One machine: a kernel that lives throughout, and a director that starts, crashes, stops and
 * stands still. As the real one does, its election hears every packet that has arrived before it is
 * told that time has passed; what it wants done is done in order by another thread, a little later.
 */
final class SimulatedDirector {
  private static final int PATIENCE = 10_000;

  private final Simulation world;
  private final Cluster cluster;
  final int number;
  final SimulatedKernel kernel = new SimulatedKernel();
  final Seen seen;

  private Cluster.Machine machine;
  private int routers;
  private int addresses = 1;
  private boolean carrier = true;
  private long carrierSinceNanos = Long.MIN_VALUE;
  private boolean scriptGood = true;
  private int fileValue;
  private long epochNanosAtZero = 1_700_000_000_000_000_000L;
  private Set<String> holds = Set.of();

  /** VMACs; they outlive the director. */
  private Set<InterfacePlan> made = Set.of();

  private Election election;
  private Configuration configuration = Configuration.EMPTY;
  private int incarnation;
  private boolean paused;
  private boolean stopping;
  private boolean stopped;
  private boolean cleanedUp;
  private long sinceNanos = Long.MIN_VALUE;
  private boolean busy;
  private boolean drainAsked;
  private int alarm;
  private final Deque<VrrpEvent> inbox = new ArrayDeque<>();
  private final Deque<Runnable> effects = new ArrayDeque<>();
  private final Set<Long> runs = new HashSet<>();

  /** By router: it handed over and leaves the successor alone. */
  private final boolean[] yielded;

  /** By router: it handed over in this phase. */
  private final boolean[] handedOver;

  /** Router by number of the handover. */
  private final Map<Long, Integer> tickets = new TreeMap<>();

  /** By router: announcements that wait are not sent after the next one. */
  private final Map<String, Integer> cancellations = new TreeMap<>();

  private final Set<InetAddress> watchedClaims = new HashSet<>();
  private final Set<SocketPlan> sockets = new LinkedHashSet<>();

  SimulatedDirector(Simulation world, int number) {
    this.world = world;
    this.number = number;
    cluster = world.cluster();
    machine = cluster.machines().get(number);
    routers = cluster.routers();
    seen = new Seen(cluster, number);
    yielded = new boolean[cluster.routers()];
    handedOver = new boolean[cluster.routers()];
  }

  // --- What the history does to it.

  void start() {
    if (election != null) {
      return;
    }
    incarnation++;
    stopping = false;
    stopped = false;
    cleanedUp = false;
    long now = now();
    sinceNanos = now;
    election = world.maker().make(now, now - 100_000_000_000L);
    trace("starts");
    tell(new VrrpEvent.WallClock(epochNanosAtZero));
    tell(new VrrpEvent.HoldsRestored(holds));
    tell(network());
    reload(machine, routers, addresses);
  }

  void crash() {
    if (election == null) {
      return;
    }
    trace("crashes");
    stopping = false;
    end();
  }

  void powerOff() {
    crash();
    kernel.addresses().forEach(each -> kernel.remove(each.address()));
    made = Set.of();
  }

  private void end() {
    incarnation++;
    election = null;
    configuration = Configuration.EMPTY;
    paused = false;
    busy = false;
    drainAsked = false;
    inbox.clear();
    effects.clear();
    runs.clear();
    tickets.clear();
    Arrays.fill(yielded, false);
    sockets.clear();
    watchedClaims.clear();
    seen.ended();
  }

  void stop() {
    if (election != null && !stopping) {
      stopping = true;
      tell(new VrrpEvent.Stop(OptionalLong.empty()));
    }
  }

  void pause(long durationNanos) {
    if (election == null || paused) {
      return;
    }
    paused = true;
    seen.paused(now());
    trace("stands still");
    int then = incarnation;
    world.time().after(durationNanos, () -> resume(then));
  }

  private void resume(int then) {
    if (then != incarnation) {
      return;
    }
    trace("goes on");
    paused = false;
    sinceNanos = now();
    work();
    drain();
    if (election != null) {
      world.invariants().resumed(this);
    }
  }

  void cable(boolean plugged) {
    if (plugged && !carrier) {
      carrierSinceNanos = now();
    }
    carrier = plugged;
    tellNetwork();
  }

  void script(boolean good) {
    scriptGood = good;
  }

  void file(int value) {
    fileValue = value;
    tell(new VrrpEvent.TrackFileRead("number", value, Optional.empty()));
  }

  void reload() {
    reload(machine, routers, addresses);
  }

  void priority(int router, int priority) {
    Cluster.Machine changed = machine;
    for (int each = 0; each < cluster.routers(); each++) {
      if (each == router || cluster.syncGroup()) {
        changed = changed.withPriority(each, priority);
      }
    }
    reload(changed, routers, addresses);
  }

  void addresses(int count) {
    reload(machine, routers, count);
  }

  void routers(int count) {
    reload(machine, count, addresses);
  }

  private void reload(Cluster.Machine changed, int routerCount, int addressCount) {
    machine = changed;
    routers = routerCount;
    addresses = addressCount;
    tell(
        new VrrpEvent.ConfigurationChanged(
            cluster.configuration(number, changed, routerCount, addressCount)));
  }

  void handOver(int router, boolean hold, long ticket) {
    if (election != null && !stopping) {
      tickets.put(ticket, router);
      tell(new VrrpEvent.HandoverAsked(ticket, object(router), Optional.empty(), hold));
    }
  }

  void release(int router) {
    for (int each = 0; each < cluster.routers(); each++) {
      yielded[each] &= each != router && !cluster.syncGroup();
    }
    tell(new VrrpEvent.Released(object(router)));
  }

  private String object(int router) {
    return cluster.syncGroup() ? "G" : Cluster.routerName(router);
  }

  void steal(int router) {
    if (kernel.remove(cluster.virtualAddress(router, 0))) {
      trace("loses " + cluster.virtualAddress(router, 0).getHostAddress());
      lost(router);
    }
  }

  void leap(long byNanos) {
    epochNanosAtZero += byNanos;
    tell(new VrrpEvent.WallClock(epochNanosAtZero));
  }

  // --- The LAN.

  private static boolean fits(SocketPlan plan, IncomingPacket packet) {
    return plan.group().isPresent()
        ? plan.group().get().equals(packet.destination())
        : plan.local().isEmpty() || plan.local().get().equals(packet.destination());
  }

  /** Every socket that wants the packet delivers it: with VMACs these may be several. */
  void hear(IncomingPacket packet) {
    if (election == null || !carrier) {
      return;
    }
    for (SocketPlan each : sockets) {
      if (fits(each, packet) && hasLink(each.interfaceName())) {
        tell(new VrrpEvent.PacketReceived(received(packet, each.interfaceName())));
      }
    }
  }

  private boolean hasLink(String name) {
    return name.equals(Cluster.LINK) || made.stream().anyMatch(each -> each.name().equals(name));
  }

  private static IncomingPacket received(IncomingPacket packet, String interfaceName) {
    return new IncomingPacket(
        interfaceName,
        packet.source(),
        packet.destination(),
        packet.hopLimit(),
        packet.ipHeader(),
        packet.payload());
  }

  /** Gratuitous ARP: one packet stands for all of a block. */
  private void announce(VrrpEffect.AnnounceAddresses announce) {
    world.invariants().announced(this, announce);
    if (carrier) {
      for (VirtualAddress each : announce.addresses()) {
        InetAddress address = each.address();
        world.lan().broadcast(number, to -> world.director(to).hearClaim(address, number));
      }
    }
  }

  /** Whoever has the address answers (RFC 5227). */
  private void probe(List<VirtualAddress> addresses) {
    if (!carrier) {
      return;
    }
    for (VirtualAddress each : addresses) {
      InetAddress address = each.address();
      world.lan().broadcast(number, to -> world.director(to).answerProbe(address, number));
    }
  }

  private void answerProbe(InetAddress address, int asker) {
    if (carrier && kernel.has(now(), address)) {
      world.lan().carry(number, asker, () -> world.director(asker).hearClaim(address, number));
    }
  }

  private void hearClaim(InetAddress address, int by) {
    if (carrier && watchedClaims.contains(address)) {
      tell(new VrrpEvent.AddressClaimed(Cluster.LINK, address, Cluster.macOf(by)));
    }
  }

  // --- The thread of the election.

  void tell(VrrpEvent event) {
    if (election == null) {
      return;
    }
    inbox.add(event);
    if (!drainAsked) {
      drainAsked = true;
      int then = incarnation;
      world.time().after(world.chance(cluster.latenessNanos()), () -> wake(then));
    }
  }

  private void wake(int then) {
    if (then == incarnation && !paused) {
      drain();
    }
  }

  private void drain() {
    drainAsked = false;
    int mine = incarnation;
    while (mine == incarnation && !inbox.isEmpty()) {
      step(inbox.poll());
    }
    int steps = 0;
    while (mine == incarnation && election.nextDeadlineNanos() <= now()) {
      step(new VrrpEvent.TimePassed());
      if (++steps > PATIENCE) {
        throw new Broken(this + " always wants to be asked again at once");
      }
    }
    if (mine == incarnation) {
      setAlarm();
    }
  }

  private void setAlarm() {
    long deadline = election.nextDeadlineNanos();
    int mine = ++alarm;
    if (deadline != Long.MAX_VALUE) {
      long late = world.chance(cluster.latenessNanos());
      world
          .time()
          .at(
              deadline + late,
              () -> {
                if (mine == alarm && election != null && !paused) {
                  drain();
                }
              });
    }
  }

  private void step(VrrpEvent event) {
    trace(() -> "← " + Wording.of(event));
    boolean unchanged =
        cleanedUp
            && event instanceof VrrpEvent.ConfigurationChanged changed
            && changed.configuration().equals(configuration);
    if (event instanceof VrrpEvent.ConfigurationChanged changed) {
      configuration = changed.configuration();
    }
    List<VrrpEffect> wanted = election.step(now(), event);
    Seen before = unchanged ? seen.copy() : null;
    for (VrrpEffect each : wanted) {
      trace(() -> "→ " + Wording.of(each));
      world.invariants().wanted(this, each);
      carryOut(each);
    }
    if (election != null) {
      seen.look(now(), election.view());
      for (int router = 0; router < cluster.routers(); router++) {
        yielded[router] &= !seen.isMaster(router);
      }
      world.invariants().stepped(this, event);
    }
    if (event instanceof VrrpEvent.ConfigurationChanged && !cleanedUp && election != null) {
      cleanedUp = true;
      later(this::cleanUp);
    }
    if (unchanged) {
      world.invariants().reloadedInVain(this, wanted, before);
    }
  }

  private void carryOut(VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.Send send -> {
        if (carrier) {
          world.lan().send(number, send.packet());
        }
      }
      case VrrpEffect.Listen listen -> {
        sockets.clear();
        sockets.addAll(listen.sockets());
      }
      case VrrpEffect.AnnounceAddresses announce -> {
        int then = cancellations.getOrDefault(announce.router(), 0);
        later(
            () -> {
              if (then == cancellations.getOrDefault(announce.router(), 0)) {
                announce(announce);
              }
            });
      }
      case VrrpEffect.CancelAnnouncements cancel ->
          cancellations.merge(cancel.router(), 1, Integer::sum);
      default -> {
        later(() -> apply(effect));
      }
    }
  }

  // --- The thread of the effects.

  private void later(Runnable action) {
    effects.add(action);
    work();
  }

  private void work() {
    if (!busy && !paused && !effects.isEmpty()) {
      busy = true;
      int then = incarnation;
      world.time().after(world.chance(cluster.effectNanos()), () -> workOnce(then));
    }
  }

  private void workOnce(int then) {
    if (then != incarnation) {
      return;
    }
    busy = false;
    if (!paused) {
      effects.poll().run();
      work();
    }
  }

  private void apply(VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.Take take -> {
        put(take.items().addresses(), take.leaseSeconds());
        world.invariants().took(this, take.items().addresses());
      }
      case VrrpEffect.Renew renew -> put(renew.addresses(), OptionalInt.of(renew.leaseSeconds()));
      case VrrpEffect.Drop drop -> {
        drop.items().addresses().forEach(each -> kernel.remove(each.address()));
        tellNetwork();
      }
      case VrrpEffect.AnnounceAddresses announce -> world.invariants().announced(this, announce);
      case VrrpEffect.MakeInterfaces make -> makeInterfaces(make.interfaces());
      case VrrpEffect.StartTrackScript start -> runScript(start);
      case VrrpEffect.StopTrackScript end -> runs.remove(end.run());
      case VrrpEffect.WatchFiles watch -> watch.files().forEach(each -> file(fileValue));
      case VrrpEffect.KeepHolds keep -> holds = Set.copyOf(new TreeSet<>(keep.routers()));
      case VrrpEffect.HandoverEnded ended -> handedOver(ended);
      case VrrpEffect.Stopped over -> {
        world.invariants().stopped(this);
        stopped = true;
        trace("has stopped");
        end();
      }
      default -> {}
    }
  }

  private void handedOver(VrrpEffect.HandoverEnded ended) {
    Integer router = tickets.remove(ended.ticket());
    if (ended.refusal().isEmpty() && router != null) {
      for (int each = 0; each < cluster.routers(); each++) {
        yielded[each] |= each == router || cluster.syncGroup();
        handedOver[each] |= yielded[each];
      }
    }
  }

  /** What stood on an interface that is deleted is gone. */
  private void makeInterfaces(Set<InterfacePlan> plans) {
    boolean changes = !made.equals(plans);
    made = plans;
    for (VirtualAddress each : kernel.addresses()) {
      if (!hasLink(each.interfaceName().orElseThrow())) {
        kernel.remove(each.address());
      }
    }
    if (changes) {
      tellNetwork();
    }
  }

  /** Once after a start: what an earlier run left may stay only if it ends by itself. */
  private void cleanUp() {
    for (VirtualAddress each : kernel.addresses()) {
      if (!seen.wantsAll(List.of(each)) && !mayStay(each)) {
        kernel.remove(each.address());
      }
    }
    tellNetwork();
  }

  private boolean mayStay(VirtualAddress address) {
    return cluster.lease().enabled()
        && configuration.vrrp().virtualRouters().stream()
            .flatMap(each -> each.addresses().stream())
            .anyMatch(each -> each.address().equals(address.address()));
  }

  private void put(List<VirtualAddress> given, OptionalInt lease) {
    kernel.put(now(), given, lease);
    if (lease.isPresent()) {
      given.forEach(each -> world.time().at(kernel.endNanos(each.address()), this::expire));
    }
    tellNetwork();
  }

  private void expire() {
    List<VirtualAddress> gone = kernel.expire(now());
    for (VirtualAddress each : gone) {
      trace("kernel removes " + each.prefix());
      for (int router = 0; router < cluster.routers(); router++) {
        if (cluster.virtualAddress(router, 0).equals(each.address())) {
          lost(router);
        }
      }
    }
  }

  private void lost(int router) {
    if (seen.wants(router)) {
      String what = "address " + cluster.virtualAddress(router, 0).getHostAddress();
      tell(new VrrpEvent.OwnedItemLost(Cluster.routerName(router), what, true, Optional.empty()));
    }
    tellNetwork();
  }

  private void runScript(VrrpEffect.StartTrackScript start) {
    runs.add(start.run());
    int then = incarnation;
    long took = world.chance(cluster.intervalNanos() / 2);
    world
        .time()
        .after(
            took,
            () -> {
              if (then == incarnation && runs.remove(start.run())) {
                tell(
                    new VrrpEvent.TrackScriptFinished(
                        start.script().name(),
                        start.run(),
                        new VrrpEvent.ScriptResult(
                            scriptGood, scriptGood ? 0 : 1, "", "exit status", took)));
              }
            });
  }

  private void tellNetwork() {
    tell(network());
  }

  private VrrpEvent network() {
    return new VrrpEvent.NetworkChanged(cluster.network(number, carrier, made, kernel.addresses()));
  }

  // --- What may be asked about it.

  boolean isRunning() {
    return election != null;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isStopping() {
    return stopping;
  }

  boolean hasStopped() {
    return stopped;
  }

  /** Nothing waits in front of its kernel. */
  boolean isUpToDate() {
    return effects.isEmpty();
  }

  /** Since when it runs without standing still. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** When the cable was plugged in last. */
  long carrierSinceNanos() {
    return carrierSinceNanos;
  }

  boolean hasCarrier() {
    return carrier;
  }

  boolean hasHandedOver(int router) {
    return handedOver[router];
  }

  void forgetHandovers() {
    Arrays.fill(handedOver, false);
  }

  boolean hasYielded(int router) {
    return yielded[router];
  }

  Set<Long> openTickets() {
    return tickets.keySet();
  }

  /** Whether every tracker without weight is content. */
  boolean isFit() {
    boolean scriptFails = cluster.script() && cluster.scriptWeight() == 0 && !scriptGood;
    return carrier && !scriptFails;
  }

  /** As configuration and trackers make it (keepalived's rules of weights). */
  int expectedPriority(int router) {
    int base = machine.priorities().get(router);
    if (base == VirtualRouter.OWNER_PRIORITY) {
      return base;
    }
    int weight = cluster.script() ? cluster.scriptWeight() : 0;
    int ofScript = weight > 0 == scriptGood ? weight : 0;
    int ofFile = cluster.file() ? fileValue * cluster.fileWeight() : 0;
    return Math.clamp(base + ofScript + ofFile, 1, VirtualRouter.OWNER_PRIORITY - 1);
  }

  boolean isConfigured(int router) {
    return router < routers;
  }

  int virtualAddresses() {
    return addresses;
  }

  boolean holds(int router) {
    return kernel.has(now(), cluster.virtualAddress(router, 0));
  }

  Cluster.Machine machine() {
    return machine;
  }

  private long now() {
    return world.time().nowNanos();
  }

  private void trace(String text) {
    trace(() -> text);
  }

  private void trace(Supplier<String> text) {
    world.trace(number, text);
  }

  @Override
  public String toString() {
    return Simulation.letter(number);
  }
}

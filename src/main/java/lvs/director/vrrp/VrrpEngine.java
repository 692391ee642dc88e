package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.MacAddress;
import lvs.director.model.Configuration;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VrrpConfiguration;
import lvs.director.model.VrrpEnvironment;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VrrpEvent.ScriptResult;
import lvs.director.vrrp.VrrpNotice.Kind;
import lvs.director.vrrp.packet.IncomingPacket;

/**
 * The election on one machine: virtual routers, sync groups, trackers. Pure: {@link #step} takes
 * the time and an event and gives effects; no clock, socket, thread or file inside. Called by one
 * thread.
 */
public final class VrrpEngine {
  /**
   * When hundreds of routers take over at once, the first advertisement shall not wait for the
   * last: what is left is due in the next step.
   */
  private static final int DUE_IN_ONE_STEP = 16;

  private final long startNanos;
  private final long bootNanos;
  private final Setting setting = new Setting();
  private final Agenda agenda = new Agenda();
  private final Links links = new Links(this::judgeAll);
  private final Trackers trackers = new Trackers(agenda, links, this::trackerChanged);
  private final Election election = new Election();
  private final Fitness fitness = new Fitness(links, trackers);
  private final Mastership mastership = new Mastership(setting);
  private final Sleep sleep = new Sleep(setting, mastership);
  private final Departures departures = new Departures(setting, mastership, sleep);
  private final Transitions transitions = new Transitions(setting, mastership, departures);
  private final Machine machine = new Machine(setting, mastership, departures, transitions);
  private final Hearing hearing = new Hearing(setting, links, machine);
  private final Holds holds = new Holds(election);
  private final Losses losses =
      new Losses(setting, election, links, mastership, machine, transitions, departures);
  private final Reload reload = new Reload(election, mastership, departures, agenda, machine::fire);
  private final Ending ending = new Ending(setting, election, trackers, mastership, departures);

  private Configuration configured = Configuration.EMPTY;
  private boolean started;
  private boolean socketsChanged;
  private Set<SocketPlan> listening = Set.of();
  private Set<InterfacePlan> made = Set.of();
  private Set<VirtualAddress> watched = Set.of();
  private NetworkState network = NetworkState.EMPTY;

  /**
   * @param nowNanos monotonic time of the start
   * @param bootNanos monotonic time of the machine's boot, for vrrp_delay_after_boot; may be
   *     negative
   */
  public VrrpEngine(long nowNanos, long bootNanos) {
    this.startNanos = nowNanos;
    this.bootNanos = bootNanos;
  }

  /** Reacts to an event; the effects are to be carried out in their order. */
  public List<VrrpEffect> step(long nowNanos, VrrpEvent event) {
    Step step = new Step(nowNanos);
    if (agenda.nextNanos() <= nowNanos) {
      election.serving().forEach(each -> wake(step, each));
    }
    react(step, event);
    finish(step);
    return step.effects;
  }

  private void wake(Step step, Router router) {
    if (sleep.fallBackIfLate(step, router)) {
      router.group.ifPresent(group -> transitions.followToBackup(step, router, group, false));
    }
  }

  private void react(Step step, VrrpEvent event) {
    switch (event) {
      case VrrpEvent.TimePassed() -> fire(step);
      case VrrpEvent.PacketReceived(IncomingPacket packet) -> hearing.hear(step, packet);
      case VrrpEvent.ConfigurationChanged(Configuration next) -> configure(step, next);
      case VrrpEvent.NetworkChanged(NetworkState now) -> networkChanged(step, now);
      case VrrpEvent.WallClock(long epochNanosAtZero) ->
          setting.epochNanosAtZero = epochNanosAtZero;
      case VrrpEvent.TrackScriptFinished(String name, long run, ScriptResult result) ->
          trackers.scriptFinished(step, name, run, result);
      case VrrpEvent.TrackFileRead(String name, long value, Optional<String> remark) ->
          trackers.fileRead(step, name, value, remark);
      case VrrpEvent.TrackProcessCounted(String name, int count) ->
          trackers.processCounted(step, name, count);
      case VrrpEvent.OwnedItemLost lost -> losses.lost(step, lost, configured.vrrp());
      case VrrpEvent.AddressClaimed(String _, InetAddress address, MacAddress by) ->
          losses.claimed(step, address, by);
      case VrrpEvent.EffectFailed(String router, String text) -> failed(step, router, text);
      case VrrpEvent.EffectRecovered(String router) -> recovered(step, router);
      case VrrpEvent.HandoverAsked asked ->
          departures.ask(step, asked, election.unit(asked.name()));
      case VrrpEvent.Released(String name) -> holds.release(step, name);
      case VrrpEvent.HoldsRestored(Set<String> routers) -> holds.restore(routers);
      case VrrpEvent.CatchingUp(String router, Optional<String> progress) ->
          catchUp(router, progress);
      case VrrpEvent.Stop stop -> ending.begin(step, stop.deadlineNanos());
    }
  }

  /** When {@link VrrpEvent.TimePassed} is due; {@link Long#MAX_VALUE} is never. */
  public long nextDeadlineNanos() {
    return agenda.nextNanos();
  }

  /** A snapshot, made now. */
  public VrrpView view() {
    return new VrrpView(
        Views.routers(election.routers(), mastership),
        Views.groups(election.groups().values()),
        trackers.statuses(),
        hearing.discarded());
  }

  private void fire(Step step) {
    List<Timed> due = agenda.takeDue(step.nowNanos, DUE_IN_ONE_STEP);
    for (Timed each : due) {
      each.fire(step);
      step.touch(each);
    }
  }

  // Configuration

  private void configure(Step step, Configuration next) {
    if (setting.stopping || started && isSame(next)) {
      return;
    }
    VrrpConfiguration vrrp = next.vrrp();
    boolean first = !started;
    setting.lease = next.director().addressLease();
    setting.putsLostAddressesBack = next.director().putsLostAddressesBack();
    if (first) {
      setting.quietUntilNanos = quietUntil(vrrp.environment());
    }
    StaticAddresses before = configured.vrrp().statics();
    configured = next;
    started = true;
    links.configure(step, vrrp.links().delays());
    reload.apply(step, vrrp);
    holds.applied();
    interfaces(step, first && !vrrp.virtualRouters().isEmpty());
    if (!before.equals(vrrp.statics())) {
      step.add(new VrrpEffect.SetStatics(vrrp.statics()));
    }
    hearing.configure(election.routers(), vrrp.environment().logsUnknownVrids());
    trackers.configure(step, vrrp);
    judgeAll(step);
    election.groups().values().forEach(each -> transitions.align(step, each));
    if (!first && next.global().pipes().statesOnReload()) {
      election.routers().forEach(each -> Notifications.repeat(step, each));
      election.groups().values().forEach(each -> Notifications.repeat(step, each));
    }
  }

  /** A reload that changes nothing does nothing. */
  private boolean isSame(Configuration next) {
    return next.vrrp().equals(configured.vrrp())
        && next.director().equals(configured.director())
        && !next.global().pipes().statesOnReload();
  }

  private long quietUntil(VrrpEnvironment environment) {
    long sinceStart =
        environment.startupDelay().isZero()
            ? Long.MIN_VALUE
            : startNanos + environment.startupDelay().toNanos();
    long sinceBoot =
        environment.delayAfterBoot().isZero()
            ? Long.MIN_VALUE
            : bootNanos + environment.delayAfterBoot().toNanos();
    return Math.max(sinceStart, sinceBoot);
  }

  private void interfaces(Step step, boolean always) {
    Set<InterfacePlan> plans = election.interfaces();
    if (always || !plans.equals(made)) {
      made = plans;
      step.add(new VrrpEffect.MakeInterfaces(plans));
    }
  }

  // Surroundings

  private void networkChanged(Step step, NetworkState now) {
    NetworkState before = network;
    network = now;
    if (made.stream().anyMatch(each -> mustBeMadeAgain(each, before, now))) {
      step.add(new VrrpEffect.MakeInterfaces(made));
    }
    reopen(step, before, now);
    links.update(step, now);
    judgeAll(step);
  }

  /** It vanished, or what it stands on came. */
  private static boolean mustBeMadeAgain(
      InterfacePlan plan, NetworkState before, NetworkState now) {
    boolean missing = now.link(plan.name()).isEmpty() && now.link(plan.base()).isPresent();
    return missing
        && (before.link(plan.name()).isPresent()
            || !before.links().isEmpty() && before.link(plan.base()).isEmpty());
  }

  /** A socket is bound to an interface by its number, which is another when it was made again. */
  private void reopen(Step step, NetworkState before, NetworkState now) {
    Set<SocketPlan> alive = new LinkedHashSet<>(listening);
    alive.removeIf(each -> index(before, each.interfaceName()) != index(now, each.interfaceName()));
    if (!alive.equals(listening)) {
      listening = alive;
      step.add(new VrrpEffect.Listen(alive));
    }
  }

  private static int index(NetworkState network, String name) {
    return network.link(name).map(NetworkState.Link::index).orElse(0);
  }

  private void judgeAll(Step step) {
    socketsChanged = true;
    trackers.linksChanged().forEach(each -> tell(step, each));
    judge(step, election.routers(), "");
  }

  private void trackerChanged(Step step, Tracker tracker) {
    tell(step, tracker);
    List<Router> concerned =
        election.routers().stream().filter(each -> refersTo(each, tracker)).toList();
    judge(step, concerned, tracker.kind().text() + " " + tracker.name() + ": " + tracker.detail());
  }

  private static boolean refersTo(Router router, Tracker tracker) {
    return router.references.stream()
        .anyMatch(each -> each.kind() == tracker.kind() && each.name().equals(tracker.name()));
  }

  private static void tell(Step step, Tracker tracker) {
    step.announce(
        tracker.isUp() ? Kind.TRACKER_UP : Kind.TRACKER_DOWN,
        tracker.name(),
        tracker.kind().text() + " " + tracker.name() + ": " + tracker.detail());
  }

  private void judge(Step step, List<Router> routers, String why) {
    if (setting.stopping) {
      return;
    }
    for (Router each : routers) {
      fitness.judge(each, election.virtualAddresses());
      Priorities.reweigh(step, each, why);
    }
    routers.forEach(each -> transitions.settle(step, each));
  }

  private void catchUp(String name, Optional<String> progress) {
    setting.catchingUp = progress.map(_ -> name);
    for (Router each : election.unit(name)) {
      progress.ifPresentOrElse(
          text -> each.problems.put(Router.CATCHING_UP, text),
          () -> each.problems.remove(Router.CATCHING_UP));
    }
  }

  private void failed(Step step, String handle, String text) {
    Optional<Router> router = election.byHandle(handle);
    router.ifPresent(each -> each.problems.put("effect", text));
    step.announce(Kind.EFFECT_FAILED, router.map(Router::name).orElse("director"), text);
  }

  private void recovered(Step step, String handle) {
    election
        .byHandle(handle)
        .filter(each -> each.problems.remove("effect") != null)
        .ifPresent(
            each ->
                step.announce(
                    Kind.EFFECT_RECOVERED,
                    each.name(),
                    "what could not be done for " + each.name() + " is done now"));
  }

  // End of a step

  private void finish(Step step) {
    groupsChanged(step);
    if (setting.mastersChanged) {
      holds.touch();
      watchClaims(step);
    }
    holds.keep(step);
    if (ending.isDue()) {
      listening = Set.of();
      made = Set.of();
      ending.end(step);
    } else if (socketsChanged && !setting.stopping) {
      listen(step);
    }
    step.touched().forEach(agenda::refresh);
  }

  private void listen(Step step) {
    socketsChanged = false;
    Set<SocketPlan> plans =
        Sockets.plan(election.routers(), links, configured.vrrp().environment().receiveBuffers());
    if (!plans.equals(listening)) {
      listening = plans;
      step.add(new VrrpEffect.Listen(plans));
    }
  }

  private void watchClaims(Step step) {
    setting.mastersChanged = false;
    Set<VirtualAddress> served = election.served();
    if (!served.equals(watched)) {
      watched = served;
      step.add(new VrrpEffect.WatchClaims(served));
    }
  }

  private void groupsChanged(Step step) {
    if (setting.stopping || election.groups().isEmpty()) {
      return;
    }
    Map<String, Group> touched = new LinkedHashMap<>();
    for (Timed each : step.touched()) {
      if (each instanceof Router router) {
        router.group.ifPresent(group -> touched.put(group.name(), group));
      }
    }
    touched.values().forEach(each -> groupChanged(step, each));
  }

  private static void groupChanged(Step step, Group group) {
    RouterState now = group.derived();
    if (now == group.state) {
      return;
    }
    group.state = now;
    group.sinceNanos = step.nowNanos;
    group.reason = group.leader().map(each -> each.name() + ": " + each.reason).orElse("");
    switch (now) {
      case MASTER -> Notifications.group(step, group, Notified.MASTER, group.reason);
      case BACKUP -> Notifications.group(step, group, Notified.BACKUP, group.reason);
      case FAULT -> Notifications.group(step, group, Notified.FAULT, group.reason);
      case INIT -> {}
    }
  }
}

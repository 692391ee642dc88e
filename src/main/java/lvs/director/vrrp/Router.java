package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.References.Reference;
import lvs.director.vrrp.packet.AdvertisementCodec;

/** Everything that is known about one virtual router; {@link Machine} decides about it. */
final class Router extends Timed {
  /** Key of a problem. */
  static final String SECOND_MASTER = "second master";

  /** Key of a problem. */
  static final String CATCHING_UP = "catching up";

  /** Name in effects: it stays when a reload gives the virtual router another one. */
  final String handle;

  final AdvertisementCodec codec;
  final Tally tally = new Tally();
  final Peers peers = new Peers();
  final OncePerMinute notices = new OncePerMinute();
  final Map<String, String> problems = new LinkedHashMap<>();
  final Rivals rivals = new Rivals();
  final Said said = new Said();
  private final BiConsumer<Step, Router> firing;

  private VirtualRouter config;
  private Wiring wiring;
  List<Reference> references = List.of();
  Optional<Group> group = Optional.empty();

  private VirtualRouterState state = VirtualRouterState.INIT;
  long sinceNanos;
  String reason = "not started";
  String newMasterReason = "not-master";
  Optional<Notified> notified = Optional.empty();

  /** Sum of what its trackers add to its priority. */
  int contribution;

  /** Effective. */
  int priority;

  Optional<InetAddress> source = Optional.empty();

  /** Own reasons for FAULT. */
  List<String> faults = List.of();

  /** What INIT waits for; empty is nothing. */
  Optional<String> waiting = Optional.of("the network is not known yet");

  /** It would be master, were it not for its sync group. */
  boolean wantsMaster;

  /** Master_Adver_Interval. */
  long masterIntervalNanos;

  Optional<InetAddress> master = Optional.empty();
  OptionalInt masterPriority = OptionalInt.empty();
  OptionalLong heardNanos = OptionalLong.empty();

  /** How long before its last mastership its predecessor was heard. */
  OptionalLong takeoverNanos = OptionalLong.empty();

  /** An operator keeps it from mastership. */
  boolean held;

  /** It handed over and does not take back from a running master. */
  boolean yielded;

  /** Addresses of an earlier run may still be on the machine. */
  boolean mayHaveLeftovers = true;

  /** Seconds that the kernel was told when the addresses were taken; empty is forever. */
  OptionalInt lease = OptionalInt.empty();

  /** When somebody removed something of it. */
  final Deque<Long> lossesNanos = new ArrayDeque<>();

  Optional<Handover> handover = Optional.empty();

  /** What scripts and pipes were told last. */
  enum Notified {
    MASTER,
    BACKUP,
    FAULT,
    STOP,
    DELETED
  }

  /**
   * @param firing called when a deadline is due
   */
  Router(String handle, VirtualRouter config, Wiring wiring, BiConsumer<Step, Router> firing) {
    this.handle = handle;
    this.config = config;
    this.wiring = wiring;
    this.firing = firing;
    this.codec = new AdvertisementCodec(config);
    this.priority = config.priority();
    this.masterIntervalNanos = Timers.interval(config);
    peers.configure(config);
  }

  void configure(VirtualRouter next, Wiring nextWiring) {
    config = next;
    wiring = nextWiring;
  }

  VirtualRouter config() {
    return config;
  }

  Wiring wiring() {
    return wiring;
  }

  String name() {
    return config.name();
  }

  Optional<InetAddress> source() {
    return source;
  }

  boolean isOwner() {
    return config.priority() == VirtualRouter.OWNER_PRIORITY;
  }

  VirtualRouterState state() {
    return state;
  }

  /** Serves, be it only until its successor comes. */
  boolean serves() {
    return state.name() == RouterState.MASTER;
  }

  void enter(Step step, VirtualRouterState next) {
    state = next;
    step.touch(this);
  }

  void explain(Step step, String why) {
    reason = why;
    sinceNanos = step.nowNanos;
  }

  long skewNanos() {
    return Timers.skew(config, priority, masterIntervalNanos);
  }

  long masterDownNanos() {
    return Timers.masterDown(config, priority, masterIntervalNanos);
  }

  long intervalNanos() {
    return Timers.interval(config);
  }

  @Override
  long nextNanos() {
    return Math.min(state.nextNanos(), rivals.nextNanos());
  }

  @Override
  void fire(Step step) {
    firing.accept(step, this);
    step.touch(this);
  }
}

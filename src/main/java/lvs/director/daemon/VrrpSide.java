package lvs.director.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import lvs.director.model.Configuration;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VrrpConfiguration;
import lvs.director.port.AdvertisementChannel;
import lvs.director.port.Director.VrrpHealth;
import lvs.director.port.NetworkControl;
import lvs.director.port.Refusal;
import lvs.director.probe.ScriptRunner;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpNotice;
import lvs.director.vrrp.VrrpView;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * Runs an election from the first configuration that asks for one, and joins it to the machine, to
 * trackers and scripts, to the journal and to the holds on disk.
 */
final class VrrpSide implements AutoCloseable {
  /** Processor time that takeovers are rehearsed for; nothing of it reaches the machine. */
  private static final long REHEARSAL_NANOS = 300_000_000;

  private final Surroundings around;
  private final VrrpNotifier notifier;
  private volatile Optional<Running> running = Optional.empty();
  private Optional<VrrpEvent.CatchingUp> catchingUp = Optional.empty();
  private volatile OperatingSystem.Precedence precedence = OperatingSystem.Precedence.NONE;

  /** What lives longer than an election, or is not its own. */
  record Surroundings(
      OperatingSystem machine,
      LinkReports links,
      Optional<PacketRecorder> recorder,
      ScriptRunner scriptRunner,
      ScriptQueue scripts,
      Journal journal,
      StateWriter state,
      HoldStore holds,
      EventLog log,
      Runnable onTaken,
      Consumer<VrrpNotice> onNotice,
      Consumer<Throwable> onDefect) {}

  /** An election with those who serve it. */
  private record Running(
      RunningElection election, TrackerRunner trackers, OperatingSystem.ClaimWatcher claims) {}

  VrrpSide(Surroundings around) {
    this.around = around;
    this.notifier = new VrrpNotifier(around.scripts());
  }

  /** Whether the configuration has anything for an election to do; files may be for checks only. */
  static boolean isNeeded(Configuration configuration) {
    VrrpConfiguration vrrp = configuration.vrrp();
    return !vrrp.virtualRouters().isEmpty()
        || !vrrp.statics().equals(StaticAddresses.NONE)
        || !vrrp.trackScripts().isEmpty()
        || !vrrp.trackProcesses().isEmpty();
  }

  /** Why the election of this configuration cannot run here; asked before it is put in force. */
  Optional<String> obstacle(Configuration configuration) {
    return running.isEmpty() && isNeeded(configuration)
        ? around.machine().obstacle()
        : Optional.empty();
  }

  /**
   * Returns when the election has the configuration; without one to run it does nothing.
   *
   * @param files that the configuration was read from, for a recording
   * @throws Refusal when the machine does not let an election run; says why and the remedy
   */
  void putInForce(Configuration configuration, List<String> files) throws Refusal {
    around.links().configure(configuration.vrrp().links());
    if (running.isPresent()) {
      running.get().election().configure(configuration);
    } else if (isNeeded(configuration)) {
      try {
        start(begin(configuration), configuration, files);
      } catch (IOException impossible) {
        throw new Refusal("VRRP cannot run: " + impossible.getMessage());
      }
    }
  }

  private void start(RunningElection election, Configuration configuration, List<String> files)
      throws IOException, Refusal {
    if (around.recorder().isPresent()) {
      around.recorder().get().begin(configuration, files, around.links().state());
    }
    long startNanos = election.configure(configuration);
    around.recorder().ifPresent(recorder -> recorder.start(startNanos));
  }

  private RunningElection begin(Configuration configuration) throws IOException, Refusal {
    Rehearsal.run(configuration, REHEARSAL_NANOS);
    around.links().watch();
    OperatingSystem.ClaimWatcher claims = around.machine().watchClaims(around.links());
    try {
      AdvertisementChannel channel = around.machine().channel();
      RunningElection election = election(configuration, channel);
      TrackerRunner trackers =
          new TrackerRunner(around.scriptRunner(), election::post, around.log());
      running = Optional.of(new Running(election, trackers, claims));
      election.start();
      around.links().tell(election::post);
      restoreHolds(election);
      tellCatchingUp();
      return election;
    } catch (IOException impossible) {
      claims.close();
      throw impossible;
    }
  }

  private RunningElection election(Configuration configuration, AdvertisementChannel channel)
      throws IOException {
    OperatingSystem machine = around.machine();
    try {
      NetworkControl network = machine.network(configuration);
      NetworkRehearsal.run(network, channel, around.links().state());
      return new RunningElection(
          new VrrpEngine(System.nanoTime(), machine.bootNanos()),
          new RunningElection.Parts(
              channel, network, machine::errnoText, new EffectsElsewhere(configuration)));
    } catch (IOException impossible) {
      channel.close();
      throw impossible;
    }
  }

  /** Holds that cannot be read are no reason to serve nobody. */
  private void restoreHolds(RunningElection election) throws Refusal {
    try {
      Set<String> held = around.holds().restore();
      if (!held.isEmpty()) {
        around.log().warning("still held from mastership: " + String.join(", ", held));
      }
      election.restoreHolds(held);
    } catch (IOException unreadable) {
      around.log().error("holds from before cannot be read: " + unreadable.getMessage());
    }
  }

  /** A virtual router leaves the mastership to others for now, or no longer. */
  synchronized void catchUp(VrrpEvent.CatchingUp event) {
    catchingUp = Optional.of(event);
    tellCatchingUp();
  }

  /** The newest is told last, whoever tells it. */
  private synchronized void tellCatchingUp() {
    catchingUp.ifPresent(event -> running.ifPresent(each -> each.election().post(event)));
  }

  VrrpView view() {
    return running.map(each -> each.election().view()).orElse(VrrpView.EMPTY);
  }

  /** The election's thread, while there is an election. */
  Optional<Turning> engine() {
    return running.map(each -> each.election().engine());
  }

  VrrpHealth health() {
    return running
        .map(each -> each.election().health(precedence.realtimePriority()))
        .orElse(VrrpHealth.IDLE);
  }

  String failover(String name, Optional<InetAddress> to, boolean hold) throws Refusal {
    return election().failover(name, to, hold);
  }

  void release(String name) throws Refusal {
    election().release(name);
  }

  private RunningElection election() throws Refusal {
    return running
        .map(Running::election)
        .orElseThrow(() -> new Refusal("no virtual router is configured"));
  }

  /** Hands every mastership over and takes everything back; all else goes on meanwhile. */
  void stop() {
    running.ifPresent(
        each -> {
          if (!each.election().stop()) {
            around.log().warning("the virtual addresses were dropped without a handover");
          }
        });
  }

  /** Ends {@link #stop} at once. */
  void hurry() {
    running.ifPresent(each -> each.election().hurry());
  }

  @Override
  public void close() {
    running.ifPresent(
        each -> {
          each.election().close();
          each.trackers().close();
          each.claims().close();
        });
    running = Optional.empty();
  }

  /** What an election has to do outside of itself and the network. */
  private final class EffectsElsewhere implements RunningElection.Outside {
    private final Configuration first;

    EffectsElsewhere(Configuration first) {
      this.first = first;
    }

    @Override
    public void begin() {
      precedence = around.machine().takePrecedence(first.global().processes().vrrp());
      around.log().info("thread of the election: " + String.join(", ", precedence.reached()));
      precedence.missed().forEach(around.log()::warning);
    }

    /** An address that comes late is a takeover that comes late. */
    @Override
    public void beginNetwork() {
      around.machine().takePrecedence(first.global().processes().vrrp());
    }

    @Override
    public void perform(VrrpEffect effect) {
      running.ifPresent(each -> perform(each, effect));
    }

    private void perform(Running with, VrrpEffect effect) {
      switch (effect) {
        case VrrpEffect.Announce announce -> {
          around.onNotice().accept(announce.notice());
          around.journal().announce(announce.notice());
        }
        case VrrpEffect.RunScript script -> notifier.run(script);
        case VrrpEffect.WriteFifo line -> notifier.write(line);
        case VrrpEffect.KeepHolds keep -> around.state().keepHolds(keep.routers());
        case VrrpEffect.WatchClaims watch ->
            with.claims().watch(watch.addresses(), around.links()::isOurs);
        case VrrpEffect.StartTrackScript start -> with.trackers().start(start);
        case VrrpEffect.StopTrackScript stop -> with.trackers().stop(stop);
        case VrrpEffect.WatchFiles files -> with.trackers().watchFiles(files.files());
        case VrrpEffect.WatchProcesses processes ->
            with.trackers().watchProcesses(processes.processes());
        default -> throw new IllegalStateException("nobody carries out " + effect);
      }
    }

    @Override
    public void taken(OwnedItems items) {
      around.onTaken().run();
    }

    @Override
    public void received(long nowNanos, IncomingPacket packet) {
      around.recorder().ifPresent(recorder -> recorder.received(nowNanos, packet));
    }

    @Override
    public void sent(long nowNanos, OutgoingPacket packet) {
      around.recorder().ifPresent(recorder -> recorder.sent(nowNanos, packet));
    }

    @Override
    public void stopping(long nowNanos) {
      around.recorder().ifPresent(recorder -> recorder.stops(nowNanos));
    }

    @Override
    public void defect(Throwable cause) {
      around.onDefect().accept(cause);
    }
  }
}

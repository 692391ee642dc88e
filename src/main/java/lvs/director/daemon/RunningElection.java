package lvs.director.daemon;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualRouter;
import lvs.director.port.AdvertisementChannel;
import lvs.director.port.Director.VrrpHealth;
import lvs.director.port.NetworkControl;
import lvs.director.port.Refusal;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpView;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * The election at work: the engine's thread, the thread of its effects on the network, and the way
 * of all other effects to those who carry them out.
 */
final class RunningElection implements AutoCloseable {
  private static final long ANSWER_SECONDS = 30;
  private static final Duration HANDOVER_MARGIN = Duration.ofSeconds(10);
  private static final Duration STOP_MARGIN = Duration.ofSeconds(1);
  private static final long DROP_MILLIS = 5_000;

  private final Parts parts;
  private final VrrpLoop loop;
  private final NetEffects network;
  private final EffectRelay relay;
  private final AtomicLong tickets = new AtomicLong();
  private final Map<Long, CompletableFuture<VrrpEffect.HandoverEnded>> handovers =
      new ConcurrentHashMap<>();
  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
  private boolean cleanedUp;

  /**
   * What an election is made of besides its own threads.
   *
   * @param errnoText what an errno of the channel means
   */
  record Parts(
      AdvertisementChannel channel,
      NetworkControl network,
      IntFunction<String> errnoText,
      Outside outside) {}

  /** Whom the election tells; nobody of them waits. */
  interface Outside {
    /** On the thread of the election, before its first round. */
    void begin();

    /** On the thread of the changes of the network, before its first one. */
    void beginNetwork();

    /** What is no change of the network: notices, scripts, trackers, holds. In order. */
    void perform(VrrpEffect effect);

    /** Addresses are on the machine now. */
    void taken(OwnedItems items);

    void received(long nowNanos, IncomingPacket packet);

    void sent(long nowNanos, OutgoingPacket packet);

    void stopping(long nowNanos);

    /** An invariant broke; the director must stop. The addresses have been dropped. */
    void defect(Throwable cause);
  }

  RunningElection(VrrpEngine engine, Parts parts) {
    this.parts = parts;
    this.relay = new EffectRelay(this::handOn, this::defect);
    this.loop = new VrrpLoop(engine, parts.channel(), parts.errnoText(), new LoopHooks());
    this.network = new NetEffects(parts.network(), loop.failures(), new NetworkHooks());
  }

  void start() {
    relay.start();
    network.start();
    loop.start();
  }

  /** The thread without which there is no election. */
  Turning engine() {
    return loop;
  }

  VrrpView view() {
    return loop.view();
  }

  VrrpHealth health(int realtimePriority) {
    long nowNanos = System.nanoTime();
    LatenessHistogram lateness = loop.lateness();
    return new VrrpHealth(
        true,
        realtimePriority,
        lateness.quantileNanos(nowNanos, 0.5),
        lateness.quantileNanos(nowNanos, 0.99),
        lateness.quantileNanos(nowNanos, 1),
        lateness.sinceStart(),
        network.queued() + relay.queued(),
        network.refused() + relay.refused(),
        loop.refused(),
        loop.overruns());
  }

  void restoreHolds(Set<String> routers) throws Refusal {
    ask(new VrrpEvent.HoldsRestored(routers));
  }

  void networkChanged(NetworkState state) {
    post(new VrrpEvent.NetworkChanged(state));
  }

  void post(VrrpEvent event) {
    loop.post(event);
  }

  /**
   * Returns when the engine has the configuration and the view shows it.
   *
   * @return monotonic time at which the engine was told
   */
  long configure(Configuration configuration) throws Refusal {
    network.configure(configuration.vrrp().links());
    long toldNanos = ask(new VrrpEvent.ConfigurationChanged(configuration));
    if (!cleanedUp) {
      cleanedUp = true;
      network.cleanUp(mayStay(configuration));
    }
    return toldNanos;
  }

  /**
   * Addresses that an earlier run left and that may stay: those that end by their lease, in case
   * this machine becomes master before.
   */
  private static Set<InetAddress> mayStay(Configuration configuration) {
    Set<InetAddress> addresses = new HashSet<>();
    if (configuration.director().addressLease().enabled()) {
      for (VirtualRouter router : configuration.vrrp().virtualRouters()) {
        router.addresses().forEach(each -> addresses.add(each.address()));
        router.excludedAddresses().forEach(each -> addresses.add(each.address()));
      }
    }
    return addresses;
  }

  private long ask(VrrpEvent event) throws Refusal {
    try {
      return loop.ask(event).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted while waiting for the election");
    } catch (ExecutionException | TimeoutException late) {
      throw new Refusal("the election did not answer within " + ANSWER_SECONDS + " s");
    }
  }

  /**
   * @see lvs.director.port.DirectorControl#failover
   */
  String failover(String name, Optional<InetAddress> to, boolean hold) throws Refusal {
    Duration limit = protocolTime().plus(HANDOVER_MARGIN);
    long ticket = tickets.incrementAndGet();
    CompletableFuture<VrrpEffect.HandoverEnded> ended = new CompletableFuture<>();
    handovers.put(ticket, ended);
    try {
      ask(new VrrpEvent.HandoverAsked(ticket, name, to, hold));
      VrrpEffect.HandoverEnded end = ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (end.refusal().isPresent()) {
        throw new Refusal(end.refusal().get());
      }
      return end.report();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted while handing over; see 'lvs-director status'");
    } catch (ExecutionException | TimeoutException late) {
      throw new Refusal(
          "no end of the handover within "
              + limit.toSeconds()
              + " s; see 'lvs-director status' for who is master");
    } finally {
      handovers.remove(ticket);
    }
  }

  void release(String name) throws Refusal {
    boolean known = view().router(name).isPresent() || view().group(name).isPresent();
    if (!known) {
      throw new Refusal("no virtual router or sync group '" + name + "'");
    }
    ask(new VrrpEvent.Released(name));
  }

  /** Longer than any successor needs. */
  private Duration protocolTime() {
    return view().routers().stream()
        .filter(each -> each.state() == RouterState.MASTER)
        .map(each -> each.masterDownInterval().multipliedBy(2))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * The orderly end: hands every mastership over, then takes everything back.
   *
   * @return false when the addresses had to be dropped without a handover
   */
  boolean stop() {
    Duration limit = protocolTime().plus(STOP_MARGIN);
    loop.post(new VrrpEvent.Stop(OptionalLong.empty()));
    boolean handedOver = false;
    try {
      handedOver = stopped.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      // Dropped below.
    }
    if (!handedOver) {
      network.dropEverything(DROP_MILLIS);
    }
    return handedOver;
  }

  /** Ends {@link #stop} at once; the addresses are dropped all the same. */
  void hurry() {
    stopped.complete(false);
  }

  /** On the relay's thread. */
  private void handOn(VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.HandoverEnded end -> {
        CompletableFuture<VrrpEffect.HandoverEnded> waiting = handovers.get(end.ticket());
        if (waiting != null) {
          waiting.complete(end);
        }
      }
      case VrrpEffect.Stopped _ -> stopped.complete(true);
      default -> parts.outside().perform(effect);
    }
  }

  private void route(VrrpEffect effect) {
    boolean accepted =
        switch (effect) {
          case VrrpEffect.Announce _,
              VrrpEffect.StartTrackScript _,
              VrrpEffect.StopTrackScript _,
              VrrpEffect.WatchFiles _,
              VrrpEffect.WatchProcesses _,
              VrrpEffect.WatchClaims _,
              VrrpEffect.KeepHolds _ ->
              relay.offer(effect);
          default -> network.offer(effect);
        };
    if (!accepted) {
      loop.failures().failed("", "queue", "the queue of effects is full, some were lost");
    }
  }

  private void defect(Throwable cause) {
    network.dropEverything(DROP_MILLIS);
    parts.outside().defect(cause);
    hurry();
  }

  private final class LoopHooks implements VrrpLoop.Hooks {
    @Override
    public void begin() {
      parts.outside().begin();
    }

    @Override
    public void perform(VrrpEffect effect) {
      route(effect);
    }

    @Override
    public void received(long nowNanos, IncomingPacket packet) {
      parts.outside().received(nowNanos, packet);
    }

    @Override
    public void sent(long nowNanos, OutgoingPacket packet) {
      parts.outside().sent(nowNanos, packet);
    }

    @Override
    public void stopping(long nowNanos) {
      parts.outside().stopping(nowNanos);
    }

    @Override
    public void defect(Throwable cause) {
      RunningElection.this.defect(cause);
    }
  }

  private final class NetworkHooks implements NetEffects.Hooks {
    @Override
    public void begin() {
      parts.outside().beginNetwork();
    }

    @Override
    public void passOn(VrrpEffect effect) {
      relay.offer(effect);
    }

    @Override
    public void taken(OwnedItems items) {
      parts.outside().taken(items);
    }

    /** This thread has dropped everything itself. */
    @Override
    public void defect(Throwable cause) {
      parts.outside().defect(cause);
      hurry();
    }
  }

  /** Without a handover unless {@link #stop} came before; nothing is left behind. */
  @Override
  public void close() {
    loop.close();
    if (!stopped.isDone() || !stopped.join()) {
      network.dropEverything(DROP_MILLIS);
    }
    network.close();
    relay.close();
  }
}

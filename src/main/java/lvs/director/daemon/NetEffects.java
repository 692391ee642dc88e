package lvs.director.daemon;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lvs.director.model.LinkSettings;
import lvs.director.model.StaticAddresses;
import lvs.director.port.NetworkControl;
import lvs.director.vrrp.OwnedItems;
import lvs.director.vrrp.VrrpEffect;

/**
 * The thread that changes the machine's addresses, routes, rules and interfaces, in the order of
 * the effects, and that tells the neighbours. Announcements yield: between two changes at most a
 * handful of packets are sent, so eighty addresses or two hundred virtual routers never delay
 * another one. What is no change of the network and shall come after them (scripts, the end) passes
 * through in order.
 */
final class NetEffects implements AutoCloseable {
  private static final int CAPACITY = 65_536;
  private static final int ANNOUNCEMENTS_BETWEEN_CHANGES = 8;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final String ITEMS = "addresses";
  private static final String LEASE = "lease";
  private static final String INTERFACES = "interfaces";
  private static final String STATICS = "static items";
  private static final String ANNOUNCEMENTS = "announcements";

  private final NetworkControl control;
  private final EffectFailures failures;
  private final Hooks hooks;
  private final Mailbox<Runnable> queue = new Mailbox<>(CAPACITY);

  /** Number of cancellations on their way for each router: nothing is announced meanwhile. */
  private final Map<String, Integer> cancelling = new ConcurrentHashMap<>();

  private final AnnouncementQueue announcements = new AnnouncementQueue();
  private final Retries retries = new Retries();
  private final Holdings holdings = new Holdings();
  private final CountDownLatch emptied = new CountDownLatch(1);
  private final Thread thread;
  private volatile int waitingAnnouncements;
  private volatile boolean dropping;
  private volatile boolean closing;

  /** Whom this thread tells; nobody of them waits. */
  interface Hooks {
    /** On the thread, before its first change: priority. */
    void begin();

    /** An effect of others, now that all changes before it are made. */
    void passOn(VrrpEffect effect);

    /** Addresses are on the machine now. */
    void taken(OwnedItems items);

    /** An invariant broke; everything has been dropped. */
    void defect(Throwable cause);
  }

  NetEffects(NetworkControl control, EffectFailures failures, Hooks hooks) {
    this.control = control;
    this.failures = failures;
    this.hooks = hooks;
    this.thread = Thread.ofPlatform().name("net-effects").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Changes and announcements that wait. */
  int queued() {
    return queue.size() + waitingAnnouncements;
  }

  long refused() {
    return queue.refused();
  }

  void configure(LinkSettings links) {
    queue.offer(() -> announcements.configure(links));
  }

  /** Removes what an earlier run left, once everything queued before is done. */
  void cleanUp(Set<InetAddress> kept) {
    queue.offer(() -> report("", "leftovers", control.cleanUp(kept)));
  }

  /** Queues an effect; false when the queue is full, so that it is lost. */
  boolean offer(VrrpEffect effect) {
    if (effect instanceof VrrpEffect.CancelAnnouncements cancel) {
      cancelling.merge(cancel.router(), 1, Integer::sum);
    }
    return queue.offer(() -> carryOut(effect));
  }

  private void run() {
    try {
      hooks.begin();
      while (!closing || !queue.isEmpty()) {
        round();
      }
    } catch (RuntimeException | Error defect) {
      dropping = true;
      dropWhatIsHeld();
      hooks.defect(defect);
    } finally {
      emptied.countDown();
    }
  }

  private void round() {
    if (dropping && emptied.getCount() > 0) {
      dropWhatIsHeld();
      emptied.countDown();
    }
    Runnable change = queue.poll();
    if (change != null) {
      change.run();
    }
    announceSome();
    long nowNanos = System.nanoTime();
    retries.poll(nowNanos).ifPresent(due -> attempt(due.subject(), due.effect(), due.tries()));
    if (change == null) {
      queue.await(
          Math.min(
              IDLE_NANOS,
              Math.min(announcements.waitNanos(nowNanos), retries.waitNanos(nowNanos))));
    }
  }

  private void announceSome() {
    for (int i = 0; i < ANNOUNCEMENTS_BETWEEN_CHANGES; i++) {
      Optional<AnnouncementQueue.Packet> packet = announcements.poll(System.nanoTime());
      if (packet.isEmpty()) {
        break;
      }
      announce(packet.get());
    }
    waitingAnnouncements = announcements.size();
  }

  private void announce(AnnouncementQueue.Packet packet) {
    if (packet.kind() == AnnouncementQueue.Kind.PROBE) {
      report(packet.router(), ANNOUNCEMENTS, control.probe(packet.address()));
    } else if (!cancelling.containsKey(packet.router())) {
      report(packet.router(), ANNOUNCEMENTS, control.announce(packet.address()));
    }
  }

  private void carryOut(VrrpEffect effect) {
    switch (effect) {
      case VrrpEffect.MakeInterfaces make -> change("", INTERFACES, make);
      case VrrpEffect.SetStatics set -> change("", STATICS, set);
      case VrrpEffect.Take take -> change(take.router(), ITEMS, take);
      case VrrpEffect.Drop drop -> change(drop.router(), ITEMS, drop);
      case VrrpEffect.Renew renew -> change(renew.router(), LEASE, renew);
      case VrrpEffect.AnnounceAddresses announce ->
          announcements.announce(announce.router(), announce.addresses(), announce.repeat());
      case VrrpEffect.CancelAnnouncements cancel -> cancel(cancel.router());
      case VrrpEffect.ProbeAddresses probe ->
          announcements.probe(probe.router(), probe.addresses());
      default -> hooks.passOn(effect);
    }
  }

  private void cancel(String router) {
    announcements.cancel(router);
    cancelling.computeIfPresent(router, (_, count) -> count == 1 ? null : count - 1);
  }

  private void change(String router, String what, VrrpEffect effect) {
    retries.forget(new Retries.Subject(router, what));
    attempt(new Retries.Subject(router, what), effect, 0);
  }

  private void attempt(Retries.Subject subject, VrrpEffect effect, int triesBefore) {
    if (dropping && !(effect instanceof VrrpEffect.Drop)) {
      return;
    }
    List<String> problems = apply(effect);
    report(subject.router(), subject.what(), problems);
    if (!problems.isEmpty()) {
      retries.failed(subject, effect, triesBefore, System.nanoTime());
    } else if (triesBefore > 0 && effect instanceof VrrpEffect.Take late) {
      announcements.announce(late.router(), late.items().addresses(), 1);
    }
  }

  private List<String> apply(VrrpEffect effect) {
    return switch (effect) {
      case VrrpEffect.MakeInterfaces make -> control.interfaces(make.interfaces());
      case VrrpEffect.SetStatics set -> control.statics(set.statics());
      case VrrpEffect.Take take -> take(take);
      case VrrpEffect.Drop drop -> drop(drop);
      case VrrpEffect.Renew renew ->
          control.renew(renew.router(), renew.addresses(), renew.leaseSeconds());
      default -> throw new IllegalStateException("no change of the network: " + effect);
    };
  }

  private List<String> take(VrrpEffect.Take take) {
    holdings.took(take.router(), take.items());
    List<String> problems = control.take(take.router(), take.items(), take.leaseSeconds());
    hooks.taken(take.items());
    return problems;
  }

  private List<String> drop(VrrpEffect.Drop drop) {
    retries.forget(new Retries.Subject(drop.router(), LEASE));
    holdings.dropped(drop.router(), drop.items());
    return control.drop(drop.router(), drop.items());
  }

  private void report(String router, String what, List<String> problems) {
    if (problems.isEmpty()) {
      failures.succeeded(router, what);
    } else {
      failures.failed(router, what, String.join("; ", problems));
    }
  }

  /**
   * Takes everything off the machine whatever the engine thinks, and puts nothing on it any more:
   * the way out of a defect and of an end that must not wait.
   *
   * @return false when it did not happen in time; then the leases end by themselves
   */
  boolean dropEverything(long timeoutMillis) {
    dropping = true;
    queue.wake();
    try {
      return emptied.await(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void dropWhatIsHeld() {
    while (queue.poll() != null) {
      // What was to come is void.
    }
    retries.clear();
    holdings.dropAll(control::drop);
    control.statics(StaticAddresses.NONE);
    control.interfaces(Set.of());
  }

  /** Does what is queued and ends the thread; the network stays open. */
  void end() {
    closing = true;
    queue.wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is queued, then ends and closes the network. */
  @Override
  public void close() {
    end();
    control.close();
  }
}

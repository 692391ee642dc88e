package lvs.director.daemon;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import lvs.director.base.Endpoint;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.pool.PoolEvent.Connections;
import lvs.director.port.DataPlane;
import lvs.director.port.Director.ServiceRates;

/**
 * The thread that owns the data plane: applies the newest wanted table, compares again every two
 * seconds, and reads the counters. Tables that were overtaken by a newer one are never applied.
 */
final class PlaneLoop implements AutoCloseable {
  /** The kernel's estimator has the same period (net/netfilter/ipvs/ip_vs_est.c). */
  static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final DataPlane plane;
  private final EventLog log;
  private final Consumer<Map<ServiceKey, DataPlane.ServiceCounters>> onCounters;
  private final RateEstimator estimator = new RateEstimator();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** These three belong to the thread. */
  private long nextTickNanos;

  private LvsSettings configured;
  private String failure;
  private ServiceTable wanted = ServiceTable.EMPTY;
  private LvsSettings settings = LvsSettings.DEFAULT;
  private long wantedVersion;
  private long appliedVersion;
  private boolean closing;
  private volatile List<DataPlane.Refused> refused = List.of();
  private volatile Map<ServiceKey, ServiceRates> traffic = Map.of();

  PlaneLoop(
      DataPlane plane,
      EventLog log,
      Consumer<Map<ServiceKey, DataPlane.ServiceCounters>> onCounters) {
    this.plane = plane;
    this.log = log;
    this.onCounters = onCounters;
    this.nextTickNanos = System.nanoTime() + TICK_NANOS;
    this.thread = Thread.ofPlatform().name("dataplane").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void want(ServiceTable table) {
    change(() -> wanted = table);
  }

  void configure(LvsSettings lvs) {
    change(() -> settings = lvs);
  }

  /** Compares at once: addresses came that services wait for. */
  void compareNow() {
    change(() -> {});
  }

  private void change(Runnable how) {
    lock.lock();
    try {
      how.run();
      wantedVersion++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until what was wanted at the call has been applied; false when it took too long. */
  boolean settle(long timeoutSeconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(timeoutSeconds);
    lock.lock();
    try {
      long target = wantedVersion;
      while (appliedVersion < target && left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
      return appliedVersion >= target;
    } finally {
      lock.unlock();
    }
  }

  List<DataPlane.Refused> refused() {
    return refused;
  }

  Map<ServiceKey, ServiceRates> traffic() {
    return traffic;
  }

  private record Work(ServiceTable table, LvsSettings lvs, long version) {}

  private void run() {
    try {
      for (Work work = next(); work != null; work = next()) {
        carryOut(work);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** What to do once something changed or the tick is due; null at the end. */
  private Work next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nextTickNanos - System.nanoTime();
      while ((wantedVersion == appliedVersion || failure != null) && left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
      return closing ? null : new Work(wanted, settings, wantedVersion);
    } finally {
      lock.unlock();
    }
  }

  /** A plane that fails keeps what it has; the next comparison tries again. */
  private void carryOut(Work work) {
    try {
      if (!work.lvs().equals(configured)) {
        plane.configure(work.lvs(), IpvsSettings.DEFAULT);
        configured = work.lvs();
      }
      report(plane.apply(work.table()).refused());
      if (nextTickNanos - System.nanoTime() <= 0) {
        count();
      }
      applied(work.version());
      recovered();
    } catch (RuntimeException defect) {
      failed(defect);
    } finally {
      if (nextTickNanos - System.nanoTime() <= 0) {
        nextTickNanos = System.nanoTime() + TICK_NANOS;
      }
    }
  }

  private void failed(RuntimeException defect) {
    if (!defect.toString().equals(failure)) {
      log.error("data plane: failed and is tried again every 2 s: " + defect);
    }
    failure = defect.toString();
  }

  private void recovered() {
    if (failure != null) {
      log.info("data plane: works again");
      failure = null;
    }
  }

  private void applied(long version) {
    lock.lock();
    try {
      appliedVersion = version;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A refusal is logged when it appears and when it is gone, not at each comparison. */
  private void report(List<DataPlane.Refused> now) {
    if (now.equals(refused)) {
      return;
    }
    Set<DataPlane.Refused> before = new HashSet<>(refused);
    for (DataPlane.Refused refusal : now) {
      if (!before.remove(refusal)) {
        say(refusal);
      }
    }
    before.forEach(gone -> log.info("data plane: " + gone.what() + " is in place now"));
    refused = List.copyOf(now);
  }

  private void say(DataPlane.Refused refusal) {
    String text = "data plane: " + refusal.what() + ": " + refusal.why();
    if (refusal.awaits().isPresent()) {
      log.info(text);
    } else {
      log.error(text);
    }
  }

  private void count() {
    Map<ServiceKey, DataPlane.ServiceCounters> counters = plane.counters();
    traffic = estimator.next(counters);
    onCounters.accept(counters);
  }

  /** Connections per server, for the pool engine's drains. */
  static Map<ServiceKey, Map<Endpoint, Connections>> connections(
      Map<ServiceKey, DataPlane.ServiceCounters> counters) {
    Map<ServiceKey, Map<Endpoint, Connections>> connections = new HashMap<>();
    counters.forEach(
        (key, service) -> {
          Map<Endpoint, Connections> servers = new HashMap<>();
          service
              .servers()
              .forEach(
                  (server, c) ->
                      servers.put(
                          server, new Connections(c.active(), c.inactive(), c.persistent())));
          connections.put(key, servers);
        });
    return connections;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    plane.close();
  }
}

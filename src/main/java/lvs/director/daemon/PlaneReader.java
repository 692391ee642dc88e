package lvs.director.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.pool.PoolEvent.Connections;
import lvs.director.port.DataPlane;
import lvs.director.port.Director.ServiceRates;

/**
 * The thread that reads the counters of the data plane every two seconds, so that a decision about
 * a server's health does not wait for the reading of thousands of others.
 */
final class PlaneReader implements AutoCloseable {
  private final DataPlane plane;
  private final Consumer<Map<ServiceKey, DataPlane.ServiceCounters>> onCounters;
  private final RateEstimator estimator = new RateEstimator();
  private final RecurringFailure failure;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private long countedNanos;
  private volatile Map<ServiceKey, ServiceRates> traffic = Map.of();

  /**
   * @param onCounters must not wait
   */
  PlaneReader(
      DataPlane plane,
      EventLog log,
      Consumer<Map<ServiceKey, DataPlane.ServiceCounters>> onCounters) {
    this.plane = plane;
    this.onCounters = onCounters;
    this.failure = new RecurringFailure("data plane: reading", log);
    this.thread = Thread.ofPlatform().name("dataplane-counters").unstarted(this::run);
  }

  void start() {
    countedNanos = System.nanoTime();
    thread.start();
  }

  Map<ServiceKey, ServiceRates> traffic() {
    return traffic;
  }

  private void run() {
    long nextNanos = System.nanoTime() + PlaneLoop.TICK_NANOS;
    try {
      while (!closing.await(nextNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        read();
        nextNanos = Math.max(nextNanos + PlaneLoop.TICK_NANOS, System.nanoTime());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      count();
      failure.over();
    } catch (RuntimeException defect) {
      failure.again(defect);
    }
  }

  private void count() {
    Map<ServiceKey, DataPlane.ServiceCounters> counters = plane.counters();
    long nowNanos = System.nanoTime();
    traffic = estimator.next(counters, (nowNanos - countedNanos) / 1e9);
    countedNanos = nowNanos;
    onCounters.accept(counters);
  }

  /** Connections per server, for the pool engine's drains. */
  static Map<ServiceKey, Map<Endpoint, Connections>> connections(
      Map<ServiceKey, DataPlane.ServiceCounters> counters) {
    Map<ServiceKey, Map<Endpoint, Connections>> connections = new HashMap<>();
    counters.forEach(
        (key, service) -> {
          Map<Endpoint, Connections> servers = new HashMap<>();
          service.servers().forEach((server, c) -> servers.put(server, connections(c)));
          connections.put(key, servers);
        });
    return connections;
  }

  private static Connections connections(DataPlane.ServerCounters counters) {
    return new Connections(counters.active(), counters.inactive(), counters.persistent());
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}

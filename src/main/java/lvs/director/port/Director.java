package lvs.director.port;

import java.util.List;
import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.pool.PoolView;

/** What views read of the running director, from any thread. Nothing here waits for an engine. */
public interface Director {

  /** Checked, resolved and in force. */
  Configuration configuration();

  /** Path of the configuration file. */
  String configurationFile();

  /** Warnings of the configuration in force, one line each. */
  List<String> configurationWarnings();

  /** Why the last reload was refused; empty after a good one. */
  String reloadError();

  PoolView pool();

  /** {@code proxy} or {@code ipvs}. */
  String planeName();

  /** Why this plane was chosen. */
  String planeReason();

  ServiceTable have();

  /** Counters at the last tick (every two seconds), with rates. */
  Map<ServiceKey, ServiceRates> traffic();

  /** What the plane refused at the last comparison. */
  List<DataPlane.Refused> refused();

  List<DataPlane.Connection> connections(int limit);

  Health health();

  DirectorControl control();

  /** Calls the listener for each notice, on the engine's thread; it must not wait. */
  void listen(NoticeListener listener);

  /** Receives what happened, in order. */
  interface NoticeListener {
    void notice(long sequence, long epochMillis, Notice notice);
  }

  /**
   * @param rate per second, smoothed as the kernel's estimator does it
   */
  record ServiceRates(
      DataPlane.ServiceCounters counters, Rate rate, Map<Endpoint, Rate> serverRates) {}

  /** Per second. */
  record Rate(
      double connections, double inPackets, double outPackets, double inBytes, double outBytes) {
    public static final Rate ZERO = new Rate(0, 0, 0, 0, 0);
  }

  /**
   * How the director itself fares.
   *
   * @param startedEpochMillis when it began
   * @param checksRunning probes under way
   * @param checksRun finished since start
   * @param checkLatenessP50Nanos how late checks start, over the last minute
   * @param eventsQueued events waiting for the pool engine
   * @param eventsRefused events that found the queue full
   */
  record Health(
      long startedEpochMillis,
      int checksRunning,
      long checksRun,
      long checkLatenessP50Nanos,
      long checkLatenessP99Nanos,
      long checkLatenessMaxNanos,
      int eventsQueued,
      long eventsRefused) {}

  /** Turns a monotonic time of a status into wall time for people. */
  long epochMillis(long nanos);

  /** Monotonic time now. */
  long nowNanos();
}

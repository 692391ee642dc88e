package lvs.director.port;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import lvs.director.base.Endpoint;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.pool.PoolView;
import lvs.director.vrrp.VrrpNotice;
import lvs.director.vrrp.VrrpView;

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

  /** When the configuration in force was put in force. */
  default long configuredEpochMillis() {
    return 0;
  }

  /** Equal where, within one run, the configuration's files had the same contents; 48 bits. */
  default long configurationFingerprint() {
    return 0;
  }

  PoolView pool();

  /** The election; at most a tenth of a second old. */
  VrrpView vrrp();

  /** How punctual the election is. */
  VrrpHealth vrrpHealth();

  /** {@code proxy} or {@code ipvs}. */
  String planeName();

  /** Why this plane was chosen. */
  String planeReason();

  ServiceTable have();

  /** Counters at the last tick (every two seconds), with rates. */
  Map<ServiceKey, ServiceRates> traffic();

  /**
   * What the plane refused at the last comparison, without services of virtual addresses that
   * another machine is master of.
   */
  List<DataPlane.Refused> refused();

  List<DataPlane.Connection> connections(int limit);

  /** What a plane in the kernel knows besides its table; {@link KernelStatus#NONE} for others. */
  KernelStatus kernel();

  /** What somebody else changed in our services, and whether it was put right. */
  DriftStatus drift();

  Health health();

  /** What happened, over restarts. */
  EventHistory events();

  /** The recorded past. */
  Archives archives();

  MailDesk mail();

  DirectorControl control();

  /** Calls the listener for each notice, on the engine's thread; it must not wait. */
  void listen(NoticeListener listener);

  /** Receives what happened, in order. */
  interface NoticeListener {
    void notice(long sequence, long epochMillis, Notice notice);

    /** The same for the election; numbers are shared, and calls never overlap. */
    void notice(long sequence, long epochMillis, VrrpNotice notice);

    /** The same for the data plane. */
    void notice(long sequence, long epochMillis, PlaneNotice notice);
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

  /**
   * How punctual the election is, over the last minute unless said otherwise.
   *
   * @param running false where no virtual router is configured
   * @param realtimePriority of its thread, 0 for none
   * @param advertisementLatenessP50Nanos from when an advertisement was due to when it was sent
   * @param latenessHistogram advertisements since the start, by lateness: upper bound in
   *     microseconds to count; the last bound is {@link Long#MAX_VALUE}
   * @param effectsQueued changes of addresses, routes and announcements that wait
   * @param effectsRefused that found the queue full
   * @param eventsRefused events that found the engine's queue full
   * @param receiveOverruns packets that the kernel dropped because a socket's buffer was full
   */
  record VrrpHealth(
      boolean running,
      int realtimePriority,
      long advertisementLatenessP50Nanos,
      long advertisementLatenessP99Nanos,
      long advertisementLatenessMaxNanos,
      SortedMap<Long, Long> latenessHistogram,
      int effectsQueued,
      long effectsRefused,
      long eventsRefused,
      long receiveOverruns) {
    public static final VrrpHealth IDLE =
        new VrrpHealth(false, 0, 0, 0, 0, Collections.emptySortedMap(), 0, 0, 0, 0);
  }

  /** Turns a monotonic time of a status into wall time for people. */
  long epochMillis(long nanos);

  /** Monotonic time now. */
  long nowNanos();
}

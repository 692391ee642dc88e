package lvs.director.jmx;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One metric of one kind of bean; {@code mbeans/jmx-exporter.yml} has a rule for each.
 *
 * @param name after Prometheus's conventions: unit at the end, {@code _total} for what only grows
 * @param type counter or gauge
 * @param help what it says
 * @param value reads it; NaN where there is none
 */
record Metric<B>(String name, String type, String help, ToDoubleFunction<B> value) {
  private static final double SECONDS_PER_MILLI = 0.001;
  private static final double SECONDS_PER_DAY = 86_400;

  static final List<Metric<DirectorMXBean>> DIRECTOR =
      List.of(
          gauge(
              "lvs_director_virtual_services",
              "Virtual services.",
              DirectorMXBean::getVirtualServices),
          gauge(
              "lvs_director_virtual_services_up",
              "Virtual services that have quorum.",
              DirectorMXBean::getVirtualServicesUp),
          gauge(
              "lvs_director_real_servers",
              "Real servers, counted once for each virtual service.",
              DirectorMXBean::getRealServers),
          gauge(
              "lvs_director_real_servers_up",
              "Real servers that are up.",
              DirectorMXBean::getRealServersUp),
          gauge(
              "lvs_director_checks_running", "Checks under way.", DirectorMXBean::getChecksRunning),
          counter(
              "lvs_director_checks_total",
              "Checks finished since start.",
              DirectorMXBean::getChecksRun),
          gauge(
              "lvs_director_check_lateness_p50_seconds",
              "Median of how late checks started in the last minute.",
              bean -> bean.getCheckLatenessP50Millis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_check_lateness_p99_seconds",
              "99th percentile of how late checks started in the last minute.",
              bean -> bean.getCheckLatenessP99Millis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_check_lateness_max_seconds",
              "How late the latest check of the last minute started.",
              bean -> bean.getCheckLatenessMaxMillis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_events_queued",
              "Events that wait for the pool engine.",
              DirectorMXBean::getEventsQueued),
          counter(
              "lvs_director_events_refused_total",
              "Events refused since start because the queue was full.",
              DirectorMXBean::getEventsRefused),
          counter(
              "lvs_director_notifications_total",
              "JMX notifications sent since start.",
              DirectorMXBean::getNotificationsSent),
          counter(
              "lvs_director_notifications_refused_total",
              "JMX notifications lost since start because their queue was full.",
              DirectorMXBean::getNotificationsRefused),
          gauge(
              "lvs_director_start_time_seconds",
              "When the director started, seconds since 1970-01-01 UTC.",
              bean -> bean.getStartedEpochMillis() * SECONDS_PER_MILLI));

  static final List<Metric<VirtualServiceMXBean>> VIRTUAL_SERVICE =
      List.of(
          gauge(
              "lvs_virtual_service_quorum_up",
              "1 when enough weight is up, else 0.",
              VirtualServiceMXBean::getQuorumUp),
          gauge(
              "lvs_virtual_service_quorum",
              "Weight needed for quorum.",
              VirtualServiceMXBean::getQuorum),
          gauge(
              "lvs_virtual_service_weight_up",
              "Sum of the weights of real servers that are up.",
              VirtualServiceMXBean::getWeightUp),
          gauge(
              "lvs_virtual_service_real_servers",
              "Real servers of the service.",
              VirtualServiceMXBean::getRealServers),
          gauge(
              "lvs_virtual_service_real_servers_up",
              "Real servers of the service that are up.",
              VirtualServiceMXBean::getRealServersUp),
          gauge(
              "lvs_virtual_service_sorry_serving",
              "1 while the sorry server serves, else 0.",
              VirtualServiceMXBean::getSorryServing),
          gauge(
              "lvs_virtual_service_suspended",
              "1 while checks rest because the virtual address is on another machine, else 0.",
              VirtualServiceMXBean::getSuspended),
          counter(
              "lvs_virtual_service_transitions_total",
              "How often quorum changed.",
              VirtualServiceMXBean::getTransitions),
          counter(
              "lvs_virtual_service_connections_total",
              "Connections since start or zero.",
              VirtualServiceMXBean::getConnections),
          counter(
              "lvs_virtual_service_in_packets_total",
              "Packets from clients.",
              VirtualServiceMXBean::getInPackets),
          counter(
              "lvs_virtual_service_out_packets_total",
              "Packets to clients.",
              VirtualServiceMXBean::getOutPackets),
          counter(
              "lvs_virtual_service_in_bytes_total",
              "Bytes from clients.",
              VirtualServiceMXBean::getInBytes),
          counter(
              "lvs_virtual_service_out_bytes_total",
              "Bytes to clients.",
              VirtualServiceMXBean::getOutBytes),
          gauge(
              "lvs_virtual_service_active_connections",
              "Established connections.",
              VirtualServiceMXBean::getActiveConnections),
          gauge(
              "lvs_virtual_service_inactive_connections",
              "Connections that have ended or not begun and are still remembered.",
              VirtualServiceMXBean::getInactiveConnections));

  static final List<Metric<RealServerMXBean>> REAL_SERVER =
      List.of(
          counter(
              "lvs_real_server_connections_total",
              "Connections since start or zero.",
              RealServerMXBean::getConnections),
          counter(
              "lvs_real_server_in_packets_total",
              "Packets from clients.",
              RealServerMXBean::getInPackets),
          counter(
              "lvs_real_server_out_packets_total",
              "Packets to clients.",
              RealServerMXBean::getOutPackets),
          counter(
              "lvs_real_server_in_bytes_total",
              "Bytes from clients.",
              RealServerMXBean::getInBytes),
          counter(
              "lvs_real_server_out_bytes_total",
              "Bytes to clients.",
              RealServerMXBean::getOutBytes),
          gauge(
              "lvs_real_server_active_connections",
              "Established connections.",
              RealServerMXBean::getActiveConnections),
          gauge(
              "lvs_real_server_inactive_connections",
              "Connections that have ended or not begun and are still remembered.",
              RealServerMXBean::getInactiveConnections),
          gauge(
              "lvs_real_server_persistent_connections",
              "Persistence templates.",
              RealServerMXBean::getPersistentConnections),
          gauge(
              "lvs_real_server_up", "1 when every check passes, else 0.", RealServerMXBean::getUp),
          gauge(
              "lvs_real_server_in_service",
              "1 when it takes new connections, else 0.",
              RealServerMXBean::getInService),
          gauge("lvs_real_server_weight", "Weight in force.", RealServerMXBean::getWeight),
          counter(
              "lvs_real_server_transitions_total",
              "How often the server came or went.",
              RealServerMXBean::getTransitions));

  static final List<Metric<CheckMXBean>> CHECK =
      List.of(
          gauge("lvs_check_up", "1 when the check stands at UP, else 0.", CheckMXBean::getUp),
          gauge(
              "lvs_check_latency_seconds",
              "How long the last run took.",
              bean -> bean.getLastLatencyMillis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_check_lateness_seconds",
              "How late the last run started.",
              bean -> bean.getLatenessMillis() * SECONDS_PER_MILLI),
          counter("lvs_check_runs_total", "Finished runs.", CheckMXBean::getRuns),
          counter("lvs_check_failures_total", "Bad runs.", CheckMXBean::getFailures),
          gauge(
              "lvs_check_failures_in_a_row",
              "Bad runs since the last good one.",
              CheckMXBean::getFailuresInARow),
          gauge(
              "lvs_check_certificate_left_seconds",
              "Time until the certificate of the server expires; absent where none was seen.",
              Metric::certificateLeft));

  private static <B> Metric<B> counter(String name, String help, ToDoubleFunction<B> value) {
    return new Metric<>(name, "counter", help, value);
  }

  private static <B> Metric<B> gauge(String name, String help, ToDoubleFunction<B> value) {
    return new Metric<>(name, "gauge", help, value);
  }

  private static double certificateLeft(CheckMXBean bean) {
    int days = bean.getCertificateDaysLeft();
    return days == CheckBean.NO_CERTIFICATE ? Double.NaN : days * SECONDS_PER_DAY;
  }
}

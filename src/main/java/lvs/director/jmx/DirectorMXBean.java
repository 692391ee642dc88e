package lvs.director.jmx;

import java.util.List;

/** The director as a whole: {@code lvs.director:type=Director}, one instance. */
@Description("The director as a whole: configuration, data plane, health of the process.")
public interface DirectorMXBean {

  @Description("Version of lvs-director.")
  String getVersion();

  @Description("Process id of the director.")
  long getProcessId();

  @Description("When the director started, milliseconds since 1970-01-01 UTC.")
  long getStartedEpochMillis();

  @Description("Seconds since the director started.")
  long getUptimeSeconds();

  @Description("Path of the configuration file in force.")
  String getConfigurationFile();

  @Description("Warnings of the configuration in force, one line each.")
  List<String> getConfigurationWarnings();

  @Description("Why the last reload was refused; empty after a good one.")
  String getReloadError();

  @Description("Data plane that carries the traffic: proxy or ipvs.")
  String getDataPlane();

  @Description("Why this data plane was chosen.")
  String getDataPlaneReason();

  @Description("What the data plane refused at the last comparison, one line each.")
  List<String> getDataPlaneRefusals();

  @Description("Number of virtual services.")
  int getVirtualServices();

  @Description("Number of virtual services that have quorum.")
  int getVirtualServicesUp();

  @Description("Number of real servers, counted once for each virtual service.")
  int getRealServers();

  @Description("Number of real servers that are up.")
  int getRealServersUp();

  @Description("Checks under way now.")
  int getChecksRunning();

  @Description("Checks finished since start.")
  long getChecksRun();

  @Description("Median of how late checks started in the last minute, milliseconds.")
  double getCheckLatenessP50Millis();

  @Description("99th percentile of how late checks started in the last minute, milliseconds.")
  double getCheckLatenessP99Millis();

  @Description("How late the latest check of the last minute started, milliseconds.")
  double getCheckLatenessMaxMillis();

  @Description("Number of virtual routers.")
  int getVirtualRouters();

  @Description("Number of virtual routers that are MASTER.")
  int getVirtualRoutersMaster();

  @Description("Median of how late advertisements were sent in the last minute, milliseconds.")
  double getAdvertisementLatenessP50Millis();

  @Description(
      "99th percentile of how late advertisements were sent in the last minute, milliseconds.")
  double getAdvertisementLatenessP99Millis();

  @Description("How late the latest advertisement of the last minute was sent, milliseconds.")
  double getAdvertisementLatenessMaxMillis();

  @Description("Advertisements since the start by how late they were sent.")
  List<LatenessBucket> getAdvertisementLateness();

  @Description("Real-time priority of the thread that advertises; 0 for none.")
  int getVrrpRealtimePriority();

  @Description("Changes of addresses, routes and announcements that wait.")
  int getNetworkEffectsQueued();

  @Description("Changes of addresses, routes and announcements lost because their queue was full.")
  long getNetworkEffectsRefused();

  @Description("Events refused since start because the queue of the election was full.")
  long getVrrpEventsRefused();

  @Description("VRRP packets that the kernel dropped because a socket's buffer was full.")
  long getVrrpReceiveOverruns();

  @Description("VRRP packets of a VRID that is not configured where they came in (vrid-errors).")
  long getVridErrors();

  @Description("Events that wait for the pool engine.")
  int getEventsQueued();

  @Description("Events refused since start because the queue was full.")
  long getEventsRefused();

  @Description("JMX notifications sent since start; the sequence number of the last one.")
  long getNotificationsSent();

  @Description("JMX notifications lost since start because their queue was full.")
  long getNotificationsRefused();

  @Description("Services and servers as 'ipvsadm -Ln' prints them.")
  String list(
      @Description(
              name = "view",
              value = "Empty, or one of stats, rate, thresholds, persistent-conn.")
          String view);

  @Description("Open connections as 'ipvsadm -Lnc' prints them.")
  String listConnections(
      @Description(name = "limit", value = "At most so many, 1 to 100000.") int limit);

  @Description("Reads the configuration again; a file with errors changes nothing.")
  String reload();

  @Description("Zeroes the counters of every service; connection counts stay.")
  void zeroCounters();

  @Description("Stops the director in good order; a kernel's table stays or goes as configured.")
  void stop();

  @Description("Stops the director in good order and leaves the kernel's table for the next start.")
  void stopKeepingTable();

  /**
   * One bar of a histogram.
   *
   * @param upToMicros upper bound, microseconds; 9223372036854775807 is without bound
   * @param count advertisements above the bound before and up to this one
   */
  record LatenessBucket(long upToMicros, long count) {}
}

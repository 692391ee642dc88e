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

  @Description("1 unless the last reload was refused, then 0.")
  int getReloadOk();

  @Description(
      "When the configuration in force was put in force, milliseconds since 1970-01-01 UTC.")
  long getConfiguredEpochMillis();

  @Description(
      "Number made of the contents of all files of the configuration: another one for other"
          + " contents, and after a restart.")
  long getConfigurationFingerprint();

  @Description("Data plane that carries the traffic: proxy or ipvs.")
  String getDataPlane();

  @Description("Why this data plane was chosen.")
  String getDataPlaneReason();

  @Description("What the data plane refused at the last comparison, one line each.")
  List<String> getDataPlaneRefusals();

  @Description("Number of services and servers that the data plane refused at the last comparison.")
  int getDataPlaneRefused();

  @Description("Version of the kernel's IPVS, such as 1.2.1; empty for a plane outside the kernel.")
  String getIpvsVersion();

  @Description("Hash buckets of the kernel's table of connections.")
  int getConnectionTableSize();

  @Description("Number of services in the kernel's table that are not the director's.")
  int getForeignServices();

  @Description("Services in the kernel's table that are not the director's, one line each.")
  List<String> getForeignServiceNames();

  @Description("1 while this machine's kernel sends the state of connections, else 0.")
  int getSyncMaster();

  @Description("1 while this machine's kernel receives the state of connections, else 0.")
  int getSyncBackup();

  @Description("Synchronisation daemons of the kernel, as 'ipvsadm -L --daemon' prints them.")
  List<String> getSyncDaemons();

  @Description("Connections in the kernel's table that were learned from another director.")
  long getSynchronisedConnections();

  @Description("Settings of the kernel that matter to virtual services.")
  List<Sysctl> getSysctls();

  @Description("Number of settings of the kernel that are not as they should be.")
  int getSysctlsWithAdvice();

  @Description("Differences that somebody else made to services of the director, since start.")
  long getTableDifferences();

  @Description("Differences found at the last comparison that were not put right.")
  int getTableDifferencesStanding();

  @Description("The newest differences, the oldest first.")
  List<TableDifference> getLastTableDifferences();

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

  @Description("Services and servers as 'ipvsadm -Ln' prints them; health has a further column.")
  String list(
      @Description(
              name = "view",
              value =
                  "Empty, or one of stats, rate, thresholds, persistent-conn, tun-info, health.")
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

  /**
   * A setting of the kernel.
   *
   * @param name as sysctl(8) writes it
   * @param purpose what it does
   * @param wanted by the configuration; empty where it says nothing
   * @param actual empty where this kernel has no such setting
   * @param original what it was before the director came
   * @param advice what is wrong, with the remedy; empty when all is well
   */
  record Sysctl(
      String name, String purpose, String wanted, String actual, String original, String advice) {}

  /**
   * A difference between the kernel's table and what was wanted.
   *
   * @param epochMillis when it was found, milliseconds since 1970-01-01 UTC
   * @param text such as {@code weight of 10.0.0.2:80 in TCP 10.0.0.1:80 was 0 instead of 3}
   * @param mended 1 when it was put right, else 0
   */
  record TableDifference(long epochMillis, String text, int mended) {}
}

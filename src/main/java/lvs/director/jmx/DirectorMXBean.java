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

  @Description("Stops the director in good order.")
  void stop();
}

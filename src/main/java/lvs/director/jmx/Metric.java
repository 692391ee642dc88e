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

  // What has labels of its own is always 1. The suffix _info, which would be usual for these, is
  // cut
  // off by the agent.

  static final Metric<DirectorMXBean> DIRECTOR_BUILD =
      gauge("lvs_director_build", "Version of lvs-director, as a label.", _ -> 1);

  static final Metric<DirectorMXBean> DATA_PLANE =
      gauge(
          "lvs_director_data_plane",
          "Data plane that carries the traffic, ipvs or proxy, as a label.",
          _ -> 1);

  static final Metric<VirtualRouterMXBean> VIRTUAL_ROUTER_IDENTITY =
      gauge(
          "lvs_virtual_router_identity",
          "What tells virtual routers apart: VRID, family, interface and lowest address as labels.",
          _ -> 1);

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
              "lvs_director_last_reload_successful",
              "1 unless the last reload was refused, then 0.",
              DirectorMXBean::getReloadOk),
          gauge(
              "lvs_director_configuration_time_seconds",
              "When the configuration in force was put in force, seconds since 1970-01-01 UTC.",
              bean -> bean.getConfiguredEpochMillis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_configuration_fingerprint",
              "Another number for other contents of the configuration, and after a restart.",
              DirectorMXBean::getConfigurationFingerprint),
          gauge(
              "lvs_director_data_plane_refused",
              "Services and servers that the data plane refused at the last comparison.",
              DirectorMXBean::getDataPlaneRefused),
          gauge(
              "lvs_director_connection_table_size",
              "Hash buckets of the kernel's table of connections.",
              DirectorMXBean::getConnectionTableSize),
          gauge(
              "lvs_director_foreign_services",
              "Services in the kernel's table that are not the director's.",
              DirectorMXBean::getForeignServices),
          gauge(
              "lvs_director_sync_master",
              "1 while the kernel sends the state of connections, else 0.",
              DirectorMXBean::getSyncMaster),
          gauge(
              "lvs_director_sync_backup",
              "1 while the kernel receives the state of connections, else 0.",
              DirectorMXBean::getSyncBackup),
          gauge(
              "lvs_director_synchronised_connections",
              "Connections that were learned from another director.",
              DirectorMXBean::getSynchronisedConnections),
          gauge(
              "lvs_director_sysctls_with_advice",
              "Settings of the kernel that are not as they should be.",
              DirectorMXBean::getSysctlsWithAdvice),
          counter(
              "lvs_director_table_differences_total",
              "Differences that somebody else made to services of the director.",
              DirectorMXBean::getTableDifferences),
          gauge(
              "lvs_director_table_differences_standing",
              "Differences found at the last comparison that were not put right.",
              DirectorMXBean::getTableDifferencesStanding),
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
              "lvs_director_virtual_routers",
              "Virtual routers.",
              DirectorMXBean::getVirtualRouters),
          gauge(
              "lvs_director_virtual_routers_master",
              "Virtual routers that are MASTER.",
              DirectorMXBean::getVirtualRoutersMaster),
          gauge(
              "lvs_director_advertisement_lateness_p50_seconds",
              "Median of how late advertisements were sent in the last minute.",
              bean -> bean.getAdvertisementLatenessP50Millis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_advertisement_lateness_p99_seconds",
              "99th percentile of how late advertisements were sent in the last minute.",
              bean -> bean.getAdvertisementLatenessP99Millis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_advertisement_lateness_max_seconds",
              "How late the latest advertisement of the last minute was sent.",
              bean -> bean.getAdvertisementLatenessMaxMillis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_director_network_effects_queued",
              "Changes of addresses, routes and announcements that wait.",
              DirectorMXBean::getNetworkEffectsQueued),
          counter(
              "lvs_director_network_effects_refused_total",
              "Changes of addresses, routes and announcements lost as their queue was full.",
              DirectorMXBean::getNetworkEffectsRefused),
          counter(
              "lvs_director_vrrp_events_refused_total",
              "Events refused since start because the queue of the election was full.",
              DirectorMXBean::getVrrpEventsRefused),
          counter(
              "lvs_director_vrrp_receive_overruns_total",
              "VRRP packets that the kernel dropped because a socket's buffer was full.",
              DirectorMXBean::getVrrpReceiveOverruns),
          counter(
              "lvs_director_vrid_errors_total",
              "VRRP packets of a VRID that is not configured where they came in.",
              DirectorMXBean::getVridErrors),
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

  static final List<Metric<ArchiveMXBean>> ARCHIVE =
      List.of(
          gauge(
              "lvs_director_archive_recording",
              "1 while the past is recorded, else 0.",
              ArchiveMXBean::getRecording),
          gauge("lvs_director_archive_files", "Archives.", ArchiveMXBean::getArchives),
          gauge(
              "lvs_director_archive_live_files",
              "Archives whose object is in the configuration in force.",
              ArchiveMXBean::getLiveArchives),
          gauge(
              "lvs_director_archive_size_bytes",
              "What all archives take on disk.",
              ArchiveMXBean::getSizeBytes),
          gauge(
              "lvs_director_archive_limit_bytes",
              "What all archives may take on disk.",
              ArchiveMXBean::getLimitBytes),
          counter(
              "lvs_director_archive_samples_total",
              "Samples taken since start, one for each archive and step.",
              ArchiveMXBean::getSamples),
          gauge(
              "lvs_director_archive_lag_seconds",
              "Age of the oldest sample that is not safe from a power cut.",
              ArchiveMXBean::getLagSeconds),
          counter(
              "lvs_director_archive_errors_total",
              "Errors of recording since start.",
              ArchiveMXBean::getErrors),
          counter(
              "lvs_director_archive_set_aside_total",
              "Broken archives that were set aside since start.",
              ArchiveMXBean::getSetAside));

  static final List<Metric<MailMXBean>> MAIL =
      List.of(
          gauge(
              "lvs_director_mail_configured",
              "1 when there are recipients and a relay, else 0.",
              MailMXBean::getConfigured),
          gauge(
              "lvs_director_mail_queued",
              "Mails that wait on disk for a relay.",
              MailMXBean::getQueued),
          gauge(
              "lvs_director_mail_queue_age_seconds",
              "Age of the oldest mail that waits.",
              MailMXBean::getQueueAgeSeconds),
          counter(
              "lvs_director_mail_sent_total",
              "Mails that a relay took since start.",
              MailMXBean::getSent),
          counter(
              "lvs_director_mail_failures_total",
              "Tries since start after which mails were left that no relay took.",
              MailMXBean::getFailures),
          counter(
              "lvs_director_mail_dropped_total",
              "Mails dropped since start because the spool was full.",
              MailMXBean::getDropped),
          counter(
              "lvs_director_mail_grouped_total",
              "Events since start that were told together with others.",
              MailMXBean::getGrouped),
          gauge(
              "lvs_director_mail_silenced",
              "1 while an operator has silenced mail, else 0.",
              MailMXBean::getSilenced));

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
          gauge(
              "lvs_real_server_draining",
              "1 while an operator drains it, else 0.",
              RealServerMXBean::getDraining),
          gauge(
              "lvs_real_server_disabled",
              "1 while an operator has taken it out, else 0.",
              RealServerMXBean::getDisabled),
          gauge(
              "lvs_real_server_standing_expiry_time_seconds",
              "When the operator's change ends by itself, seconds since 1970-01-01 UTC; absent"
                  + " where it does not.",
              Metric::standingExpiry),
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

  static final List<Metric<VirtualRouterMXBean>> VIRTUAL_ROUTER =
      List.of(
          gauge(
              "lvs_virtual_router_state",
              "0 in INIT, 1 in BACKUP, 2 in MASTER, 3 in FAULT.",
              VirtualRouterMXBean::getStateNumber),
          gauge(
              "lvs_virtual_router_master",
              "1 while MASTER, else 0.",
              VirtualRouterMXBean::getMaster),
          gauge(
              "lvs_virtual_router_fault", "1 while FAULT, else 0.", VirtualRouterMXBean::getFault),
          gauge(
              "lvs_virtual_router_priority",
              "Effective priority, 1 to 255.",
              VirtualRouterMXBean::getPriority),
          gauge(
              "lvs_virtual_router_configured_priority",
              "Priority of the configuration, 1 to 255.",
              VirtualRouterMXBean::getConfiguredPriority),
          gauge(
              "lvs_virtual_router_advertisement_interval_seconds",
              "Own advertisement interval.",
              bean -> bean.getAdvertisementIntervalMillis() * SECONDS_PER_MILLI),
          gauge(
              "lvs_virtual_router_masters_seen",
              "Routers of the VRID that are master as far as is known here, this one included.",
              VirtualRouterMXBean::getMastersSeen),
          gauge(
              "lvs_virtual_router_peers",
              "Other routers of the VRID: those heard, and unicast peers.",
              VirtualRouterMXBean::getPeerCount),
          gauge(
              "lvs_virtual_router_addresses",
              "Virtual addresses.",
              VirtualRouterMXBean::getAddressCount),
          gauge(
              "lvs_virtual_router_addresses_held",
              "Virtual addresses that this machine has, on any interface but loopback.",
              VirtualRouterMXBean::getAddressesHeld),
          gauge(
              "lvs_virtual_router_problems",
              "Things that are wrong though it runs.",
              VirtualRouterMXBean::getProblemCount),
          gauge(
              "lvs_virtual_router_takeover_seconds",
              "When it last became MASTER: time since the last advertisement of the master before"
                  + " it; absent when none was heard.",
              Metric::takeover),
          gauge(
              "lvs_virtual_router_held",
              "1 while an operator keeps it from mastership, else 0.",
              VirtualRouterMXBean::getHeld),
          gauge(
              "lvs_virtual_router_last_transition_time_seconds",
              "When the state last changed, seconds since 1970-01-01 UTC.",
              bean -> bean.getLastTransitionEpochMillis() * SECONDS_PER_MILLI),
          counter(
              "lvs_virtual_router_master_transitions_total",
              "Times it became MASTER.",
              VirtualRouterMXBean::getMasterTransitions),
          counter(
              "lvs_virtual_router_master_releases_total",
              "Times it ceased to be MASTER.",
              VirtualRouterMXBean::getMasterReleases),
          counter(
              "lvs_virtual_router_advertisements_received_total",
              "Advertisements received.",
              VirtualRouterMXBean::getAdvertisementsReceived),
          counter(
              "lvs_virtual_router_advertisements_sent_total",
              "Advertisements sent.",
              VirtualRouterMXBean::getAdvertisementsSent),
          counter(
              "lvs_virtual_router_priority_zero_received_total",
              "Advertisements of priority 0 received.",
              VirtualRouterMXBean::getPriorityZeroReceived),
          counter(
              "lvs_virtual_router_priority_zero_sent_total",
              "Advertisements of priority 0 sent.",
              VirtualRouterMXBean::getPriorityZeroSent),
          counter(
              "lvs_virtual_router_address_conflicts_total",
              "Claims of its addresses by others while MASTER.",
              VirtualRouterMXBean::getAddressConflicts),
          counter(
              "lvs_virtual_router_checksum_errors_total",
              "Packets with a wrong checksum.",
              VirtualRouterMXBean::getChecksumErrors),
          counter(
              "lvs_virtual_router_version_errors_total",
              "Packets of another version.",
              VirtualRouterMXBean::getVersionErrors),
          counter(
              "lvs_virtual_router_ip_ttl_errors_total",
              "Packets with a wrong time to live or hop limit.",
              VirtualRouterMXBean::getIpTtlErrors),
          counter(
              "lvs_virtual_router_interval_errors_total",
              "Advertisements with another interval.",
              VirtualRouterMXBean::getIntervalErrors),
          counter(
              "lvs_virtual_router_invalid_type_received_total",
              "Packets that are no advertisement.",
              VirtualRouterMXBean::getInvalidTypeReceived),
          counter(
              "lvs_virtual_router_address_list_errors_total",
              "Advertisements with other addresses.",
              VirtualRouterMXBean::getAddressListErrors),
          counter(
              "lvs_virtual_router_packet_length_errors_total",
              "Packets of a wrong length.",
              VirtualRouterMXBean::getPacketLengthErrors),
          counter(
              "lvs_virtual_router_authentication_errors_total",
              "Packets whose authentication is missing, foreign, wrong or repeated.",
              VirtualRouterMXBean::getAuthenticationErrors),
          counter(
              "lvs_virtual_router_foreign_source_errors_total",
              "Packets from a source that is no peer.",
              VirtualRouterMXBean::getForeignSourceErrors));

  static final List<Metric<SyncGroupMXBean>> SYNC_GROUP =
      List.of(
          gauge("lvs_sync_group_master", "1 while MASTER, else 0.", SyncGroupMXBean::getMaster),
          gauge("lvs_sync_group_fault", "1 while FAULT, else 0.", SyncGroupMXBean::getFault));

  static final List<Metric<TrackerMXBean>> TRACKER =
      List.of(
          gauge("lvs_tracker_up", "1 when it counts as well, else 0.", TrackerMXBean::getUp),
          counter(
              "lvs_tracker_runs_total",
              "Runs of a script, readings of anything else.",
              TrackerMXBean::getRuns),
          counter(
              "lvs_tracker_failures_total",
              "How many of them were bad.",
              TrackerMXBean::getFailures),
          gauge(
              "lvs_tracker_took_seconds",
              "How long a script took when it last ran.",
              bean -> bean.getLastTookMillis() * SECONDS_PER_MILLI));

  private static <B> Metric<B> counter(String name, String help, ToDoubleFunction<B> value) {
    return new Metric<>(name, "counter", help, value);
  }

  private static <B> Metric<B> gauge(String name, String help, ToDoubleFunction<B> value) {
    return new Metric<>(name, "gauge", help, value);
  }

  private static double standingExpiry(RealServerMXBean bean) {
    long millis = bean.getStandingExpiresEpochMillis();
    return millis == 0 ? Double.NaN : millis * SECONDS_PER_MILLI;
  }

  private static double takeover(VirtualRouterMXBean bean) {
    double millis = bean.getTakeoverMillis();
    return millis < 0 ? Double.NaN : millis * SECONDS_PER_MILLI;
  }

  private static double certificateLeft(CheckMXBean bean) {
    int days = bean.getCertificateDaysLeft();
    return days == CheckBean.NO_CERTIFICATE ? Double.NaN : days * SECONDS_PER_DAY;
  }
}

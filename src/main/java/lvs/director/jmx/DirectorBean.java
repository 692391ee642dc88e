package lvs.director.jmx;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import lvs.director.ipvs.ListView;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.DataPlane;
import lvs.director.port.Director;
import lvs.director.port.KernelStatus;
import lvs.director.port.ProgramVersion;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.packet.DiscardReason;

/** Reads and commands the director as a whole, and emits every notification of the domain. */
final class DirectorBean extends DescribedBean implements DirectorMXBean, NotificationEmitter {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String HEALTH = "health";

  private final Director director;
  private final NoticeSender notices;
  private final KernelReading kernel;

  DirectorBean(Director director, NoticeSender notices) {
    super(DirectorMXBean.class);
    this.director = director;
    this.notices = notices;
    this.kernel = new KernelReading(director);
  }

  @Override
  MBeanNotificationInfo[] emitted() {
    return NoticeSender.notificationInfo();
  }

  @Override
  public String getVersion() {
    return ProgramVersion.text();
  }

  @Override
  public long getProcessId() {
    return ProcessHandle.current().pid();
  }

  @Override
  public long getStartedEpochMillis() {
    return director.health().startedEpochMillis();
  }

  @Override
  public long getUptimeSeconds() {
    return TimeUnit.MILLISECONDS.toSeconds(
        director.epochMillis(director.nowNanos()) - getStartedEpochMillis());
  }

  @Override
  public String getConfigurationFile() {
    return director.configurationFile();
  }

  @Override
  public List<String> getConfigurationWarnings() {
    return director.configurationWarnings();
  }

  @Override
  public String getReloadError() {
    return director.reloadError();
  }

  @Override
  public int getReloadOk() {
    return director.reloadError().isEmpty() ? 1 : 0;
  }

  @Override
  public long getConfiguredEpochMillis() {
    return director.configuredEpochMillis();
  }

  @Override
  public long getConfigurationFingerprint() {
    return director.configurationFingerprint();
  }

  @Override
  public String getDataPlane() {
    return director.planeName();
  }

  @Override
  public String getDataPlaneReason() {
    return director.planeReason();
  }

  @Override
  public List<String> getDataPlaneRefusals() {
    return director.refused().stream().map(DirectorBean::line).toList();
  }

  @Override
  public int getDataPlaneRefused() {
    return director.refused().size();
  }

  @Override
  public String getIpvsVersion() {
    return kernel.status().version();
  }

  @Override
  public int getConnectionTableSize() {
    return kernel.status().connectionTableSize();
  }

  @Override
  public int getForeignServices() {
    return kernel.status().foreign().size();
  }

  @Override
  public List<String> getForeignServiceNames() {
    return kernel.status().foreign().stream().map(DirectorBean::line).toList();
  }

  @Override
  public int getSyncMaster() {
    return runs("master");
  }

  @Override
  public int getSyncBackup() {
    return runs("backup");
  }

  private int runs(String role) {
    return kernel.status().sync().stream().anyMatch(each -> each.role().equals(role)) ? 1 : 0;
  }

  @Override
  public List<String> getSyncDaemons() {
    return kernel.status().sync().stream()
        .map(each -> each.role() + " sync daemon (" + each.settings() + ")")
        .toList();
  }

  @Override
  public long getSynchronisedConnections() {
    return kernel.status().synchronisedConnections();
  }

  @Override
  public List<Sysctl> getSysctls() {
    return kernel.status().sysctls().stream().map(DirectorBean::plain).toList();
  }

  @Override
  public int getSysctlsWithAdvice() {
    return (int)
        kernel.status().sysctls().stream().filter(each -> !each.advice().isEmpty()).count();
  }

  @Override
  public long getTableDifferences() {
    return director.drift().found();
  }

  @Override
  public int getTableDifferencesStanding() {
    return director.drift().standing();
  }

  @Override
  public List<TableDifference> getLastTableDifferences() {
    return director.drift().last().stream()
        .map(each -> new TableDifference(each.epochMillis(), each.text(), each.mended() ? 1 : 0))
        .toList();
  }

  @Override
  public int getVirtualServices() {
    return director.pool().services().size();
  }

  @Override
  public int getVirtualServicesUp() {
    return sum(status -> status.quorumUp() ? 1 : 0);
  }

  @Override
  public int getRealServers() {
    return sum(status -> status.servers().size());
  }

  @Override
  public int getRealServersUp() {
    return sum(VirtualServiceStatus::serversUp);
  }

  @Override
  public int getChecksRunning() {
    return director.health().checksRunning();
  }

  @Override
  public long getChecksRun() {
    return director.health().checksRun();
  }

  @Override
  public double getCheckLatenessP50Millis() {
    return millis(director.health().checkLatenessP50Nanos());
  }

  @Override
  public double getCheckLatenessP99Millis() {
    return millis(director.health().checkLatenessP99Nanos());
  }

  @Override
  public double getCheckLatenessMaxMillis() {
    return millis(director.health().checkLatenessMaxNanos());
  }

  @Override
  public int getVirtualRouters() {
    return director.vrrp().routers().size();
  }

  @Override
  public int getVirtualRoutersMaster() {
    return (int)
        director.vrrp().routers().stream()
            .filter(each -> each.state() == RouterState.MASTER)
            .count();
  }

  @Override
  public double getAdvertisementLatenessP50Millis() {
    return millis(director.vrrpHealth().advertisementLatenessP50Nanos());
  }

  @Override
  public double getAdvertisementLatenessP99Millis() {
    return millis(director.vrrpHealth().advertisementLatenessP99Nanos());
  }

  @Override
  public double getAdvertisementLatenessMaxMillis() {
    return millis(director.vrrpHealth().advertisementLatenessMaxNanos());
  }

  @Override
  public List<LatenessBucket> getAdvertisementLateness() {
    return director.vrrpHealth().latenessHistogram().entrySet().stream()
        .map(each -> new LatenessBucket(each.getKey(), each.getValue()))
        .toList();
  }

  @Override
  public int getVrrpRealtimePriority() {
    return director.vrrpHealth().realtimePriority();
  }

  @Override
  public int getNetworkEffectsQueued() {
    return director.vrrpHealth().effectsQueued();
  }

  @Override
  public long getNetworkEffectsRefused() {
    return director.vrrpHealth().effectsRefused();
  }

  @Override
  public long getVrrpEventsRefused() {
    return director.vrrpHealth().eventsRefused();
  }

  @Override
  public long getVrrpReceiveOverruns() {
    return director.vrrpHealth().receiveOverruns();
  }

  @Override
  public long getVridErrors() {
    return director.vrrp().discarded().getOrDefault(DiscardReason.VRID_ERROR, 0L);
  }

  @Override
  public int getEventsQueued() {
    return director.health().eventsQueued();
  }

  @Override
  public long getEventsRefused() {
    return director.health().eventsRefused();
  }

  @Override
  public long getNotificationsSent() {
    return notices.lastSequence();
  }

  @Override
  public long getNotificationsRefused() {
    return notices.refused();
  }

  private int sum(ToIntFunction<VirtualServiceStatus> number) {
    return director.pool().services().stream()
        .mapToInt(view -> number.applyAsInt(view.status()))
        .sum();
  }

  private static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  private static String line(DataPlane.Refused refused) {
    return refused.what() + ": " + refused.why();
  }

  private static String line(KernelStatus.Foreign service) {
    return "%s %s, %d servers".formatted(service.key(), service.scheduler(), service.servers());
  }

  private static Sysctl plain(KernelStatus.Sysctl sysctl) {
    return new Sysctl(
        sysctl.name(),
        sysctl.purpose(),
        sysctl.wanted().orElse(""),
        sysctl.actual().orElse(""),
        sysctl.original().orElse(""),
        sysctl.advice());
  }

  @Override
  public String list(String view) {
    if (HEALTH.equals(view)) {
      return HealthList.print(director);
    }
    return IpvsadmList.print(ListView.of(view), director.have(), director.traffic());
  }

  @Override
  public String listConnections(int limit) {
    return ConnectionList.print(director.connections(Commands.limit(limit)));
  }

  @Override
  public String reload() {
    return Commands.ask(director.control()::reload);
  }

  @Override
  public void zeroCounters() {
    Commands.tell(() -> director.control().zeroCounters(""));
  }

  @Override
  public void stop() {
    director.control().stop();
  }

  @Override
  public void stopKeepingTable() {
    Commands.tell(director.control()::stopKeepingTable);
  }

  /** Asked for while the bean is being made. */
  @Override
  public MBeanNotificationInfo[] getNotificationInfo() {
    return NoticeSender.notificationInfo();
  }

  @Override
  public void addNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback) {
    notices.addNotificationListener(listener, filter, handback);
  }

  @Override
  public void removeNotificationListener(NotificationListener listener)
      throws ListenerNotFoundException {
    notices.removeNotificationListener(listener);
  }

  @Override
  public void removeNotificationListener(
      NotificationListener listener, NotificationFilter filter, Object handback)
      throws ListenerNotFoundException {
    notices.removeNotificationListener(listener, filter, handback);
  }
}

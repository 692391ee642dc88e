package lvs.director.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.MBeanServer;
import lvs.director.jmx.ArchiveMXBean;
import lvs.director.jmx.CheckMXBean;
import lvs.director.jmx.DirectorMXBean;
import lvs.director.jmx.MailMXBean;
import lvs.director.jmx.RealServerMXBean;
import lvs.director.jmx.SyncGroupMXBean;
import lvs.director.jmx.TrackerMXBean;
import lvs.director.jmx.VirtualRouterMXBean;
import lvs.director.jmx.VirtualServiceMXBean;

/**
 * The beans of a small director with three services: a web service with a server that is down and
 * one that an operator changed, the same address by UDP, and an IPv6 one without quorum.
 */
final class TestDirector {
  static final String LISTING =
      """
      IP Virtual Server version 1.2.1 (size=4096)
      Prot LocalAddress:Port Scheduler Flags
        -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
      TCP  10.0.0.1:80 wlc persistent 50
        -> 10.0.0.2:80                  Masq    1      3          4        \s
        -> 10.0.0.3:80                  Masq    0      0          0        \s
      TCP  [2001:db8::1]:80 rr
      FWM  7 IPv6 rr
        -> [2001:db8::2]:0              Route   1      0          0        \s
      """;
  static final String STATS =
      """
      IP Virtual Server version 1.2.1 (size=4096)
      Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes
        -> RemoteAddress:Port
      TCP  10.0.0.1:80                         7     123K       12      34M       56
        -> 10.0.0.2:80                         7      100       12      345       56
      """;
  static final String CONNECTIONS =
      """
      IPVS connection entries
      pro expire state       source             virtual            destination
      TCP 14:57  ESTABLISHED 10.9.9.9:40000     10.0.0.1:80        10.0.0.2:80
      """;

  final FakeBean director = new FakeBean();
  final FakeBean mail = new FakeBean();
  final Map<String, FakeBean> servers = new LinkedHashMap<>();
  final Map<String, FakeBean> services = new LinkedHashMap<>();
  final CountDownLatch stopped = new CountDownLatch(1);
  private final MBeanServer server;

  TestDirector(MBeanServer server) throws JMException {
    this.server = server;
    directorBean();
    mail.register(server, MailMXBean.class, "Mail");
    service("tcp_10.0.0.1_80", "TCP 10.0.0.1:80", 1, 2, 3);
    service("udp_10.0.0.1_80", "UDP 10.0.0.1:80", 1, 0, 0);
    service("tcp_2001-db8--1_80", "TCP [2001:db8::1]:80", 0, 0, 1);
    service("group_web", "group web TCP", 1, 0, 0);
    realServer("tcp_10.0.0.1_80", "10.0.0.2_80", "10.0.0.2:80");
    realServer("tcp_10.0.0.1_80", "10.0.0.3_80", "10.0.0.3:80")
        .with("Up", 0)
        .with("Reason", "connection refused after 0.4 ms (3 of 3 attempts)")
        .with("LastTransitionEpochMillis", 1_700_000_000_000L);
    realServer("tcp_10.0.0.1_80", "10.0.0.4_80", "10.0.0.4:80")
        .with("Standing", "DRAINING")
        .with("StandingReason", "kernel \"update\"")
        .with("StandingExpiresEpochMillis", 1_700_007_200_000L)
        .with("ConnectionsLeft", 17L)
        .with("DrainEstimateSeconds", 130L)
        .with("RemovedWhenDrained", 1)
        .with("DrainDeadlineEpochMillis", 1_700_000_600_000L)
        .with("Weight", 0);
    realServer("tcp_2001-db8--1_80", "2001-db8--2_80", "[2001:db8::2]:80").with("Up", 0);
    check("1-TCP_CHECK", true, "connected");
    check("2-HTTP_GET", false, "404 for /test.html, wanted 200");
  }

  /** A process that has no beans of ours. */
  private TestDirector() {
    this.server = null;
  }

  /** Two routers of one sync group: one serves, the other one is held. */
  void election() throws JMException {
    router("VI_1")
        .with("State", "MASTER")
        .with("Master", 1)
        .with("Priority", 102)
        .with("Reason", "no advertisement of 192.0.2.2 for 3.609 s")
        .with("MasterAddress", "192.0.2.1");
    router("VI_2")
        .with("State", "FAULT")
        .with("Priority", 100)
        .with("Reason", "link eth1 has no carrier")
        .with("Faults", List.of("link eth1 has no carrier; plug the cable in"))
        .with("Problems", List.of("192.0.2.2 advertises each 2 s; make advert_int equal"))
        .with("MasterAddress", "192.0.2.2")
        .with("MasterPriority", 90)
        .with("Held", 1);
    new FakeBean()
        .with("Name", "VG_1")
        .with("Members", List.of("VI_1", "VI_2"))
        .with("State", "MASTER")
        .with("LastTransitionEpochMillis", 1_700_000_000_000L)
        .with("Reason", "all members agree")
        .on("failover", given -> "192.0.2.2 took over after 612 ms")
        .register(server, SyncGroupMXBean.class, "SyncGroup,group=VG_1");
    new FakeBean()
        .with("Kind", "script")
        .with("Name", "chk_http")
        .with("Known", 1)
        .with("Detail", "exit status 1: connection refused")
        .register(server, TrackerMXBean.class, "Tracker,kind=script,name=chk_http");
  }

  /** The recorded past, as a test gives it. */
  void archive(FakeBean bean) throws JMException {
    bean.register(server, ArchiveMXBean.class, "Archive");
  }

  private FakeBean router(String name) throws JMException {
    FakeBean bean =
        new FakeBean()
            .with("Name", name)
            .with("Vrid", 51)
            .with("ConfiguredPriority", 100)
            .with("Addresses", List.of("192.0.2.10/24"))
            .with("AddressInterface", "eth0")
            .with("LastTransitionEpochMillis", 1_700_000_000_000L);
    bean.on("failover", given -> failover(bean, given[0], given[1]))
        .on("release", none -> bean.attributes.put("Held", 0))
        .register(server, VirtualRouterMXBean.class, "VirtualRouter,router=" + name);
    return bean;
  }

  private static Object failover(FakeBean bean, Object to, Object hold) {
    if (!bean.attributes.get("State").equals("MASTER")) {
      throw new IllegalArgumentException("this machine is not master; ask the one that is");
    }
    return "192.0.2.2 took over after 612 ms" + (hold.equals(true) ? ", held" : "") + to;
  }

  private void directorBean() throws JMException {
    director
        .with("Version", "0.1.0")
        .with("ProcessId", ProcessHandle.current().pid())
        .with("StartedEpochMillis", 1_699_999_000_000L)
        .with("ConfigurationFile", "/etc/keepalived/keepalived.conf")
        .with("ConfigurationWarnings", List.of("keepalived.conf:3:5: warning: weight 0"))
        .with("DataPlane", "proxy")
        .with("DataPlaneReason", "this kernel has no IPVS")
        .with("DataPlaneRefusals", List.of("TCP 10.0.0.1:80: address in use"))
        .with("VirtualServices", 4)
        .with("VirtualServicesUp", 3)
        .with("RealServers", 4)
        .with("RealServersUp", 2)
        .on("list", view -> view[0].equals("stats") ? STATS : view[0] + LISTING)
        .on("listConnections", limit -> CONNECTIONS)
        .on("reload", none -> "nothing changed")
        .on("zeroCounters", none -> director.attributes.put("Zeroed", true))
        .on("stop", none -> stop())
        .register(server, DirectorMXBean.class, "Director");
  }

  private Object stop() {
    stopped.countDown();
    return null;
  }

  private void service(String id, String name, int quorumUp, int up, int all) throws JMException {
    FakeBean bean = new FakeBean();
    services.put(id, bean);
    bean.with("Id", id)
        .with("Name", name)
        .with("Scheduler", "wlc")
        .with("QuorumUp", quorumUp)
        .with("Quorum", 1)
        .with("WeightUp", (long) up)
        .with("RealServers", all)
        .with("RealServersUp", up)
        .on("zeroCounters", none -> bean.attributes.put("Zeroed", true))
        .register(server, VirtualServiceMXBean.class, "VirtualService,service=" + id);
  }

  /** A service without servers, of which there is nothing to report. */
  void quietService(String id) throws JMException {
    service(id, id, 1, 0, 0);
    director.with("VirtualServices", services.size());
  }

  private FakeBean realServer(String service, String id, String address) throws JMException {
    FakeBean bean = new FakeBean();
    servers.put(id, bean);
    bean.with("Id", id)
        .with("Address", address)
        .with("VirtualService", services.get(service).attributes.get("Name"))
        .with("Up", 1)
        .with("Standing", "ENABLED")
        .with("Weight", 1)
        .with("ConfiguredWeight", 1)
        .with("ActiveConnections", 12L)
        .on("setWeight", given -> change(bean, "ENABLED", "", given[0], given[1]))
        .on("drain", given -> change(bean, "DRAINING", given[0], 0, given[1]))
        .on("drainAndRemove", given -> drainAndRemove(bean, given))
        .on("disable", given -> change(bean, "DISABLED", given[0], 0, given[1]))
        .on("enable", none -> change(bean, "ENABLED", "", 1, 0L))
        .register(
            server, RealServerMXBean.class, "RealServer,service=" + service + ",server=" + id);
    return bean;
  }

  private static Object drainAndRemove(FakeBean bean, Object... given) {
    long deadline = (long) given[1];
    bean.with("RemovedWhenDrained", 1)
        .with(
            "DrainDeadlineEpochMillis", deadline == 0 ? 0L : 1_700_000_000_000L + deadline * 1000);
    return change(bean, "DRAINING", given[0], 0, given[2]);
  }

  private static Object change(
      FakeBean bean, String standing, Object reason, Object weight, Object seconds) {
    if (reason.equals("forbidden")) {
      throw new IllegalArgumentException("the reason is forbidden; write another");
    }
    bean.with("Standing", standing)
        .with("StandingReason", reason)
        .with("Weight", weight)
        .with(
            "StandingExpiresEpochMillis",
            (long) seconds == 0 ? 0L : 1_700_000_000_000L + (long) seconds * 1000);
    return null;
  }

  private void check(String id, boolean good, String reason) throws JMException {
    new FakeBean()
        .with("Kind", id.substring(2))
        .on("checkNow", none -> new CheckMXBean.Result(good, reason, 0.44, 1_700_000_000_000L))
        .register(
            server,
            CheckMXBean.class,
            "Check,service=tcp_10.0.0.1_80,server=10.0.0.2_80,check=" + id);
  }

  /** A process of its own: writes its id into the run directory and ends when told to. */
  public static void main(String[] arguments)
      throws JMException, IOException, InterruptedException {
    TestDirector director =
        Boolean.getBoolean("lvs.director.test.empty")
            ? new TestDirector()
            : new TestDirector(ManagementFactory.getPlatformMBeanServer());
    Path pidFile = Path.of(arguments[0], RunningProcess.PID_FILE);
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
    System.out.println("ready");
    Thread.ofPlatform().daemon().start(() -> endWithParent(director));
    director.stopped.await();
    Files.deleteIfExists(pidFile);
  }

  /** Standard input ends when the test's process does, however that ends. */
  private static void endWithParent(TestDirector director) {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever written; only the end matters.
      }
    } catch (IOException closed) {
      // The same as the end.
    }
    director.stopped.countDown();
  }
}

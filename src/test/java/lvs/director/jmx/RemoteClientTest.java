package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import lvs.director.pool.PoolEffect.Notice;
import lvs.director.port.PlaneNotice;
import lvs.director.staged.StagedDirector;
import lvs.director.vrrp.VrrpNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives the beans through a real RMI connector, as jconsole and the commands do. */
class RemoteClientTest {
  private static final String SERVICE = "tcp_10.0.0.1_80";
  private static final String SERVER = "10.0.0.2_80";

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final StagedDirector director = new StagedDirector();
  private BeanRegistry registry;
  private JMXConnectorServer connectorServer;
  private JMXConnector connector;
  private MBeanServerConnection remote;

  @BeforeEach
  void connect() throws Exception {
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    registry = new BeanRegistry(director, server);
    registry.synchronise(
        director.show(StagedDirector.service("10.0.0.1:80", "10.0.0.2:80")).pool());
    connectorServer =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("service:jmx:rmi://127.0.0.1"), null, server);
    connectorServer.start();
    connector = JMXConnectorFactory.connect(connectorServer.getAddress());
    remote = connector.getMBeanServerConnection();
  }

  @AfterEach
  void close() throws Exception {
    connector.close();
    connectorServer.stop();
    registry.close();
  }

  private RealServerMXBean realServer() {
    ObjectName name = BeanNames.realServer(SERVICE, SERVER);
    return JMX.newMXBeanProxy(remote, name, RealServerMXBean.class);
  }

  private DirectorMXBean director() {
    return JMX.newMXBeanProxy(remote, BeanNames.director(), DirectorMXBean.class);
  }

  private static String refusal(Runnable command) {
    return assertThrows(IllegalArgumentException.class, command::run).getMessage();
  }

  @Test
  void anOperatorDisablesAServerWithReasonAndExpiryAndEnablesItAgain() {
    realServer().disable("new disk", 60);
    assertEquals("DISABLED", realServer().getStanding());
    assertEquals("new disk", realServer().getStandingReason());
    assertEquals(
        StagedDirector.STARTED_MILLIS + 61_000, realServer().getStandingExpiresEpochMillis());
    assertEquals(0, realServer().getWeight());
    realServer().enable();
    assertEquals("ENABLED", realServer().getStanding());
    assertEquals(1, realServer().getWeight());
  }

  @Test
  void weightAndDrainTakeEffect() {
    realServer().setWeight(65535, 0);
    assertEquals(65535, realServer().getWeight());
    assertEquals(0, realServer().getStandingExpiresEpochMillis());
    realServer().drain(null, 31_536_000);
    assertEquals("DRAINING", realServer().getStanding());
    assertEquals("", realServer().getStandingReason());
  }

  @Test
  void aDrainThatEndsWithRemovalTellsWhatIsLeftAndWhenItEnds() {
    assertEquals(-1, realServer().getConnectionsLeft());
    assertEquals(-1, realServer().getDrainEstimateSeconds());
    assertEquals(0, realServer().getRemovedWhenDrained());
    realServer().drainAndRemove("new disk", 600, 3600);
    assertEquals("DRAINING", realServer().getStanding());
    assertEquals(17, realServer().getConnectionsLeft());
    assertEquals(130, realServer().getDrainEstimateSeconds());
    assertEquals(1, realServer().getRemovedWhenDrained());
    assertEquals(
        StagedDirector.STARTED_MILLIS + 601_000, realServer().getDrainDeadlineEpochMillis());
    realServer().drainAndRemove("", 0, 0);
    assertEquals(0, realServer().getDrainDeadlineEpochMillis(), "waits until it is empty");
    realServer().enable();
    assertEquals(0, realServer().getRemovedWhenDrained());
  }

  @Test
  void argumentsOutOfRangeAreRefusedWithTheRange() {
    String weights = "weight -1 is outside 0 to 65535; 0 takes no connections";
    assertEquals(weights, refusal(() -> realServer().setWeight(-1, 0)));
    assertTrue(refusal(() -> realServer().setWeight(65536, 0)).contains("65536"));
    assertTrue(refusal(() -> realServer().setWeight(1, -1)).contains("0 to 31536000"));
    assertTrue(refusal(() -> realServer().drain("", 31_536_001)).contains("0 to 31536000"));
    assertTrue(refusal(() -> realServer().drain("a\nb", 0)).contains("one line"));
    assertTrue(refusal(() -> realServer().drainAndRemove("", -1, 0)).contains("deadlineSeconds"));
    assertTrue(refusal(() -> realServer().drainAndRemove("", 60, 60)).contains("shorter"));
    assertTrue(refusal(() -> realServer().drain("a\u2028b", 0)).contains("one line"));
    assertTrue(refusal(() -> realServer().disable("x".repeat(201), 0)).contains("200"));
    assertTrue(refusal(() -> director().listConnections(0)).contains("1 to 100000"));
    assertTrue(refusal(() -> director().listConnections(100_001)).contains("1 to 100000"));
    assertTrue(refusal(() -> director().list("tun")).contains("thresholds"));
    assertEquals("ENABLED", realServer().getStanding());
  }

  @Test
  void aRefusedReloadSaysWhyInTheRemoteClient() {
    assertTrue(refusal(() -> director().reload()).contains("did you mean rr?"));
  }

  @Test
  void aRefusalNeedsNoClassOfOursInTheClient() {
    var wrapped =
        assertThrows(
            javax.management.RuntimeMBeanException.class,
            () -> remote.invoke(BeanNames.director(), "reload", null, null));
    for (Throwable each = wrapped; each != null; each = each.getCause()) {
      assertTrue(each.getClass().getName().startsWith("java"), each.getClass().getName());
    }
  }

  @Test
  void aCheckRunsNowAndReturnsWhatItSaw() {
    ObjectName name = BeanNames.check(SERVICE, SERVER, "1-TCP_CHECK");
    CheckMXBean check = JMX.newMXBeanProxy(remote, name, CheckMXBean.class);
    CheckMXBean.Result result = check.checkNow();
    assertEquals(
        new CheckMXBean.Result(
            true, "connected after 0.4 ms", 0.4, StagedDirector.STARTED_MILLIS + 1000),
        result);
    assertEquals(List.of(result), check.getLastResults());
    assertEquals(List.of("checkNow " + SERVICE + " " + SERVER + " 1-TCP_CHECK"), director.commands);
  }

  @Test
  void countersAreZeroedForOneServiceOrAll() {
    ObjectName name = BeanNames.virtualService(SERVICE);
    JMX.newMXBeanProxy(remote, name, VirtualServiceMXBean.class).zeroCounters();
    director().zeroCounters();
    director().stop();
    assertEquals(List.of("zero " + SERVICE, "zero ", "stop"), director.commands);
  }

  @Test
  void theListIsReadRemotely() {
    assertTrue(director().list("").contains("  -> 10.0.0.2:80                  Masq    1      0"));
    assertTrue(director().listConnections(10).startsWith("IPVS connection entries\n"));
  }

  @Test
  void everyNoticeArrivesInOrderWithItsNumberSourceAndOpenData() throws Exception {
    BlockingQueue<Notification> received = new LinkedBlockingQueue<>();
    remote.addNotificationListener(
        BeanNames.director(), (notification, handback) -> received.add(notification), null, null);
    var endpoint = StagedDirector.endpoint("10.0.0.2:80");
    for (int number = 1; number <= 100; number++) {
      director.announce(Notice.Kind.SERVER_DOWN, SERVICE, endpoint, "refused " + number);
    }
    director.announce(Notice.Kind.QUORUM_LOST, SERVICE, null, "no server is up");
    for (int number = 1; number <= 100; number++) {
      Notification down = received.poll(10, TimeUnit.SECONDS);
      assertEquals(number, down.getSequenceNumber());
      assertEquals("refused " + number, down.getMessage());
      assertEquals("lvs.director.server.down", down.getType());
      assertEquals(BeanNames.realServer(SERVICE, SERVER), down.getSource());
    }
    Notification quorum = received.poll(10, TimeUnit.SECONDS);
    assertEquals("lvs.director.quorum.lost", quorum.getType());
    assertEquals(BeanNames.virtualService(SERVICE), quorum.getSource());
    CompositeData data = (CompositeData) quorum.getUserData();
    assertEquals("QUORUM_LOST", data.get("kind"));
    assertEquals(SERVICE, data.get("subject"));
    assertEquals("", data.get("server"));
    assertEquals("no server is up", data.get("reason"));
    assertEquals(101, director().getNotificationsSent());
  }

  @Test
  void everyKindOfNoticeIsDeclared() throws Exception {
    List<String> declared =
        java.util.Arrays.stream(remote.getMBeanInfo(BeanNames.director()).getNotifications())
            .flatMap(info -> java.util.Arrays.stream(info.getNotifTypes()))
            .toList();
    assertEquals(
        java.util.stream.Stream.<Enum<?>[]>of(
                Notice.Kind.values(), VrrpNotice.Kind.values(), PlaneNotice.Kind.values())
            .flatMap(java.util.Arrays::stream)
            .map(NoticeSender::type)
            .toList(),
        declared);
    assertTrue(declared.contains("lvs.director.server.override"));
  }

  @Test
  void theProcessIsTheOneThatServes() {
    assertEquals(ManagementFactory.getRuntimeMXBean().getPid(), director().getProcessId());
  }
}

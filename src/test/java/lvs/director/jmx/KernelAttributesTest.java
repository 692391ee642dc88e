package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import lvs.director.pool.ServerOverride;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the director's bean says of a plane in the kernel. */
class KernelAttributesTest {
  private final StagedDirector director = new StagedDirector();
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private BeanRegistry registry;

  @BeforeEach
  void start() {
    registry = new BeanRegistry(director, server);
    var service = StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
    registry.synchronise(director.show(service).pool());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Object read(String attribute) throws Exception {
    return server.getAttribute(new ObjectName("lvs.director:type=Director"), attribute);
  }

  private String list(String view) throws Exception {
    return (String)
        server.invoke(
            new ObjectName("lvs.director:type=Director"),
            "list",
            new Object[] {view},
            new String[] {"java.lang.String"});
  }

  @Test
  void anotherPlaneHasNothingToSay() throws Exception {
    assertEquals("", read("IpvsVersion"));
    assertEquals(0, read("ForeignServices"));
    assertEquals(0, ((CompositeData[]) read("Sysctls")).length);
    assertEquals(0L, read("TableDifferences"));
  }

  @Test
  void everythingThatTheKernelKnowsIsAnAttribute() throws Exception {
    director.stageKernel();
    assertEquals("1.2.1", read("IpvsVersion"));
    assertEquals(4096, read("ConnectionTableSize"));
    assertEquals(List.of("FWM 7 wlc, 2 servers"), List.of((String[]) read("ForeignServiceNames")));
    assertEquals(1, read("SyncBackup"));
    assertEquals(0, read("SyncMaster"));
    assertEquals(
        List.of("backup sync daemon (mcast=eth0, syncid=5)"),
        List.of((String[]) read("SyncDaemons")));
    assertEquals(3L, read("SynchronisedConnections"));
    assertEquals(1, read("SysctlsWithAdvice"));
    assertEquals(9L, read("TableDifferences"));
    assertEquals(1, read("TableDifferencesStanding"));
  }

  @Test
  void settingsAndDifferencesAreRows() throws Exception {
    director.stageKernel();
    CompositeData setting = ((CompositeData[]) read("Sysctls"))[0];
    assertEquals("net.ipv4.ip_forward", setting.get("name"));
    assertEquals("1", setting.get("wanted"));
    assertEquals("0", setting.get("actual"));
    assertEquals("", setting.get("original"));
    assertEquals("NAT needs net.ipv4.ip_forward=1", setting.get("advice"));
    CompositeData difference = ((CompositeData[]) read("LastTableDifferences"))[0];
    assertEquals("weight of X was 0 instead of 3", difference.get("text"));
    assertEquals(1, difference.get("mended"));
  }

  @Test
  void healthStandsBehindTheColumnsOfIpvsadm() throws Exception {
    director.stageKernel();
    director.stages.getFirst().actors.getLast().override(draining(), 0);
    assertEquals(
        """
        IP Virtual Server version 1.2.1 (size=4096)
        Prot LocalAddress:Port Scheduler Flags
          -> RemoteAddress:Port           Forward Weight ActiveConn InActConn Health
        TCP  10.0.0.1:80 rr  quorum up
          -> 10.0.0.2:80                  Masq    1      0          0          up
          -> 10.0.0.3:80                  Masq    0      0          0          draining new disk
        FWM 7 wlc  foreign, 2 servers
        """,
        list("health"));
    assertTrue(list("").lines().noneMatch(line -> line.contains("foreign")));
  }

  private static ServerOverride draining() {
    return new ServerOverride(
        "",
        StagedDirector.endpoint("10.0.0.3:80"),
        OptionalInt.empty(),
        Standing.DRAINING,
        "new disk",
        Optional.empty());
  }

  @Test
  void whatIsNotInTheTableIsShownAllTheSame() throws Exception {
    director.absent = director.stages.getFirst().actors.getFirst().status().server().endpoint();
    assertTrue(
        list("health")
            .contains(
                "  -> 10.0.0.2:80                  -       -      -          -          up\n"),
        list("health"));
    director.empty = true;
    assertTrue(
        list("health").contains("TCP 10.0.0.1:80 -  quorum up, not in the table\n"),
        list("health"));
  }
}

package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.WebServer;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.sim.Replay;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** How an election begins, goes on and ends together with the rest of the director. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class LifeOfAnElectionTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String VIP = "10.77.0.100";
  private static final String SERVICE =
      """
      virtual_server %s 80 {
          lb_algo rr
          lb_kind NAT
          protocol TCP
          real_server 10.77.0.3 80 {
          }
      }
      """
          .formatted(VIP);

  @TempDir Path folder;

  private static String router(int priority) {
    return """
    vrrp_instance VI_1 {
        interface eth0
        virtual_router_id 51
        version 3
        priority %d
        advert_int 0.1
        virtual_ipaddress {
            %s/24
        }
    }
    """
        .formatted(priority, VIP);
  }

  private static Network network() {
    Lab.root();
    Network network = Network.of("ds1", "ds2", "rs", "client");
    for (String host : List.of("ds1", "ds2")) {
      network.host(host).run("sysctl", "-qw", "net.ipv4.ip_nonlocal_bind=0");
    }
    return network;
  }

  private DirectorRouter director(Network network, String host, String conf) throws Exception {
    return new DirectorRouter(
        network.host(host), folder.resolve(host), DirectorRouter.classes(), conf);
  }

  private static void awaitOwner(DirectorRouter owner) throws Exception {
    InetAddress vip = InetAddress.getByName(VIP);
    Await.until(
        SOON, () -> owner + " has the address:\n" + owner.log(), () -> owner.host().has(vip));
  }

  private static void awaitServed(Network network) {
    Await.until(
        SOON,
        "an answer through the virtual address",
        () -> WebServer.get(network.host("client"), VIP, 80).equals("served"));
  }

  @Test
  void itBeginsByAReloadAndItsServicesListenOnceTheAddressIsThere() throws Exception {
    try (Network network = network();
        WebServer _ = new WebServer(network.host("rs"), 80, "served");
        DirectorRouter ds1 = director(network, "ds1", SERVICE)) {
      ds1.start();
      Await.until(SOON, ds1::log, () -> ds1.log().contains("is not an address of this machine"));
      ds1.configure(router(100) + SERVICE);
      ds1.reload();
      awaitOwner(ds1);
      awaitServed(network);
      ds1.stop();
      assertEquals("", network.host("ds1").address(InetAddress.getByName(VIP)));
    }
  }

  @Test
  void aMasterThatIsHandedOverStaysAwayEvenAfterACrashUntilItIsReleased() throws Exception {
    InetAddress vip = InetAddress.getByName(VIP);
    try (Network network = network();
        WebServer _ = new WebServer(network.host("rs"), 80, "served");
        DirectorRouter ds1 = director(network, "ds1", router(150) + SERVICE);
        DirectorRouter ds2 = director(network, "ds2", router(100) + SERVICE)) {
      ds1.start();
      awaitOwner(ds1);
      ds2.start();
      String report = ds1.lvsDirector("failover", "VI_1", "--hold");
      assertTrue(report.contains("10.77.0.2"), report);
      awaitOwner(ds2);
      assertFalse(ds1.host().has(vip));
      awaitServed(network);
      ds1.kill();
      ds1.start();
      assertTrue(ds1.log().contains("still held from mastership: VI_1"), ds1::log);
      awaitServed(network);
      ds1.lvsDirector("failover", "VI_1", "--release");
      awaitOwner(ds1);
      awaitServed(network);
    }
  }

  @Test
  void aSecondSignalDropsTheAddressAtOnce() throws Exception {
    InetAddress vip = InetAddress.getByName(VIP);
    // With nobody to hand over to, twice the skew time passes: 2 x 156 / 256 x 4 s.
    String slow = router(100).replace("advert_int 0.1", "advert_int 4");
    try (Network network = network();
        DirectorRouter ds1 = director(network, "ds1", slow)) {
      ds1.start();
      awaitOwner(ds1);
      ds1.beginStop();
      Await.until(SOON, ds1::log, () -> ds1.log().contains("stopping"));
      ds1.stop();
      assertEquals("", ds1.host().address(vip));
      assertTrue(ds1.log().contains("dropped without a handover"), ds1::log);
    }
  }

  @Test
  void whatIsRecordedCanBeRead() throws Exception {
    Path recording = folder.resolve("packets");
    List<String> launcher = new ArrayList<>();
    launcher.addAll(List.of("sh", "-c", "exec \"$@\" --record " + recording, "sh"));
    launcher.addAll(DirectorRouter.classes());
    try (Network network = network();
        DirectorRouter ds1 =
            new DirectorRouter(network.host("ds1"), folder.resolve("ds1"), launcher, router(100))) {
      ds1.start();
      awaitOwner(ds1);
      ds1.stop();
      List<String> lines = Files.readAllLines(recording);
      assertTrue(lines.contains("at 0.000 A starts"), lines::toString);
      assertTrue(lines.getLast().startsWith("until "), lines::toString);
      assertTrue(
          lines.stream().map(PacketRecord::parse).filter(each -> each.isPresent()).count() >= 2,
          lines::toString);
      assertTrue(lines.stream().anyMatch(each -> each.endsWith(" A stops")), lines::toString);
      assertEquals(List.of(), Replay.differences(String.join("\n", lines)), lines::toString);
    }
  }
}

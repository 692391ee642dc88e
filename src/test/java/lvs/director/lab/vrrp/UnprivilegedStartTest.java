package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.ReadableClasses;
import lvs.director.lab.net.Command;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Network;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A user without rights needs two capabilities, and is told which one is missing. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class UnprivilegedStartTest {
  private static final String NOBODY = "65534";
  private static final String CONF =
      """
      vrrp_instance VI_1 {
          interface eth0
          virtual_router_id 51
          priority 100
          advert_int 0.1
          version 3
          virtual_ipaddress {
              10.77.0.100/24
          }
      }
      """;

  @TempDir Path folder;

  @Test
  void withBothCapabilitiesItIsMasterAndGivesTheAddressUpAtTheEnd() throws Exception {
    InetAddress vip = InetAddress.getByName("10.77.0.100");
    Lab.root();
    try (Network network = Network.of("only");
        DirectorRouter router = router(network, "+net_admin,+net_raw")) {
      router.start();
      Await.until(
          Duration.ofSeconds(20),
          () -> "the address:\n" + router.log(),
          () -> router.host().has(vip));
      router.stop();
      assertTrue(router.host().address(vip).isEmpty(), router::log);
    }
  }

  @Test
  void withoutOneOfThemItSaysWhichAndHowToGiveIt() throws Exception {
    Lab.root();
    assertRefused("+net_raw", "CAP_NET_ADMIN", "CAP_NET_RAW is missing");
    assertRefused("+net_admin", "CAP_NET_RAW", "CAP_NET_ADMIN is missing");
  }

  private void assertRefused(String given, String missing, String unsaid) throws Exception {
    try (Network network = Network.of("only");
        DirectorRouter router = router(network, given)) {
      assertThrows(AssertionError.class, router::start);
      assertTrue(router.log().contains(missing + " is missing"), router::log);
      assertTrue(router.log().contains("AmbientCapabilities"), router::log);
      assertFalse(router.log().contains(unsaid), router::log);
    }
  }

  private DirectorRouter router(Network network, String capabilities) throws Exception {
    Path own = Files.createDirectories(folder.resolve(capabilities));
    List<String> launcher =
        new ArrayList<>(
            List.of(
                Lab.program("setpriv", "util-linux"),
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--inh-caps=-all," + capabilities,
                "--ambient-caps=-all," + capabilities));
    for (String word : DirectorRouter.classes()) {
      launcher.add(
          word.equals(System.getProperty("java.class.path")) ? ReadableClasses.in(own) : word);
    }
    DirectorRouter router =
        new DirectorRouter(network.host("only"), own.resolve("only"), launcher, CONF);
    Command.run("chown", "-R", NOBODY, folder.toString());
    return router;
  }
}

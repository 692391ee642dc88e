package lvs.director.lab.uml;

import static lvs.director.lab.uml.UserModeClient.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class UserModeNetworkTest {
  @Test
  void hostsReachEachOtherAndServersTellTheirName(@TempDir Path folder) throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder, 256)) {
      UserModeNetwork network = UserModeNetwork.of(machine, 2, "client", "real");
      UserModeHost real = network.host("real");
      UserModeServer server =
          new UserModeServer(real, "alpha", "tcp/::/80", "udp/%s/53".formatted(real.ipv6(1)));
      UserModeClient client = new UserModeClient(network.host("client"));

      assertEquals(List.of("alpha", "alpha"), client.tcp(2, to(real.ipv4(0), 80)));
      assertEquals(List.of("alpha"), client.tcp(1, to(real.ipv6(1), 80)));
      String port = network.host("client").ipv6(1) + " 5000";
      assertEquals(List.of("alpha", "alpha"), client.udp(2, to(real.ipv6(1), 53, port)));
      assertEquals(List.of("! Connection refused"), client.tcp(1, to(real.ipv4(0), 81)));
      assertEquals("alpha", client.hold("one", to(real.ipv4(0), 80)));
      assertEquals("alpha", client.again("one"));

      UserModeClient.Load load = UserModeClient.load(network.host("client"), to(real.ipv4(0), 80));
      Await.until(Duration.ofSeconds(30), "answers", () -> load.heard().size() > 3);
      server.stop();
      assertTrue(client.again("one").startsWith("! "));
      Await.until(Duration.ofSeconds(30), "failures", () -> load.heard().getLast().failed());
      server.start();
      Await.until(
          Duration.ofSeconds(30),
          () -> "answers again: " + load.heard(),
          () -> !load.heard().getLast().failed());
      load.close();
    }
  }
}

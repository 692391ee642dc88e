package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Echo;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.Network;
import lvs.director.lab.net.Probe;
import lvs.director.lab.net.ProbeReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses of a dead director die with it, and not before its successor serves. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class DeadMasterTest {
  /** What a machine that does much else may add; bench/failover measures on a quiet one. */
  private static final Duration ROOM = Duration.ofSeconds(3);

  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1})
  void theSuccessorServesInTimeAndTheDeadMachineLosesTheAddress(double advertSeconds)
      throws Exception {
    Lab.root();
    InetAddress vip = InetAddress.getByName("10.77.0.100");
    try (Network network = Network.of("first", "second", "client");
        Echo _ = new Echo(network.host("first"), vip);
        Echo _ = new Echo(network.host("second"), vip);
        DirectorRouter first = router(network.host("first"), 150, advertSeconds);
        DirectorRouter second = router(network.host("second"), 100, advertSeconds);
        Probe probe = new Probe(network.host("client"), vip, Duration.ofMillis(1))) {
      network.host("first").watch();
      network.host("second").watch();
      first.start();
      second.start();
      Await.until(
          LIMIT,
          () -> "the first is master:\n" + first.log() + second.log(),
          () -> first.host().has(vip) && !second.host().has(vip) && probe.answersSince(0) == 1);
      long steady = System.nanoTime();
      Duration masterDown = millis(1e3 * advertSeconds * (3 + 156 / 256.0));
      Await.until(
          LIMIT, "a while", () -> System.nanoTime() - steady > 2 * masterDown.toNanos() + 2e9);
      String lease = first.host().address(vip);
      assertTrue(lease.matches(".*valid_lft \\d+sec.*"), lease);

      long killed = System.nanoTime();
      first.kill();
      Await.until(LIMIT, second::log, () -> second.host().has(vip));
      Await.until(
          LIMIT,
          () -> "the dead machine lost " + first.host().address(vip),
          () -> !first.host().has(vip));
      Await.until(LIMIT, "the second answers", () -> probe.answersSince(killed) == 2);
      ProbeReport seen = probe.report(killed);
      Duration taken = after(killed, second.host().watch().first(vip, true, killed).orElseThrow());
      Duration lost = after(killed, first.host().watch().first(vip, false, killed).orElseThrow());
      System.out.printf(
          "lab: SIGKILL at advert %s s: taken over after %d ms (limit %d), lost after %d ms; %s%n",
          advertSeconds, taken.toMillis(), masterDown.toMillis(), lost.toMillis(), seen);

      assertTrue(taken.compareTo(masterDown.plus(ROOM)) < 0, () -> "taken over after " + taken);
      assertTrue(lost.compareTo(taken) > 0, () -> "lost after " + lost + ", taken after " + taken);
      Duration leaseTime = masterDown.plusSeconds(3); // whole seconds, one more, and the kernel's
      assertTrue(lost.compareTo(leaseTime.plus(ROOM)) < 0, () -> "lost after " + lost);
      assertTrue(seen.gap().compareTo(ROOM) < 0, seen::toString);
      assertTrue(first.host().address(vip).isEmpty());
      assertTrue(!second.host().address(vip).isEmpty());
    }
  }

  private static Duration millis(double millis) {
    return Duration.ofMillis(Math.round(millis));
  }

  private static Duration after(long began, long at) {
    return Duration.ofNanos(at - began);
  }

  private DirectorRouter router(Host host, int priority, double advertSeconds) throws Exception {
    String conf =
        """
        vrrp_instance VI_1 {
            interface eth0
            virtual_router_id 51
            priority %d
            advert_int %s
            version 3
            virtual_ipaddress {
                10.77.0.100/24
            }
        }
        """
            .formatted(priority, advertSeconds);
    return new DirectorRouter(host, folder.resolve(host.name()), DirectorRouter.classes(), conf);
  }
}

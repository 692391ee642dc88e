package lvs.director.proxy;

import static lvs.director.proxy.PlaneFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import lvs.director.base.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand open connections, or as many as the limit of open files lets us have. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManyConnectionsTest {
  private static final int WANTED = 10_000;
  private static final int OTHER_FILES = 400;

  private static int possible() {
    long files =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getMaxFileDescriptorCount();
    int possible = (int) Math.min(WANTED, (files - OTHER_FILES) / 2);
    if (possible < WANTED) {
      System.out.println(
          "ManyConnectionsTest: only "
              + possible
              + " connections, since the limit of open files is "
              + files
              + " (ulimit -n 21000 for all)");
    }
    return possible;
  }

  @Test
  void tenThousandConnectionsStayOpenAndAllAreServed() throws Exception {
    int count = possible();
    Process crowd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                CrowdProgram.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (PlaneFixture service = new PlaneFixture();
        BufferedReader answers = crowd.inputReader();
        PrintWriter orders = new PrintWriter(crowd.outputWriter(), true)) {
      Endpoint server = Endpoint.parse("127.0.0.1:" + answers.readLine()).orElseThrow();
      service.server(server, 1).apply();
      orders.println(service.key.endpoint().port() + " " + count);
      assertEquals("spoke " + count, answers.readLine());
      assertEquals(count, service.active(server));
      assertEquals(count, service.plane.connections(Integer.MAX_VALUE).size());
      orders.println("again");
      assertEquals("spoke " + count, answers.readLine());
      assertEquals(0, service.plane.waitingBytes());
      assertEquals(2L * count * 4, service.plane.counters().get(service.key).total().inBytes());
      crowd.destroy();
      await("all have ended", () -> service.active(server) + service.inactive(server) == 0);
    } finally {
      crowd.destroyForcibly();
      assertTrue(crowd.waitFor(10, TimeUnit.SECONDS));
    }
  }
}

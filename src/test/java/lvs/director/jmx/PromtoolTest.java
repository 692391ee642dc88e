package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedElection;
import lvs.director.vrrp.RouterState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prometheus's own tool reads both pages. */
@Tag("lab")
class PromtoolTest {
  @Test
  void promtoolFindsNothingWrong() throws Exception {
    StagedDirector director = new StagedDirector();
    var service = StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
    try (BeanRegistry registry =
            new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
        MetricsEndpoint metrics =
            new MetricsEndpoint(StagedDirector.endpoint("127.0.0.1:0"), registry)) {
      registry.synchronise(director.show(service).pool());
      director.vrrp = StagedElection.view(RouterState.MASTER);
      registry.synchronise(director.vrrp());
      assertEquals("exit 0: ", promtool(MetricsTest.page(metrics)));
      assertEquals("exit 0: ", promtool(MetricsTest.page(metrics, "/compatible")));
    }
  }

  private static String promtool(String page) throws Exception {
    Process process = start();
    try (var in = process.getOutputStream()) {
      in.write(page.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return "exit " + process.waitFor() + ": " + said;
  }

  private static Process start() {
    try {
      return new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    } catch (IOException missing) {
      System.out.println("skipped: promtool is not installed (apt package prometheus)");
      return abort("promtool is not installed (apt package prometheus)");
    }
  }
}

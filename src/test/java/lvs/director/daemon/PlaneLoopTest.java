package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.lab.Await;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.KernelStatus;
import org.junit.jupiter.api.Test;

class PlaneLoopTest {
  /** Fails as often as it is told, then works. */
  private static final class FailingPlane implements DataPlane {
    final AtomicInteger failuresLeft;
    final AtomicInteger applied = new AtomicInteger();

    FailingPlane(int failures) {
      failuresLeft = new AtomicInteger(failures);
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public void configure(LvsSettings settings, IpvsSettings ipvs) {}

    @Override
    public Applied apply(ServiceTable wanted) {
      if (failuresLeft.getAndDecrement() > 0) {
        throw new IllegalStateException("a loop does not answer");
      }
      applied.incrementAndGet();
      return Applied.AS_WANTED;
    }

    @Override
    public ServiceTable have() {
      return ServiceTable.EMPTY;
    }

    @Override
    public Map<ServiceKey, ServiceCounters> counters() {
      return Map.of();
    }

    @Override
    public List<Connection> connections(int limit) {
      return List.of();
    }

    @Override
    public void zero(ServiceKey service) {}

    @Override
    public void synchronise(SyncRole role) {}

    @Override
    public KernelStatus kernel() {
      return KernelStatus.NONE;
    }

    @Override
    public void close(boolean keepTable) {}
  }

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @Test
  void aPlaneThatFailsIsTriedAgainAndTheFailureIsLoggedOnce() throws Exception {
    FailingPlane plane = new FailingPlane(2);
    try (EventLog log = new EventLog(new PrintStream(console, true, StandardCharsets.UTF_8));
        PlaneLoop loop = new PlaneLoop(plane, log, counters -> {})) {
      loop.start();
      loop.want(ServiceTable.EMPTY);
      assertTrue(loop.settle(30));
      assertTrue(plane.applied.get() > 0);
      Await.until(Duration.ofSeconds(10), "recovery logged", () -> text().contains("works again"));
    }
    int first = text().indexOf("a loop does not answer");
    assertTrue(first > 0, text());
    assertFalse(text().indexOf("a loop does not answer", first + 1) > 0, text());
  }

  @Test
  void settleSaysWhenThePlaneHasNotTakenUpWhatIsWanted() throws Exception {
    try (EventLog log = new EventLog(null);
        PlaneLoop loop = new PlaneLoop(new FailingPlane(Integer.MAX_VALUE), log, counters -> {})) {
      loop.start();
      loop.want(ServiceTable.EMPTY);
      assertFalse(loop.settle(1));
    }
  }

  private String text() {
    return console.toString(StandardCharsets.UTF_8);
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.lab.Await;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.Applied;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.SyncRole;
import lvs.director.port.PlaneNotice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlaneLoopTest {
  private static final LvsSettings FLUSHING =
      new LvsSettings(
          0,
          0,
          0,
          true,
          false,
          false,
          false,
          LvsSettings.DEFAULT.notifyPipe(),
          LvsSettings.DEFAULT.syncDaemon());

  /** Fails as often as it is told, then works; remembers what it was asked for. */
  private static class WitnessPlane extends NamedPlane {
    final AtomicInteger failuresLeft;
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile Applied answer = Applied.AS_WANTED;

    WitnessPlane(int failures) {
      super("witness");
      failuresLeft = new AtomicInteger(failures);
    }

    @Override
    public void configure(LvsSettings settings, IpvsSettings ipvs) {
      asked.add("configure " + settings.flush() + " " + ipvs.mendsDrift());
    }

    @Override
    public void synchronise(SyncRole role) {
      asked.add("synchronise " + role);
    }

    @Override
    public Applied apply(ServiceTable wanted) {
      if (failuresLeft.getAndDecrement() > 0) {
        throw new IllegalStateException("a loop does not answer");
      }
      asked.add("apply");
      return answer;
    }

    @Override
    public void close(boolean keepTable) {
      asked.add("close " + keepTable);
    }
  }

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final EventLog log = new EventLog(new PrintStream(console, true, StandardCharsets.UTF_8));
  private final List<PlaneNotice> notices = new CopyOnWriteArrayList<>();

  @AfterEach
  void closeLog() {
    log.close();
  }

  private PlaneLoop started(WitnessPlane plane) {
    PlaneLoop loop = new PlaneLoop(plane, log, notices::add);
    loop.start();
    return loop;
  }

  @Test
  void aPlaneThatFailsIsTriedAgainAndTheFailureIsLoggedOnce() throws Exception {
    WitnessPlane plane = new WitnessPlane(2);
    PlaneLoop loop = started(plane);
    try {
      loop.want(ServiceTable.EMPTY);
      assertTrue(loop.settle(30));
      assertTrue(plane.asked.contains("apply"));
      Await.until(Duration.ofSeconds(10), "recovery logged", () -> text().contains("works again"));
    } finally {
      loop.close(false);
    }
    int first = text().indexOf("a loop does not answer");
    assertTrue(first > 0, text());
    assertFalse(text().indexOf("a loop does not answer", first + 1) > 0, text());
  }

  @Test
  void settleSaysWhenThePlaneHasNotTakenUpWhatIsWanted() throws Exception {
    PlaneLoop loop = started(new WitnessPlane(Integer.MAX_VALUE));
    try {
      loop.want(ServiceTable.EMPTY);
      assertFalse(loop.settle(1));
    } finally {
      loop.close(false);
    }
  }

  @Test
  void aPlaneThatIsAtWorkIsWaitedForLonger() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    PlaneLoop loop =
        started(
            new WitnessPlane(0) {
              @Override
              public Applied apply(ServiceTable wanted) {
                begun.countDown();
                try {
                  enough.await();
                } catch (InterruptedException impossible) {
                  throw new IllegalStateException(impossible);
                }
                return Applied.AS_WANTED;
              }
            });
    Thread asking = Thread.currentThread();
    try {
      loop.want(ServiceTable.EMPTY);
      begun.await();
      Thread.ofVirtual()
          .start(
              () -> {
                Await.until(
                    Duration.ofSeconds(10),
                    "somebody who waits",
                    () -> asking.getState() == Thread.State.TIMED_WAITING);
                enough.countDown();
              });
      assertTrue(loop.settle(0));
    } finally {
      enough.countDown();
      loop.close(false);
    }
  }

  @Test
  void nothingIsAppliedBeforeTheFirstTableAndSettingsComeBeforeIt() throws Exception {
    WitnessPlane plane = new WitnessPlane(0);
    PlaneLoop loop = started(plane);
    try {
      loop.configure(FLUSHING, IpvsSettings.DEFAULT);
      loop.synchronise(SyncRole.BACKUP);
      loop.compareNow();
      assertTrue(loop.settle(30));
      assertEquals(List.of("configure true true", "synchronise BACKUP"), plane.asked);
      loop.want(ServiceTable.EMPTY);
      assertTrue(loop.settle(30));
      assertTrue(plane.asked.contains("apply"));
    } finally {
      loop.close(false);
    }
  }

  @Test
  void aTableThatNobodyTookOverIsLeftAtTheEnd() {
    WitnessPlane plane = new WitnessPlane(0);
    started(plane).close(false);
    assertEquals(List.of("close true"), plane.asked);
  }

  @Test
  void theTableGoesOrStaysAsTheEndIsAskedFor() throws Exception {
    for (boolean keeps : new boolean[] {true, false}) {
      WitnessPlane plane = new WitnessPlane(0);
      PlaneLoop loop = started(plane);
      loop.want(ServiceTable.EMPTY);
      assertTrue(loop.settle(30));
      loop.close(keeps);
      assertEquals("close " + keeps, plane.asked.getLast());
    }
  }

  @Test
  void theRoleIsToldWhenItChanges() throws Exception {
    WitnessPlane plane = new WitnessPlane(0);
    PlaneLoop loop = started(plane);
    try {
      for (SyncRole role : List.of(SyncRole.NONE, SyncRole.MASTER, SyncRole.MASTER)) {
        loop.synchronise(role);
        assertTrue(loop.settle(30));
      }
      assertEquals(List.of("synchronise MASTER"), plane.asked);
      loop.synchronise(SyncRole.BACKUP);
      assertTrue(loop.settle(30));
      assertEquals(List.of("synchronise MASTER", "synchronise BACKUP"), plane.asked);
    } finally {
      loop.close(false);
    }
  }

  @Test
  void eitherKindOfSettingsReachesThePlaneWhenItChanges() throws Exception {
    WitnessPlane plane = new WitnessPlane(0);
    PlaneLoop loop = started(plane);
    IpvsSettings reporting =
        new IpvsSettings(
            false, false, IpvsSettings.DEFAULT.sysctls(), IpvsSettings.DEFAULT.syncCatchUp());
    try {
      loop.configure(LvsSettings.DEFAULT, IpvsSettings.DEFAULT);
      assertTrue(loop.settle(30));
      loop.configure(LvsSettings.DEFAULT, IpvsSettings.DEFAULT);
      assertTrue(loop.settle(30));
      loop.configure(LvsSettings.DEFAULT, reporting);
      assertTrue(loop.settle(30));
      assertEquals(List.of("configure false true", "configure false false"), plane.asked);
    } finally {
      loop.close(false);
    }
  }

  @Test
  void whatSomebodyElseChangedIsToldAndCounted() throws Exception {
    WitnessPlane plane = new WitnessPlane(0);
    plane.answer =
        new Applied(List.of(), List.of("weight of 10.0.0.2:80 was 0 instead of 3"), true);
    PlaneLoop loop = started(plane);
    try {
      loop.want(ServiceTable.EMPTY);
      assertTrue(loop.settle(30));
      assertEquals(PlaneNotice.Kind.TABLE_MENDED, notices.getFirst().kind());
      assertTrue(loop.drift().found() > 0);
    } finally {
      loop.close(false);
    }
  }

  @Test
  void aReadingThatTakesLongDelaysNoChange() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    WitnessPlane plane =
        new WitnessPlane(0) {
          @Override
          public Map<ServiceKey, ServiceCounters> counters() {
            reading.countDown();
            try {
              release.await();
            } catch (InterruptedException ended) {
              Thread.currentThread().interrupt();
            }
            return Map.of();
          }
        };
    PlaneLoop loop = started(plane);
    PlaneReader reader = new PlaneReader(plane, log, counters -> {});
    reader.start();
    try {
      reading.await();
      loop.want(ServiceTable.EMPTY);
      assertTrue(loop.settle(30));
      assertTrue(plane.asked.contains("apply"));
    } finally {
      release.countDown();
      reader.close();
      loop.close(false);
    }
  }

  private String text() {
    return console.toString(StandardCharsets.UTF_8);
  }
}

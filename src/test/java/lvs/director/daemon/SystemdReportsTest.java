package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.lab.Await;
import lvs.director.model.Configuration;
import lvs.director.pool.PoolEngine;
import lvs.director.pool.PoolEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears, and that a stuck engine gives no sign of life. */
class SystemdReportsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMillis(80);

  @TempDir java.nio.file.Path folder;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final EventLog log = new EventLog(null);
  private volatile String status = "all is well";
  private volatile boolean deaf;

  private final SystemdReports.Outlet outlet =
      new SystemdReports.Outlet() {
        @Override
        public void send(String... lines) throws IOException {
          if (deaf) {
            throw new IOException("nobody listens");
          }
          heard.addAll(List.of(lines));
        }

        @Override
        public void close() {
          heard.add("closed");
        }
      };

  @AfterEach
  void close() {
    log.close();
  }

  private SystemdReports reports(Optional<Duration> patience, Turning... engines) {
    return new SystemdReports(outlet, patience, () -> List.of(engines), () -> status, log);
  }

  private void await(String line) {
    Await.until(LIMIT, () -> line + " in " + heard, () -> heard.contains(line));
  }

  private void awaitSignsOfLife(int more) {
    long before = signsOfLife();
    Await.until(LIMIT, () -> more + " more than " + before, () -> signsOfLife() >= before + more);
  }

  private long signsOfLife() {
    return heard.stream().filter("WATCHDOG=1"::equals).count();
  }

  @Test
  void theLifeOfADirectorIsToldInOrder() {
    SystemdReports reports = reports(Optional.empty());
    try (reports) {
      reports.ready();
      reports.begins();
      reports.isOver();
      reports.stopping();
    }
    List<String> states =
        heard.stream().map(line -> line.replaceFirst("^(MONOTONIC_USEC)=[0-9]+$", "$1")).toList();
    assertEquals(
        List.of(
            "READY=1",
            "RELOADING=1",
            "MONOTONIC_USEC",
            "READY=1",
            "STOPPING=1",
            "STATUS=handing over and stopping",
            "closed"),
        states.stream().filter(line -> !line.equals("STATUS=all is well")).toList());
  }

  @Test
  void theStatusIsToldAgainWhenItChangesAndWithoutAWatchdogNoSignOfLifeIsGiven() {
    try (SystemdReports reports = reports(Optional.of(PATIENCE))) {
      reports.ready();
      await("STATUS=all is well");
      status = "a server is down";
      await("STATUS=a server is down");
    }
    assertTrue(signsOfLife() > 0);
    heard.clear();
    try (SystemdReports reports = reports(Optional.empty())) {
      reports.ready();
      await("STATUS=a server is down");
    }
    assertEquals(0, signsOfLife());
  }

  @Test
  void anIdleEngineGivesSignsOfLifeThoughItWaitsForADayForItsNextCheck() throws Exception {
    try (PoolLoop pool = loop(new CountDownLatch(0))) {
      pool.start();
      pool.ask(new PoolEvent.ConfigurationChanged(oneServerCheckedOnceADay()));
      try (SystemdReports reports = reports(Optional.of(PATIENCE), pool)) {
        reports.ready();
        awaitSignsOfLife(5);
      }
    }
  }

  @Test
  void anEngineThatIsStuckGivesNoSignOfLifeAndGivesThemAgainWhenItGoesOn() throws Exception {
    CountDownLatch unstuck = new CountDownLatch(1);
    try (PoolLoop pool = loop(unstuck)) {
      pool.start();
      try (SystemdReports reports = reports(Optional.of(PATIENCE), pool)) {
        reports.ready();
        awaitSignsOfLife(3);
        pool.offer(new PoolEvent.ConfigurationChanged(oneServerCheckedOnceADay()));
        Await.until(LIMIT, "it is stuck", () -> reports.misses() > 3);
        long before = signsOfLife();
        long missed = reports.misses();
        Await.until(LIMIT, "it stays stuck", () -> reports.misses() > missed + 5);
        assertEquals(before, signsOfLife());
        unstuck.countDown();
        awaitSignsOfLife(3);
      }
    } finally {
      unstuck.countDown();
    }
  }

  @Test
  void whatSystemdDoesNotHearDoesNotStopTheDirector() {
    deaf = true;
    try (SystemdReports reports = reports(Optional.of(PATIENCE))) {
      reports.ready();
      reports.begins();
      deaf = false;
      awaitSignsOfLife(1);
    }
  }

  @Test
  void theWatchdogIsMeantForTheProcessThatItNames() {
    Map<String, String> asked = Map.of("WATCHDOG_USEC", "20000000");
    assertEquals(Optional.of(Duration.ofSeconds(20)), SystemdReports.patience(asked, 7));
    assertEquals(Optional.empty(), SystemdReports.patience(Map.of(), 7));
    for (String wrong : List.of("0", "", "-5", "1e6", "9".repeat(30))) {
      assertEquals(
          Optional.empty(), SystemdReports.patience(Map.of("WATCHDOG_USEC", wrong), 7), wrong);
    }
    Map<String, String> other = Map.of("WATCHDOG_USEC", "20000000", "WATCHDOG_PID", "8");
    assertFalse(SystemdReports.patience(other, 7).isPresent());
    assertTrue(SystemdReports.patience(other, 8).isPresent());
  }

  /** Its listener waits for the latch, as an engine with a defect might. */
  private static PoolLoop loop(CountDownLatch unstuck) {
    return new PoolLoop(
        new PoolEngine(System.nanoTime(), check -> true),
        (effects, dueNanos) -> awaitLatch(unstuck),
        defect -> {
          throw new AssertionError(defect);
        });
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Configuration oneServerCheckedOnceADay() throws IOException {
    java.nio.file.Path file = folder.resolve("keepalived.conf");
    java.nio.file.Files.writeString(
        file,
        """
        virtual_server 10.9.9.9 80 {
            delay_loop 86400
            protocol TCP
            lb_algo rr
            lb_kind NAT
            real_server 10.9.9.10 80 {
                TCP_CHECK {
                }
            }
        }
        """);
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import lvs.director.alert.AlertEvent;
import lvs.director.alert.Draft;
import lvs.director.base.Endpoint;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.lab.Await;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualService;
import lvs.director.port.Refusal;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SERVICE = "tcp_10.0.0.1_80";
  private static final Endpoint FIRST = Endpoint.parse("10.0.2.1:80").orElseThrow();
  private static final Endpoint SECOND = Endpoint.parse("10.0.2.2:80").orElseThrow();

  @TempDir Path folder;

  private final List<String> subjects = new CopyOnWriteArrayList<>();
  private final StagedDirector director = new StagedDirector();
  private final EventLog log = new EventLog(new PrintStream(PrintStream.nullOutputStream()));
  private volatile CountDownLatch relay = new CountDownLatch(0);

  private AlertLoop loop() throws IOException {
    Configuration configuration = configuration();
    director.show(configuration.virtualServices().toArray(VirtualService[]::new));
    AlertLoop loop =
        new AlertLoop(
            "lab",
            folder.resolve("told"),
            new AlertViews(director),
            () -> true,
            this::send,
            nanos -> nanos / 1_000_000,
            log);
    loop.start();
    loop.offer(() -> Optional.of(new AlertEvent.Configured(configuration)));
    return loop;
  }

  private void send(Draft draft) {
    subjects.add(draft.subject());
    try {
      relay.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Configuration configuration() throws IOException {
    Path file = folder.resolve("keepalived.conf");
    Files.writeString(
        file,
        """
        director {
            mail_grouping 1
        }
        global_defs {
            router_id lab
            notification_email { a@example.org }
            smtp_server 127.0.0.1
        }
        virtual_server 10.0.0.1 80 {
            lvs_sched rr
            lvs_method NAT
            protocol TCP
            real_server 10.0.2.1 80 {
                TCP_CHECK {
                }
            }
            real_server 10.0.2.2 80 {
                TCP_CHECK {
                }
            }
        }
        """);
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  private static String subject(Endpoint server, String state) {
    return "[lab] Realserver ["
        + server.host()
        + "]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - "
        + state;
  }

  private static Optional<AlertEvent> seen(Endpoint server, boolean up) {
    return Optional.of(new AlertEvent.ServerSeen(SERVICE, server, up, true, "why", ""));
  }

  private void await(String... expected) {
    Await.until(PATIENCE, () -> subjects.toString(), () -> subjects.size() >= expected.length);
    assertEquals(List.of(expected), subjects);
  }

  /** The truth on the stage; the views compare with it. */
  private void turn(Endpoint server, boolean up) {
    director.stages.getFirst().actors.stream()
        .filter(each -> each.status().server().endpoint().equals(server))
        .forEach(each -> each.turn(up, "why", StagedDirector.NOW_NANOS));
  }

  @Test
  void anotherRunClosesWhatThisOneTold() throws IOException {
    try (AlertLoop first = loop()) {
      first.offer(() -> seen(FIRST, false));
      await(subject(FIRST, "DOWN"));
    }
    try (AlertLoop second = loop()) {
      second.offer(() -> seen(FIRST, false));
      second.offer(() -> seen(FIRST, true));
      await(subject(FIRST, "DOWN"), subject(FIRST, "UP"));
    }
  }

  @Test
  void whatWaitsAtTheEndIsToldThen() throws IOException {
    AlertLoop loop = loop();
    loop.offer(() -> seen(FIRST, false));
    loop.close();
    assertEquals(List.of(subject(FIRST, "DOWN")), subjects);
  }

  @Test
  void aSilenceIsOnDiskWhenItIsAnswered() throws IOException, Refusal {
    try (AlertLoop loop = loop()) {
      loop.ask(new AlertEvent.Silence(Duration.ofHours(1), "night work"));
      assertTrue(Files.readString(folder.resolve("told")).contains("night work"));
      assertEquals("night work", loop.standing().silenceReason());
      assertTrue(loop.standing().silencedUntilEpochMillis() > 0);
      loop.ask(new AlertEvent.Speak());
      assertEquals(new AlertLoop.Standing(0, "", 0), loop.standing());
    }
  }

  @Test
  void whatNobodyHeardOfIsSeen() throws IOException {
    try (AlertLoop loop = loop()) {
      turn(SECOND, false);
      loop.lookAtAll();
      await(subject(SECOND, "DOWN"));
      turn(SECOND, true);
      loop.lookAtAll();
      await(subject(SECOND, "DOWN"), subject(SECOND, "UP"));
    }
  }

  @Test
  void aFullQueueIsCountedAndThenTheTruthIsLookedAt() throws IOException {
    try (AlertLoop loop = loop()) {
      relay = new CountDownLatch(1);
      loop.offer(() -> seen(FIRST, false));
      turn(FIRST, false);
      await(subject(FIRST, "DOWN"));
      while (loop.refused() == 0) {
        loop.offer(() -> seen(FIRST, false));
      }
      loop.offer(() -> seen(SECOND, false));
      turn(SECOND, false);
      assertEquals(2, loop.refused());
      relay.countDown();
      await(subject(FIRST, "DOWN"), subject(SECOND, "DOWN"));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNoMail() throws IOException {
    Files.createDirectories(folder.resolve("told").resolve("in the way"));
    try (AlertLoop loop = loop()) {
      loop.offer(() -> seen(FIRST, false));
      await(subject(FIRST, "DOWN"));
      assertEquals("", loop.defect());
    }
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a syslog daemon gets of the director's log; socat takes its place. */
@Tag("lab")
class SyslogTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String TAG = " lvs-director[" + ProcessHandle.current().pid() + "]: ";

  @TempDir Path folder;
  private Path socket;
  private Path received;

  @BeforeEach
  void places() {
    socket = folder.resolve("log");
    received = folder.resolve("received");
    Lab.program("logger", "bsdutils");
  }

  private Process syslogDaemon() throws IOException {
    Process daemon =
        new ProcessBuilder(
                Lab.program("socat", "socat"),
                "-u",
                "UNIX-RECV:" + socket,
                "OPEN:" + received + ",creat,append")
            .start();
    Await.until(SOON, "socat listens", () -> Files.exists(socket));
    return daemon;
  }

  private void end(Process daemon) throws Exception {
    daemon.destroyForcibly().waitFor();
    Files.deleteIfExists(socket);
  }

  private String received() throws IOException {
    return Files.exists(received) ? Files.readString(received) : "";
  }

  private void awaitReceived(String text) {
    Await.until(SOON, text + " at the syslog daemon", () -> received().contains(text));
  }

  @Test
  void eachLineHasItsSeverityTagAndProcessId() throws Exception {
    Process daemon = syslogDaemon();
    try (EventLog log = new EventLog(null, socket)) {
      log.syslog(true);
      log.error("10.0.0.2:80 is down:\nconnection refused");
      log.warning("größer");
      log.info("up");
      awaitReceived("up");
      String all = received();
      List<String> priorities = List.of("<27>", "<28>", "<30>");
      List<String> texts = List.of("10.0.0.2:80 is down: connection refused", "größer", "up");
      int from = 0;
      for (int i = 0; i < texts.size(); i++) {
        int begin = all.indexOf(priorities.get(i), from);
        int text = all.indexOf(TAG + texts.get(i), from);
        assertEquals(from, begin, all);
        from = text + TAG.length() + texts.get(i).length();
      }
    } finally {
      end(daemon);
    }
  }

  @Test
  void aLongReasonStaysOneLine() throws Exception {
    Process daemon = syslogDaemon();
    try (EventLog log = new EventLog(null, socket)) {
      log.syslog(true);
      log.error("x".repeat(4_000));
      log.error("end");
      awaitReceived("end");
      assertEquals(3, received().split("<27>", -1).length, received());
    } finally {
      end(daemon);
    }
  }

  @Test
  void linesArriveAgainAfterTheDaemonWasRestarted() throws Exception {
    Process daemon = syslogDaemon();
    try (EventLog log = new EventLog(null, socket)) {
      log.syslog(true);
      log.info("first");
      awaitReceived("first");
      end(daemon);
      log.info("lost");
      daemon = syslogDaemon();
      log.info("second");
      awaitReceived("second");
    } finally {
      end(daemon);
    }
  }

  @Test
  void whatWasQueuedIsSentBeforeTheEnd() throws Exception {
    Process daemon = syslogDaemon();
    try {
      try (EventLog log = new EventLog(null, socket)) {
        log.syslog(true);
        for (int i = 1; i <= 200; i++) {
          log.info("line " + i + ";");
        }
      }
      awaitReceived("line 200;");
    } finally {
      end(daemon);
    }
  }

  @Test
  void withoutASyslogDaemonTheConsoleGetsEveryLine() throws Exception {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    try (EventLog log =
        new EventLog(new PrintStream(console, true, StandardCharsets.UTF_8), socket)) {
      log.syslog(true);
      for (int i = 1; i <= 50; i++) {
        log.info("line " + i + ";");
      }
    }
    String all = console.toString(StandardCharsets.UTF_8);
    for (int i = 1; i <= 50; i++) {
      assertTrue(all.contains("info: line " + i + ";"), all);
    }
  }
}

package lvs.director.lab.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.Command;
import lvs.director.lab.service.Installation.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The director's init script in every state, with a director behind it that serves. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class DirectorScriptTest {
  private static final String SCRIPT = "lvs-director";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Installation installation;
  private HttpServer realServer;
  private int virtualPort;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder, List.of());
    realServer = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    realServer.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
          }
        });
    realServer.start();
    virtualPort = Lab.freePort();
    settings("START_SECONDS=90 STOP_SECONDS=60");
  }

  @AfterEach
  void endWhatRuns() {
    long pid = pid();
    if (pid > 0) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    realServer.stop(0);
  }

  private void settings(String more) throws IOException {
    installation.settings(
        SCRIPT,
        """
        PROGRAM=/usr/local/sbin/lvs-director
        CONFIG=%1$s/director.conf
        STATE_DIR=%1$s/state
        LOG_FILE=%1$s/log/director.log
        %2$s
        """
            .formatted(folder, more));
  }

  private void configure(String more) throws IOException {
    Files.writeString(
        folder.resolve("director.conf"),
        """
        director {
            data_plane proxy
            syslog off
            jolokia off
            prometheus off
            console off
        }
        virtual_server 127.97.1.1 %d {
            protocol TCP
            lb_algo rr
            lb_kind NAT
            real_server 127.0.0.1 %d {
            }
        }
        %s
        """
            .formatted(virtualPort, realServer.getAddress().getPort(), more));
  }

  /** Runs an action; its exit code must be this, and its output have all of these words. */
  private Answer run(String action, int exitCode, String... words) {
    Answer answer = installation.script(SCRIPT, action);
    assertEquals(exitCode, answer.exitCode(), () -> answer.output() + log());
    for (String each : words) {
      assertTrue(answer.output().contains(each), answer::output);
    }
    return answer;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log/director.log"));
    } catch (IOException none) {
      return "";
    }
  }

  /** That of the pid file, 0 without one. */
  private long pid() {
    try {
      String text = Files.readString(installation.run("lvs-director/director.pid")).strip();
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (IOException none) {
      return 0;
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket("127.97.1.1", virtualPort)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .endsWith("ok");
    } catch (IOException refused) {
      return false;
    }
  }

  private boolean hasLock() {
    return Files.exists(installation.run("lock/subsys/lvs-director"));
  }

  private void signal(String signal) {
    Command.run("kill", "-" + signal, Long.toString(pid()));
  }

  private void kill() {
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    process.destroyForcibly();
    Await.until(LIMIT, "its end", () -> !process.isAlive());
  }

  /** systemd is not in a namespace like this: what it is asked for is written down. */
  @Test
  void whereSystemdHasTheServiceItIsLeftToIt() throws IOException {
    configure("");
    Path asked = folder.resolve("log/systemctl");
    installation.program(
        "systemctl",
        """
        #!/bin/sh
        [ "$1" = cat ] && exit "$(cat %1$s.unit)"
        echo "$*" >>%1$s
        """
            .formatted(asked));
    Files.writeString(Path.of(asked + ".unit"), "0");
    Files.createDirectories(installation.run("systemd/system"));
    for (String each : List.of("start", "stop", "restart", "try-restart", "reload")) {
      run(each, 0);
    }
    run("condrestart", 0);
    run("force-reload", 0);
    assertEquals(
        List.of("start", "stop", "restart", "try-restart", "reload", "try-restart", "reload")
            .stream()
            .map(each -> each + " lvs-director.service")
            .toList(),
        Files.readAllLines(asked));
    run("status", 3, "stopped");
    Files.writeString(Path.of(asked + ".unit"), "1");
    run("start", 0, "started (process ");
    assertEquals(7, Files.readAllLines(asked).size(), "without the unit it is ours");
  }

  @Test
  void withoutAConfigurationNothingStartsAndEverythingSaysSo() throws IOException {
    run("start", 6, "not configured: " + folder + "/director.conf is missing or empty");
    run("restart", 6, "CONFIG=/etc/keepalived/keepalived.conf");
    run("configtest", 6);
    run("status", 3, "stopped");
    run("stop", 0, "already stopped");
    run("reload", 7, "not running");
    run("try-restart", 0);
    assertEquals(0, pid());
  }

  @Test
  void wrongWordsAreExitCode2AndWhoIsNotRootIsExitCode4() throws IOException {
    run("begin", 2, "Usage: ");
    run("", 2, "Usage: ");
    for (String action : List.of("start", "stop", "restart", "try-restart", "reload")) {
      Answer answer = installation.asNobody(SCRIPT, action);
      assertEquals(4, answer.exitCode(), answer.output());
      assertTrue(answer.output().contains("only root may do that"), answer.output());
    }
    settings("PROGRAM=/nonexistent/lvs-director");
    run("start", 5, "not installed: there is no program /nonexistent/lvs-director");
    run("status", 5, "not installed");
  }

  @Test
  void aStartReturnsWhenItServesAndAStopWhenItHasEnded() throws IOException {
    configure("");
    run("start", 0, "started (process ");
    assertTrue(answers(), this::log);
    assertTrue(hasLock());
    run("status", 0, "running (process " + pid() + ")");
    long first = pid();
    run("start", 0, "already running (process " + first + ")");
    assertEquals(first, pid());
    run("stop", 0, "stopped");
    assertFalse(answers());
    assertFalse(hasLock());
    run("status", 3, "stopped");
    run("stop", 0, "already stopped");
  }

  /** A restart of the seeds' kind would have ended the one director that works. */
  @Test
  void aBrokenFileNeverEndsADirectorThatRuns() throws IOException {
    configure("");
    run("start", 0);
    long first = pid();
    configure("virtual_server 127.97.1.2 80 {\n");
    run("configtest", 1, "is not closed");
    run("restart", 1, "not restarted: the configuration has errors; what runs goes on");
    run("try-restart", 1);
    run("reload", 1, "is not closed");
    run("force-reload", 1);
    assertEquals(first, pid());
    assertTrue(answers(), this::log);
    configure("");
    run("configtest", 0);
    run("reload", 0);
    assertEquals(first, pid());
    run("restart", 0, "started");
    assertNotEquals(first, pid());
    assertTrue(answers(), this::log);
    long second = pid();
    run("try-restart", 0, "started");
    assertNotEquals(second, pid());
    run("stop", 0);
  }

  @Test
  void aStartThatFailsShowsWhyAndOnlyWhatItWrote() throws IOException {
    Files.writeString(folder.resolve("log/director.log"), "a line of another day\n");
    configure("vrrp_instance a {\n");
    Answer answer = run("start", 1);
    assertTrue(answer.output().contains("the configuration has errors"), answer.output());
    assertTrue(answer.output().contains("director.conf:"), answer.output());
    assertFalse(answer.output().contains("another day"), answer.output());
    assertFalse(hasLock());
  }

  @Test
  void acrashIsTold() throws IOException {
    configure("");
    run("start", 0);
    kill();
    run("status", 1, "it has crashed");
    run("start", 0, "started");
    Path pidFile = installation.run("lvs-director/director.pid");
    String pid = Files.readString(pidFile);
    kill();
    Files.delete(pidFile);
    run("status", 2, "it has ended by itself");
    // Numbers of processes are given out again.
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
    run("status", 1, "it has crashed");
    run("stop", 0, "already stopped");
    assertTrue(ProcessHandle.current().isAlive(), "process " + pid + " is not ours");
    Files.delete(pidFile);
  }

  @Test
  void aDirectorThatHangsIsUnknownAndIsKilledAfterTheTimeAllowed() throws IOException {
    settings("STOP_SECONDS=1");
    configure("");
    run("start", 0);
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    signal("STOP");
    run("status", 4, "is there and does not answer");
    Answer answer = run("stop", 0);
    assertTrue(answer.output().contains("it is killed, and hands nothing over"), answer.output());
    Await.until(LIMIT, "its end", () -> !process.isAlive());
  }
}

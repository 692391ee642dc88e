package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way that a command finds the process of a director. */
class AttachTest {
  private static final long ANOTHER_USER = 4_000_000_000L;

  @TempDir private Path runDirectory;

  private static long currentUser() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  private CommandRunner.Outcome run(long userId, String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--run-dir";
    all[arguments.length + 1] = runDirectory.toString();
    return CommandRunner.runAlone(new AttachConnector(userId), all);
  }

  private void writePid(String text) throws IOException {
    Files.writeString(runDirectory.resolve(RunningProcess.PID_FILE), text);
  }

  @Test
  void commandsReachADirectorInAnotherProcessAndStopIt() throws Exception {
    try (ChildDirector child = new ChildDirector(runDirectory)) {
      CommandRunner.Outcome status = run(currentUser(), "status");
      assertEquals(0, status.exitCode(), status::toString);
      assertTrue(status.out().contains("process " + child.processId()), status::out);
      assertEquals(TestDirector.STATS, run(currentUser(), "list", "--stats").out());
      assertEquals(0, run(currentUser(), "zero", "tcp/10.0.0.1:80").exitCode());
      CommandRunner.Outcome refused =
          run(currentUser(), "drain", "tcp_10.0.0.1_80", "10.0.0.2", "--reason", "forbidden");
      assertEquals("lvs-director: the reason is forbidden; write another\n", refused.err());

      CommandRunner.Outcome stop = run(currentUser(), "stop");
      assertEquals("the director (process " + child.processId() + ") has stopped\n", stop.out());
      assertTrue(child.endsWithinSeconds(10));
      assertEquals(3, run(currentUser(), "status").exitCode());
    }
  }

  @Test
  void aDirectorThatDoesNotLetUsAttachIsToldFromOneThatDoesNotRun() throws Exception {
    try (ChildDirector child = new ChildDirector(runDirectory, "-XX:+DisableAttachMechanism")) {
      CommandRunner.Outcome status = run(currentUser(), "status");
      assertEquals(5, status.exitCode(), status::toString);
      assertTrue(status.err().contains("process " + child.processId()), status::err);
      assertTrue(status.err().contains("does not let us attach"), status::err);
    }
  }

  @Test
  void withoutAPidFileNoDirectorRuns() {
    CommandRunner.Outcome status = run(1000, "status");
    assertEquals(3, status.exitCode());
    assertEquals("", status.out());
    assertTrue(
        status
            .err()
            .startsWith(
                "lvs-director: no director is running: there is no "
                    + runDirectory.resolve("director.pid")),
        status::err);
  }

  @Test
  void statusSaysInJsonTooThatNoneRuns() {
    CommandRunner.Outcome status = run(1000, "status", "--json");
    assertEquals(3, status.exitCode());
    assertEquals(false, ((Map<?, ?>) JsonReader.read(status.out())).get("running"));
  }

  @Test
  void aStalePidFileIsNamed() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    writePid(ended.pid() + "\n");
    CommandRunner.Outcome status = run(currentUser(), "status");
    assertEquals(3, status.exitCode(), status::toString);
    assertTrue(status.err().contains("names process " + ended.pid() + ", which has ended"));
  }

  @Test
  void aPidFileWithoutANumberIsNamed() throws Exception {
    for (String text : new String[] {"", "x", "-5", "12345678901", "1 2"}) {
      writePid(text);
      CommandRunner.Outcome status = run(currentUser(), "status");
      assertEquals(3, status.exitCode(), status::toString);
      assertTrue(status.err().contains("director.pid holds no process id"), status::err);
    }
  }

  @Test
  void aProcessThatIsNoJavaMachineIsLeftAlone() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      writePid(sleeper.pid() + "\n");
      CommandRunner.Outcome status = run(currentUser(), "status");
      assertEquals(3, status.exitCode(), status::toString);
      assertTrue(status.err().contains("is left over: process " + sleeper.pid()), status::err);
      assertTrue(sleeper.isAlive());
    } finally {
      sleeper.destroyForcibly().waitFor();
    }
  }

  @Test
  void aJavaProcessWithoutADirectorIsNoDirector() throws Exception {
    try (ChildDirector child = new ChildDirector(runDirectory, "-Dlvs.director.test.empty=true")) {
      CommandRunner.Outcome status = run(currentUser(), "status");
      assertEquals(3, status.exitCode(), status::toString);
      assertTrue(
          status
              .err()
              .contains("process " + child.processId() + " has no lvs.director:type=Director"),
          status::err);
    }
  }

  @Test
  void anotherUsersDirectorNeedsRoot() throws Exception {
    writePid(ProcessHandle.current().pid() + "\n");
    CommandRunner.Outcome status = run(ANOTHER_USER, "status");
    assertEquals(4, status.exitCode(), status::toString);
    String owner = currentUser() == 0 ? "root" : Files.getOwner(runDirectory).getName();
    assertEquals(
        "lvs-director: the director (process "
            + ProcessHandle.current().pid()
            + ") is owned by "
            + owner
            + ": run as root or with sudo\n",
        status.err());
  }

  /** Root reads everything unless it gives up the capabilities for that, as the child does. */
  @Test
  void aRunDirectoryThatMayNotBeReadIsExitCode4() throws Exception {
    writePid("1");
    boolean root = currentUser() == 0;
    List<String> command = new ArrayList<>();
    if (root) {
      Files.setAttribute(runDirectory, "unix:uid", 65534);
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Main.class.getName(), "status", "--run-dir", runDirectory.toString()));
    Files.setPosixFilePermissions(
        runDirectory, PosixFilePermissions.fromString(root ? "rwx------" : "---------"));
    try {
      Process status = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(status.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(4, status.waitFor(), said);
      assertTrue(said.contains("director.pid may not be read by this user"), said);
    } finally {
      Files.setPosixFilePermissions(runDirectory, PosixFilePermissions.fromString("rwx------"));
    }
  }
}

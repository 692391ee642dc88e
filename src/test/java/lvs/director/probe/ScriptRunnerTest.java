package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import lvs.director.model.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunnerTest {
  @TempDir Path directory;
  private final ScriptRunner runner = new ScriptRunner();

  @AfterEach
  void endPrograms() {
    runner.close();
  }

  private ScriptOutcome run(String... argv) throws Exception {
    return runner.run(Checks.script(argv), Checks.PATIENT);
  }

  private String output(String command) throws Exception {
    return assertInstanceOf(ScriptOutcome.Exited.class, run("/bin/sh", "-c", command)).output();
  }

  @Test
  void argumentsArriveUnchanged() throws Exception {
    ScriptOutcome outcome = run("printf", "%s|", "a b", "$HOME", "'");
    assertEquals(new ScriptOutcome.Exited(0, "a b|$HOME|'|"), outcome);
    assertTrue(outcome.succeeded());
  }

  @Test
  void standardInputIsEmpty() throws Exception {
    assertEquals("0\n", output("wc -c").replace(" ", ""));
  }

  @Test
  void theLastPartOfALongOutputIsKept() throws Exception {
    String output = output("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done");
    assertEquals(4096, output.length());
    assertTrue(output.endsWith("line 2999\n"), output);
  }

  @Test
  void aFloodOfOutputStopsNothing() throws Exception {
    ScriptOutcome outcome = run("/bin/sh", "-c", "head -c 50000000 /dev/zero; echo end");
    assertTrue(outcome.succeeded(), outcome.reason());
    assertEquals(0, leftovers());
  }

  private long leftovers() throws Exception {
    ScriptRunner here = new ScriptRunner(directory);
    here.run(Checks.script("/bin/echo", "hi"), Checks.PATIENT);
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void eachProgramHasItsOwnSession() throws Exception {
    String[] ids = output("cut -d' ' -f1,6 /proc/$$/stat").strip().split(" ");
    assertEquals(ids[0], ids[1], "pid and session differ");
  }

  @Test
  void aTimeoutEndsWhateverTheProgramStarted() throws Exception {
    Path pids = directory.resolve("pids");
    String command =
        "trap '' TERM; (trap '' TERM; sleep 300) & echo $! > %s.new; mv %s.new %s; sleep 300; sleep 300"
            .formatted(pids, pids, pids);
    ScriptOutcome outcome =
        runner.run(Checks.script("/bin/sh", "-c", command), Duration.ofSeconds(4));
    assertInstanceOf(ScriptOutcome.TimedOut.class, outcome);
    long child = Long.parseLong(Files.readString(pids).strip());
    await("child " + child + " is gone", () -> !isRunning(child));
  }

  private static boolean isRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (java.io.IOException gone) {
      return false;
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "never: " + what);
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Test
  void aDaemonLeftBehindDoesNotHoldUpTheOutcome() throws Exception {
    ScriptOutcome outcome = run("/bin/sh", "-c", "sleep 5 & echo started");
    assertEquals(new ScriptOutcome.Exited(0, "started\n"), outcome);
  }

  @Test
  void whatCannotBeStartedIsExplained() throws Exception {
    Path notExecutable = Files.writeString(directory.resolve("plain"), "#!/bin/sh\n");
    Path badInterpreter =
        Files.writeString(directory.resolve("garbage"), "#!/no/such/interpreter\n");
    Files.setPosixFilePermissions(badInterpreter, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertEquals(
        notExecutable + ": Permission denied (chmod +x it)", run("" + notExecutable).reason());
    assertEquals(directory + ": is a directory", run("" + directory).reason());
    assertEquals("no-such-thing: not found in the search path", run("no-such-thing").reason());
    ScriptOutcome unusable = run(badInterpreter.toString());
    assertFalse(unusable.succeeded());
    assertTrue(unusable.reason().contains("No such file or directory"), unusable.reason());
  }

  @Test
  @Tag("lab")
  void aScriptRunsAsTheUserItNames() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root to change the user");
    assertEquals("65534:65534", identity(Optional.of("nobody"), Optional.empty()));
    assertEquals("65534:2", identity(Optional.of("nobody"), Optional.of("bin")));
    assertEquals("0:2", identity(Optional.empty(), Optional.of("bin")));
    ScriptOutcome unknown =
        runner.run(
            new Script(List.of("id"), Optional.of("no-such-user"), Optional.empty()),
            Checks.PATIENT);
    assertEquals("user no-such-user does not exist", unknown.reason());
  }

  private String identity(Optional<String> user, Optional<String> group) throws Exception {
    Script script = new Script(List.of("/bin/sh", "-c", "echo $(id -u):$(id -g)"), user, group);
    ScriptOutcome outcome = runner.run(script, Checks.PATIENT);
    return assertInstanceOf(ScriptOutcome.Exited.class, outcome).output().strip();
  }
}

package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalInt;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.Test;

class MiscCheckTest {
  private static CheckResult shell(boolean dynamic, String command) throws Exception {
    return Checks.run(Checks.misc(Checks.PATIENT, dynamic, "/bin/sh", "-c", command));
  }

  @Test
  void exitStatusZeroIsUp() throws Exception {
    CheckResult result = shell(false, "exit 0");
    assertTrue(result.good(), result.reason());
    assertTrue(result.reason().matches("exit status 0 in [0-9.]+ m?s"), result.reason());
    assertEquals(OptionalInt.empty(), result.weight());
  }

  @Test
  void anotherStatusIsDownAndTheFirstLineOfOutputIsTheReason() throws Exception {
    CheckResult result = shell(false, "echo replication stopped >&2; echo more; exit 1");
    assertFalse(result.good());
    assertEquals("exit status 1: replication stopped", result.reason());
    assertEquals("exit status 3", shell(false, "exit 3").reason());
  }

  @Test
  void aDynamicCheckAsksForAWeight() throws Exception {
    assertEquals(OptionalInt.of(0), shell(true, "exit 2").weight());
    assertEquals(OptionalInt.of(253), shell(true, "exit 255").weight());
    assertTrue(shell(true, "exit 2").good());
    assertEquals(OptionalInt.empty(), shell(true, "exit 0").weight());
    assertFalse(shell(true, "exit 1").good());
  }

  @Test
  void aScriptThatHangsIsDownAtTheDeadline() throws Exception {
    CheckResult result =
        Checks.run(
            Checks.misc(Duration.ofMillis(400), false, "/bin/sh", "-c", "echo hello; sleep 60"));
    assertEquals("timed out after 400 ms and was killed", result.reason());
    assertTrue(result.latencyNanos() < 10_000_000_000L, result.toString());
  }

  @Test
  void aMissingScriptIsNamed() throws Exception {
    CheckResult result = Checks.run(Checks.misc(Checks.PATIENT, false, "/nonexistent/check.sh"));
    assertEquals("/nonexistent/check.sh: No such file or directory", result.reason());
  }
}

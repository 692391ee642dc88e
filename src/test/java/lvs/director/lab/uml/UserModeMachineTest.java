package lvs.director.lab.uml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class UserModeMachineTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void aMachineRunsProgramsBesideEachOtherAndHasIpvs(@TempDir Path folder) throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder, 256)) {
      UserModeMachine.Running sleeper = machine.start(List.of("sleep", "1000"));
      machine.sh(LIMIT, "ipvsadm -A -t 10.0.0.1:80 -s rr");
      assertEquals("-A -t 10.0.0.1:80 -s rr\n", machine.run(LIMIT, "ipvsadm", "-Sn"));
      assertEquals(3, machine.script(LIMIT, "echo no >&2; exit 3").exitCode());
      assertTrue(sleeper.runs());
      sleeper.signal("KILL");
      assertEquals(137, sleeper.await(LIMIT).exitCode());
    }
  }

  @Test
  void aMachineEndsWhenItsConsoleCloses(@TempDir Path folder) throws Exception {
    UserModeMachine machine = UserModeMachine.boot(folder, 256);
    UserModeMachine.Running sleeper = machine.start(List.of("sleep", "1000"));
    machine.close();
    Await.until(LIMIT, "the end", () -> !sleeper.runs());
    assertFalse(machine.console().contains("panic"), machine.console());
  }
}

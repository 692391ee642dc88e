package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import lvs.director.lab.uml.UserModeMachine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The plane beside ipvsadm, on a real kernel. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 1")
class IpvsPlaneLabTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void thePlaneMakesOfARealTableWhatIsWanted(@TempDir Path folder) throws Exception {
    try (UserModeMachine machine = UserModeMachine.boot(folder.resolve("machine"), 512)) {
      UserModeMachine.Answer answer =
          machine
              .start(UserModeMachine.java(IpvsPlaneProgram.class.getName(), folder.toString()))
              .await(LIMIT);
      System.out.println(answer.output());
      assertTrue(answer.exitCode() == 0, answer::output);
    }
  }
}

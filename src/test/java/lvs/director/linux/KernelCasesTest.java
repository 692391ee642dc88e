package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lvs.director.lab.uml.UserModeMachine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SysctlCases} and {@link SyncCases} say of a real kernel. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("user-mode machine 2")
class KernelCasesTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static String said;

  @BeforeAll
  static void runAll(@TempDir Path folder) throws IOException {
    try (UserModeMachine machine = UserModeMachine.boot(folder, 512)) {
      List<String> java = UserModeMachine.java(KernelCases.class.getName());
      said = machine.run(LIMIT, java.toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "settings-come-and-go",
        "settings-after-a-kill",
        "settings-of-another-place",
        "settings-refused",
        "settings-advice",
        "daemons-follow-the-role",
        "daemons-are-adopted",
        "daemons-of-others",
        "daemons-refused",
        "connections-are-synchronised"
      })
  void itHoldsInARealKernel(String name) {
    assertTrue(said.lines().anyMatch((name + " ok")::equals), said);
  }
}

package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningProcessTest {
  /** A signal is sent to the process, which would end one that is no JVM. */
  @ParameterizedTest
  @CsvSource({
    "/usr/lib/jvm/jdk-25/bin/java, true",
    "java, true",
    "/usr/lib/lvs-director/runtime/bin/java (deleted), true",
    "/usr/bin/javac, false",
    "/usr/bin/vi (deleted), false",
    "/home/java/vi, false",
  })
  void onlyAJavaMachineIsSpokenTo(String command, boolean java) {
    assertEquals(java, RunningProcess.isJava(command));
  }
}

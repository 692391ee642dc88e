package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String GOOD =
      """
      virtual_server 10.0.0.1 80 {
          delay_loop 6
          lb_algo rr
          lb_kind NAT
          protocol TCP
          real_server 10.0.0.2 80 {
              weight 1
              TCP_CHECK {
                  connect_timeout 3
              }
          }
      }
      """;

  @TempDir private Path directory;

  private CommandRunner.Outcome check(String text, String... options) throws IOException {
    Path file = directory.resolve("a.conf");
    Files.writeString(file, text);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "check";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return alone(arguments);
  }

  private static CommandRunner.Outcome alone(String... arguments) {
    return CommandRunner.runAlone(
        runDirectory -> {
          throw new AssertionError("check needs no director");
        },
        arguments);
  }

  @Test
  void aGoodFileIsExitCode0() throws IOException {
    CommandRunner.Outcome outcome = check(GOOD);
    assertEquals(0, outcome.exitCode(), outcome::toString);
    assertEquals("no problems\n", outcome.out());
    assertEquals(List.of(), JsonReader.read(check(GOOD, "--json").out()));
  }

  @Test
  void anErrorIsExitCode1WithItsPlaceAndACaret() throws IOException {
    CommandRunner.Outcome outcome = check(GOOD.substring(0, GOOD.lastIndexOf('}')));
    assertEquals(1, outcome.exitCode(), outcome::toString);
    assertTrue(outcome.out().contains("a.conf:1:28: error: "), outcome::out);
    assertTrue(outcome.out().contains("\n    remedy: "), outcome::out);
    assertTrue(outcome.out().endsWith("^\n1 error\n"), outcome::out);
  }

  @Test
  void jsonSaysTheSame() throws IOException {
    CommandRunner.Outcome outcome = check(GOOD.substring(0, GOOD.lastIndexOf('}')), "--json");
    assertEquals(1, outcome.exitCode());
    Map<?, ?> problem = (Map<?, ?>) ((List<?>) JsonReader.read(outcome.out())).getFirst();
    assertEquals("error", problem.get("severity"));
    assertEquals(1.0, problem.get("line"));
    assertEquals(28.0, problem.get("column"));
  }

  @Test
  void aFileThatCannotBeReadIsExitCode2() {
    CommandRunner.Outcome outcome = alone("check", directory.resolve("none.conf").toString());
    assertEquals(2, outcome.exitCode(), outcome::toString);
    assertTrue(outcome.out().contains("none.conf"), outcome::out);
    assertEquals(2, alone("check", directory.toString()).exitCode());
  }

  @Test
  void withoutAnyFileItSaysWhichItLookedFor() {
    CommandRunner.Outcome outcome = alone("check");
    assertEquals(2, outcome.exitCode());
    assertTrue(outcome.err().contains("/etc/lvs-director/director.conf"), outcome::err);
  }
}

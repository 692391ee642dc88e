package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import lvs.director.model.TrackProcess;
import lvs.director.model.TrackProcess.ParameterMatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessMatchTest {
  static TrackProcess wish(
      String command, ParameterMatch match, boolean fullCommand, String... parameters) {
    return new TrackProcess(
        "wish",
        command,
        List.of(parameters),
        match,
        0,
        false,
        1,
        OptionalInt.empty(),
        Duration.ZERO,
        Duration.ZERO,
        fullCommand);
  }

  private static List<String> words(String text) {
    return text == null ? List.of() : Arrays.asList(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, false, nginx, nginx: master, true",
    "nginx, false, nginx-debug, nginx, false",
    "nginx, false, nginx, , true",
    "nginx, true, nginx, nginx -g, true",
    "nginx, true, nginx, /usr/sbin/nginx, false",
    "/usr/sbin/nginx, true, nginx, /usr/sbin/nginx -g x, true",
    "/usr/sbin/nginx, false, nginx, /usr/sbin/nginx -g x, true",
    "/usr/sbin/nginx, false, nginx, /opt/nginx, false",
    "a-name-longer-than-the-kernels, false, a-name-longer-t, /bin/a-name-longer-than-the-kernels,"
        + " true",
    "a-name-longer-than-the-kernels, false, a-name-longer-t, /bin/a-name-longer-than-others, false",
    "fifteen-letters, false, fifteen-letters, x, true"
  })
  void theNameIsTheKernelsOrArgument0(
      String name, boolean full, String comm, String commandLine, boolean matches) {
    TrackProcess wish = wish(name, ParameterMatch.NONE, full);
    assertEquals(matches, ProcessMatch.matches(wish, comm, () -> words(commandLine)));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, a b, x, true",
    "EXACT, a b, a b, true",
    "EXACT, a b, a b c, false",
    "EXACT, a b, a, false",
    "EXACT, , , true",
    "EXACT, , a, false",
    "INITIAL, a b, a b, true",
    "INITIAL, a b, a b c, true",
    "INITIAL, a b, a bc, false",
    "INITIAL, a b, a, false",
    "INITIAL, , a, true",
    "PARTIAL, a b, a bc, true",
    "PARTIAL, a b, a bc d, true",
    "PARTIAL, a b, ax b, false",
    "PARTIAL, a b, a, false",
    "PARTIAL, , a, true"
  })
  void parametersAreComparedAsMuchAsWanted(
      ParameterMatch match, String expected, String actual, boolean matches) {
    TrackProcess wish = wish("p", match, false, words(expected).toArray(String[]::new));
    List<String> line = new java.util.ArrayList<>(List.of("p"));
    line.addAll(words(actual));
    assertEquals(matches, ProcessMatch.matches(wish, "p", () -> line));
  }

  @Test
  void argumentsAreNotReadWhereTheNameIsEnough() {
    assertTrue(
        ProcessMatch.matches(
            wish("nginx", ParameterMatch.NONE, false),
            "nginx",
            () -> {
              throw new AssertionError("read");
            }));
  }
}

package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Endpoint;
import lvs.director.model.Check;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileCheckTest {
  private static CheckResult run(OptionalLong number, int weight, boolean reverse)
      throws InterruptedException {
    Check.Timing timing =
        new Check.Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            0,
            Duration.ZERO,
            Optional.empty(),
            false,
            false);
    Endpoint server = new Endpoint(InetAddress.ofLiteral("10.0.0.2"), 80);
    try (ScriptRunner scripts = new ScriptRunner();
        NetworkProber prober = new NetworkProber(scripts, (_, _) -> number)) {
      return prober.run(new Check.File(timing, server, "load", weight, reverse), 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, false, 0",
    "5, 1, false, 5",
    "5, -2, false, -10",
    "5, 2, true, -10",
    "-5, 2, true, 10",
    "2147483647, 2, false, 2147483646",
    "-2147483646, 1, false, -2147483646"
  })
  void theNumberTimesTheWeightIsAdded(long number, int weight, boolean reverse, int added)
      throws Exception {
    CheckResult result = run(OptionalLong.of(number), weight, reverse);
    assertEquals(true, result.good(), result::reason);
    assertEquals(OptionalInt.of(added), result.weight());
    assertEquals(
        "track_file load holds " + number + ", which adds " + added + " to the weight",
        result.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, false, true",
    "1, 0, false, false",
    "-1, 0, false, false",
    "0, 0, true, false",
    "1, 0, true, true",
    "-2147483648, 1, false, false",
    "-2147483647, 1, false, false",
    "-1073741824, 2, false, false",
    "2147483647, 1, true, false"
  })
  void theLowestWeightIsDownAndWithWeightZeroAnyNumberButZero(
      long number, int weight, boolean reverse, boolean good) throws Exception {
    CheckResult result = run(OptionalLong.of(number), weight, reverse);
    assertEquals(good, result.good(), result::reason);
    assertEquals(OptionalInt.empty(), result.weight());
  }

  @Test
  void aFileThatIsNotReadInTimeIsDown() throws Exception {
    CheckResult result = run(OptionalLong.empty(), 1, false);
    assertEquals("track_file load could not be read in time", result.reason());
    assertEquals(false, result.good());
  }
}

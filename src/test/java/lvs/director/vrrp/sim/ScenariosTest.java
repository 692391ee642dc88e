package lvs.director.vrrp.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts under {@code src/test/resources/scenarios}. */
class ScenariosTest {
  private static final Path TEXTS = Path.of("src/test/resources/scenarios");

  static List<String> texts() throws IOException {
    try (Stream<Path> files = Files.list(TEXTS)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theDirectorDoesWhatTheScenarioExpects(String name) throws IOException {
    Scenario scenario = Scenario.parse(Files.readString(TEXTS.resolve(name)));
    assertEquals(
        List.of(),
        ScenarioCheck.differences(scenario),
        () -> name + ": " + scenario.title() + "\n" + lines(scenario));
  }

  @Test
  void whatIsExpectedWronglyIsADifference() throws IOException {
    String text = Files.readString(TEXTS.resolve("takeover.txt"));
    assertFalse(differences(text.replace("takes 10.9.0.100", "takes 10.9.0.101")).isEmpty());
    assertFalse(differences(text.replace("priority 150", "priority 90")).isEmpty());
    assertFalse(differences(text.replaceAll("expect .*", "")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"takeover.txt", "preempt.txt", "two-masters-heal.txt", "stop-nobody-notices.txt"})
  void aRecordingIsAScenarioThatHolds(String name) throws IOException {
    Scenario scenario = Scenario.parse(Files.readString(TEXTS.resolve(name)));
    String recording = Replay.recording(scenario);
    assertTrue(recording.contains(" sends eth0 10.9.0."), recording);
    assertEquals(List.of(), Replay.differences(recording), recording);
    String deaf =
        recording
            .lines()
            .filter(each -> !each.contains(" hears "))
            .collect(Collectors.joining("\n"));
    assertFalse(Replay.differences(deaf).isEmpty(), recording);
  }

  @Test
  void aLineThatIsNotUnderstoodIsNamed() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> Scenario.parse("Title\n\nat noon A starts\n"));
    assertTrue(refused.getMessage().startsWith("line 3 "));
  }

  private static List<String> differences(String text) {
    return ScenarioCheck.differences(Scenario.parse(text));
  }

  private static String lines(Scenario scenario) {
    return String.join(
        "\n", ScenarioPlayer.play(scenario).stream().map(Outcome::toString).toList());
  }
}

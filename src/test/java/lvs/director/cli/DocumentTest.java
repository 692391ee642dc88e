package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/cli.md says what the program says. */
class DocumentTest {
  private static final Path DOCUMENT = Path.of("docs/cli.md");
  private static final String ROOT = "lvs-director";

  static Stream<String> commands() {
    return Stream.concat(Stream.of(ROOT), CommandTable.NAMES.stream());
  }

  private static String help(String command) {
    String[] arguments =
        command.equals(ROOT) ? new String[] {"--help"} : new String[] {command, "--help"};
    CommandRunner.Outcome outcome = CommandRunner.runAlone(directory -> null, arguments);
    assertEquals(0, outcome.exitCode());
    return outcome.out();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theDocumentShowsTheHelpOfEveryCommand(String command) throws IOException {
    String section = "\n## " + command + "\n\n```text\n" + help(command) + "```\n";
    String document = Files.readString(DOCUMENT);
    assertTrue(
        document.contains(section),
        () -> DOCUMENT + " is stale; this should stand in it:" + section);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfEveryCommandHasAnExampleAndFitsAHundredColumns(String command) {
    List<String> lines = help(command).lines().toList();
    assertTrue(lines.getLast().startsWith("Example: lvs-director "), lines::toString);
    assertTrue(lines.stream().allMatch(line -> line.length() <= 100), lines::toString);
  }

  @Test
  void everyExitCodeIsInTheDocument() throws IllegalAccessException, IOException {
    String document = Files.readString(DOCUMENT);
    for (Field code : ExitCode.class.getDeclaredFields()) {
      assertTrue(document.contains("\n| " + code.getInt(null) + " | "), code.getName());
    }
  }
}

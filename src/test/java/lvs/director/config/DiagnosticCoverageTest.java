package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each diagnostic has a test: its code stands in one. */
class DiagnosticCoverageTest {
  private static final Path MAIN = Path.of("src/main/java/lvs/director/config");
  private static final Path TESTS = Path.of("src/test");
  private static final Pattern REPORT =
      Pattern.compile(
          "(?:error|warning|everyLine|errorOnce|\\w+Here)\\(\\s*\"([a-z]+(?:-[a-z]+)+)\"");

  @Test
  void everyCodeThatIsReportedStandsInATest() throws IOException {
    Set<String> codes = new TreeSet<>();
    Matcher matcher = REPORT.matcher(sources(MAIN));
    while (matcher.find()) {
      codes.add(matcher.group(1));
    }
    assertTrue(codes.size() > 40, "the pattern finds too few codes: " + codes);
    Set<String> tested = new TreeSet<>();
    Matcher words = Pattern.compile("[a-z]+(?:-[a-z]+)+").matcher(sources(TESTS));
    while (words.find()) {
      tested.add(words.group());
    }
    codes.removeAll(tested);
    assertEquals(Set.of(), codes);
  }

  private static String sources(Path dir) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*\\.(java|txt)")).sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}

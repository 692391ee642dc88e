package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import lvs.director.model.ArchiveSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveWordsTest {
  private static Loaded read(String lines) {
    return Reading.text("director {\n" + lines + "\n}", new FakeFiles());
  }

  private static ArchiveSettings settings(String lines) {
    Loaded loaded = read(lines);
    assertEquals(List.of(), loaded.problems());
    return loaded.configuration().orElseThrow().director().archive();
  }

  @Test
  void theDocumentedDefaultsAreTheRealOnes() {
    assertEquals(
        ArchiveSettings.DEFAULT, settings("archive on\narchive_step 10\narchive_limit 20G"));
    assertEquals(ArchiveSettings.DEFAULT, settings(""));
  }

  @Test
  void everyWordIsBound() {
    assertEquals(
        new ArchiveSettings(false, Duration.ofSeconds(300), 500L << 20),
        settings("archive off\narchive_step 300\narchive_limit 500M"));
  }

  @ParameterizedTest
  @CsvSource({
    "10485760, 10485760",
    "10240k, 10485760",
    "10240K, 10485760",
    "10M, 10485760",
    "1G, 1073741824",
    "1024T, 1125899906842624"
  })
  void sizesMayHaveAUnit(String word, long bytes) {
    assertEquals(bytes, settings("archive_limit " + word).limitBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "archive_limit many, not-a-size",
    "archive_limit -1G, not-a-size",
    "archive_limit 1.5G, not-a-size",
    "archive_limit 9M, size-out-of-range",
    "archive_limit 999999999999999999T, size-out-of-range",
    "archive_limit 0, size-out-of-range",
    "archive_step 1, out-of-range",
    "archive_step 301, out-of-range",
    "archive maybe, not-a-switch"
  })
  void whatIsNoSuchValueIsToldWithTheRemedy(String line, String code) {
    assertEquals(List.of(code), read(line).problems().stream().map(p -> p.code()).toList());
  }
}

package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lvs.director.config.text.Problem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every sample of Debian's keepalived package: no error where keepalived -t has none. */
@Tag("lab")
class DebianSamplesTest {
  private static final Path SAMPLES = Path.of("/usr/share/doc/keepalived/samples");

  /**
   * What keepalived 2.2.7 -t rejects in its own samples: members of a sync group outside their
   * group block ("Unknown keyword 'VI_2'"), and addresses with a missing octet ("invalid IP
   * 192.168.100./24").
   */
  private static final Map<String, List<String>> BROKEN =
      Map.of(
          "keepalived.conf.vrrp.lvs_syncd",
          List.of("4 member-outside-group", "5 member-outside-group"),
          "keepalived.conf.vrrp.rules",
          List.of("11 bad-address", "26 bad-address"));

  @Test
  void onlyTheSamplesThatKeepalivedItselfRejectsHaveErrors() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "skipped: Debian's package keepalived is not installed");
    Map<String, List<String>> errors = new TreeMap<>();
    for (Path sample : samples()) {
      List<String> found = errors(ConfigurationReader.load(sample, Reading.SETTINGS));
      if (!found.isEmpty()) {
        errors.put(sample.getFileName().toString(), found);
      }
    }
    assertEquals(new TreeMap<>(BROKEN), errors);
  }

  @Test
  void everySampleIsRead() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES), "skipped: Debian's package keepalived is not installed");
    for (Path sample : samples()) {
      Loaded loaded = ConfigurationReader.load(sample, Reading.SETTINGS);
      assertEquals(List.of(sample.toString()), loaded.files());
      assertEquals(!BROKEN.containsKey(sample.getFileName().toString()), loaded.usable());
    }
  }

  private static List<Path> samples() throws IOException {
    try (Stream<Path> all = Files.list(SAMPLES)) {
      return all.filter(file -> file.getFileName().toString().startsWith("keepalived.conf."))
          .sorted()
          .toList();
    }
  }

  private static List<String> errors(Loaded loaded) {
    return loaded.problems().stream()
        .filter(p -> p.severity() == Problem.Severity.ERROR)
        .map(p -> p.at().line() + " " + p.code())
        .toList();
  }
}

package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lvs.director.config.text.DiskFiles;
import lvs.director.config.text.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings that operators print and paste, with what the director says about each. */
class SeedDiagnosticsTest {
  private static final Path SEEDS = Path.of("src/test/resources/seeds");

  /** Run with {@code -Dseeds.write=true} to write the expectations anew, then read them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "003-keepalived.conf",
        "003-keepalived-lvs.conf",
        "004-vrrp.conf",
        "004-virtual-server.conf"
      })
  void everyListingIsUsableAndGetsItsDiagnostics(String name) throws IOException {
    Loaded loaded =
        ConfigurationReader.load(name, Reading.SETTINGS, new DiskFiles(SEEDS), FakeFiles.none());
    Path expected = SEEDS.resolve(name + ".expected");
    if (Boolean.getBoolean("seeds.write")) {
      Files.writeString(expected, lines(loaded));
    }
    assertEquals(Files.readString(expected), lines(loaded));
    assertTrue(loaded.usable());
  }

  private static String lines(Loaded loaded) {
    StringBuilder lines = new StringBuilder();
    for (Problem p : loaded.problems()) {
      lines
          .append(p.at())
          .append(": ")
          .append(p.severity())
          .append(' ')
          .append(p.code())
          .append(": ")
          .append(p.what())
          .append(' ')
          .append(p.remedy())
          .append('\n');
    }
    return lines.toString();
  }
}

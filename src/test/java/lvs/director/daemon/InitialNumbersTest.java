package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialNumbersTest {
  @TempDir Path folder;

  private final EventLog log = new EventLog(null);
  private final InitialNumbers numbers = new InitialNumbers(log);

  @AfterEach
  void end() {
    log.close();
  }

  private Configuration file(String path, String initial) throws Exception {
    Path file = folder.resolve("k.conf");
    Files.writeString(
        file, "track_file f {\n file %s\n %s\n}\n".formatted(folder.resolve(path), initial));
    return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
        .configuration()
        .orElseThrow();
  }

  private String text(String path) throws Exception {
    return Files.readString(folder.resolve(path));
  }

  @Test
  void aMissingFileIsMadeAtStartAndAtReloads() throws Exception {
    numbers.write(file("a", "init_file -7"));
    assertEquals("-7\n", text("a"));
    numbers.write(file("b", "init_file 3"));
    assertEquals("3\n", text("b"));
    numbers.write(file("c", ""));
    assertFalse(Files.exists(folder.resolve("c")));
  }

  @Test
  void aFileThatIsThereKeepsItsNumber() throws Exception {
    Files.writeString(folder.resolve("a"), "5");
    numbers.write(file("a", "init_file 1"));
    assertEquals("5", text("a"));
  }

  @Test
  void overwriteHoldsAtStartOnly() throws Exception {
    Files.writeString(folder.resolve("a"), "5555");
    numbers.write(file("a", "init_file 1 overwrite"));
    assertEquals("1\n", text("a"));
    Files.writeString(folder.resolve("a"), "6");
    numbers.write(file("a", "init_file 1 overwrite"));
    assertEquals("6", text("a"));
  }

  @Test
  void linksAreNotWrittenThrough() throws Exception {
    Files.writeString(folder.resolve("precious"), "data");
    Files.createSymbolicLink(folder.resolve("a"), Path.of("precious"));
    numbers.write(file("a", "init_file 1 overwrite"));
    assertEquals("data", text("precious"));
    Files.createSymbolicLink(folder.resolve("b"), Path.of("nowhere"));
    numbers.write(file("b", "init_file 1"));
    assertFalse(Files.exists(folder.resolve("nowhere")));
  }
}

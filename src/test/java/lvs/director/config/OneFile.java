package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.config.text.ConfigFiles;
import lvs.director.config.text.Problem;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;

/** A configuration file that a test holds as text. */
public record OneFile(String text) implements ConfigFiles {
  static final String NAME = "test.conf";

  /** The configuration of a text without errors, with the files of this machine. */
  public static Configuration read(String text) {
    Loaded loaded =
        ConfigurationReader.load(
            NAME,
            ReadSettings.of("host", Map.of(), new Random(1)),
            new OneFile(text),
            FileFacts.SYSTEM);
    assertEquals(
        List.of(),
        loaded.problems().stream()
            .filter(each -> each.severity() == Problem.Severity.ERROR)
            .toList());
    return loaded.configuration().orElseThrow();
  }

  @Override
  public Kind kind(String path) {
    return path.equals(NAME) ? Kind.FILE : Kind.MISSING;
  }

  @Override
  public List<String> names(String directory) {
    return List.of(NAME);
  }

  @Override
  public byte[] read(String path, int limitBytes) throws IOException {
    if (!path.equals(NAME)) {
      throw new FileNotFoundException("there is no such file");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String absolute(String path) {
    return path;
  }
}

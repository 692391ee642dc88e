package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.FileFacts;
import lvs.director.config.Loaded;
import lvs.director.config.text.ConfigFiles;
import lvs.director.config.text.Problem;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;

/** Configurations from text, without files. */
final class Texts {
  private Texts() {}

  static Configuration read(String text) {
    Loaded loaded =
        ConfigurationReader.load(
            "test.conf",
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

  private record OneFile(String text) implements ConfigFiles {
    @Override
    public Kind kind(String path) {
      return path.equals("test.conf") ? Kind.FILE : Kind.MISSING;
    }

    @Override
    public List<String> names(String directory) {
      return List.of("test.conf");
    }

    @Override
    public byte[] read(String path, int limitBytes) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String absolute(String path) {
      return path;
    }
  }
}

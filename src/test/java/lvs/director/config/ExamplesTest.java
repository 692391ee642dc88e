package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;
import org.junit.jupiter.api.Test;

/** The examples in etc/ are what a newcomer copies first. */
class ExamplesTest {
  private static final Path ETC = Path.of("etc");

  /** As it lies there, with the included file beside it instead of in /etc. */
  private static Configuration read(Path example) throws IOException {
    String text =
        Files.readString(example)
            .replaceAll(
                "(?m)^include .*", Files.readString(ETC.resolve("keepalived.conf.example")));
    return Reading.clean(text);
  }

  @Test
  void everyExampleIsReadWithoutProblem() throws IOException {
    try (Stream<Path> files = Files.list(ETC)) {
      List<Path> examples =
          files.filter(file -> file.toString().endsWith(".conf.example")).sorted().toList();
      assertFalse(examples.isEmpty());
      for (Path example : examples) {
        assertEquals(1, read(example).virtualServices().size(), example.toString());
      }
    }
  }

  @Test
  void theDirectorsExampleShowsTheDefaults() throws IOException {
    assertEquals(DirectorSettings.DEFAULT, read(ETC.resolve("director.conf.example")).director());
  }
}

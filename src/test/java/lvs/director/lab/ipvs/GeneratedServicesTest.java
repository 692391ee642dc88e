package lvs.director.lab.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.Loaded;
import lvs.director.config.text.Problem;
import lvs.director.config.text.ReadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedServicesTest {
  private static final int FILES = 10;

  @Test
  void theFilesAreValidAndHaveAllThatTheyPromise(@TempDir Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    int services = 0;
    for (int number = 0; number < FILES; number++) {
      String text = new GeneratedServices(DifferentialTest.SEED, number).text();
      Loaded loaded = load(Files.writeString(folder.resolve(number + ".conf"), text));
      services += loaded.configuration().orElseThrow().virtualServices().size();
      all.append(text);
    }
    assertEquals(100, services);
    for (String word : List.of("sorry_server_inhibit", "ops", "inhibit_on_failure", "alpha")) {
      assertTrue(all.toString().contains(" " + word + "\n"), word);
    }
    for (String scheduler : GeneratedServices.SCHEDULERS) {
      assertTrue(all.toString().contains("lvs_sched " + scheduler + "\n"), scheduler);
    }
  }

  private static Loaded load(Path file) {
    ReadSettings settings = ReadSettings.of("host", Map.of(), new Random(1));
    Loaded loaded = ConfigurationReader.load(file, settings);
    List<Problem> errors =
        loaded.problems().stream()
            .filter(each -> each.severity() == Problem.Severity.ERROR)
            .toList();
    assertEquals(List.of(), errors);
    return loaded;
  }
}

package lvs.director.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each notebook in {@code src/test/resources/alerts} tells what happened and which mails followed.
 * {@code -Dalerts.write=true} writes the mails anew, to be read before they are committed.
 */
class AlertScenariosTest {
  private static final Path FOLDER = Path.of("src/test/resources/alerts");

  @TestFactory
  Stream<DynamicTest> everyNotebookHolds() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.sorted().toList();
    }
    assertFalse(files.isEmpty());
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> play(file)));
  }

  private static void play(Path file) throws IOException {
    String expected = Files.readString(file);
    String played = new Notebook().play(expected);
    if (Boolean.getBoolean("alerts.write")) {
      Files.writeString(file, played);
    }
    assertEquals(expected, played);
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldStoreTest {
  @TempDir Path folder;

  @Test
  void namesComeBack() throws IOException {
    HoldStore store = new HoldStore(folder.resolve("state"));
    store.keep(Set.of("VI_2", "VI_1"));
    assertEquals(Set.of("VI_1", "VI_2"), store.restore());
    List<String> lines = Files.readAllLines(folder.resolve("state/holds"));
    assertEquals(List.of("VI_1", "VI_2"), lines.subList(1, lines.size()));
  }

  @Test
  void withoutAFileNothingIsHeld() throws IOException {
    assertEquals(Set.of(), new HoldStore(folder).restore());
  }

  @Test
  void theLastReleaseRemovesTheFile() throws IOException {
    HoldStore store = new HoldStore(folder);
    store.keep(Set.of("VI_1"));
    store.keep(Set.of());
    assertFalse(Files.exists(folder.resolve("holds")));
    assertEquals(Set.of(), store.restore());
  }
}

package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lvs.director.linux.StateFile;

/**
 * Virtual routers that an operator told to stay away from mastership, kept over a restart: one name
 * a line in {@code holds} of the state folder.
 */
final class HoldStore {
  private static final String HEADER =
      "# lvs-director: virtual routers that stay away from mastership until 'lvs-director failover"
          + " NAME --release'";

  private final Path file;

  HoldStore(Path stateFolder) {
    this.file = stateFolder.resolve("holds");
  }

  Set<String> restore() throws IOException {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (NoSuchFileException nothingHeld) {
      return Set.of();
    }
  }

  void keep(Set<String> routers) throws IOException {
    if (routers.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      StateFile.replace(file, HEADER + "\n" + String.join("\n", new TreeSet<>(routers)) + "\n");
    }
  }
}

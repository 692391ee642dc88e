package lvs.director.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stood in changed settings before, kept in a file so that a run after a crash can put it
 * back. Its first line names the boot and the network namespace; settings of another one are gone
 * together with it.
 */
final class OriginalValues {
  private final Path file;

  OriginalValues(Path file) {
    this.file = file;
  }

  /** By name; empty where no run left any here. */
  SortedMap<String, String> read() {
    SortedMap<String, String> values = new TreeMap<>();
    try {
      List<String> lines = Files.readAllLines(file);
      if (!lines.isEmpty() && lines.getFirst().equals(StateFile.kernelOfThisThread())) {
        lines.stream()
            .skip(1)
            .map(line -> line.split("\t", 2))
            .filter(parts -> parts.length == 2)
            .forEach(parts -> values.put(parts[0], parts[1]));
      }
    } catch (IOException none) {
      return values;
    }
    return values;
  }

  /** No values remove the file. */
  void write(SortedMap<String, String> values) throws IOException {
    if (values.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    StringBuilder text = new StringBuilder(StateFile.kernelOfThisThread()).append('\n');
    values.forEach((name, value) -> text.append(name + "\t" + value + "\n"));
    StateFile.replace(file, text.toString());
  }
}

package lvs.director.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What proc(5) tells of processes. All may be gone while it is asked. */
final class ProcFolder {
  private static final Path PROC = Path.of("/proc");

  private ProcFolder() {}

  static List<Integer> processes() {
    List<Integer> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      folders.forEach(folder -> found.add(Integer.parseInt(folder.getFileName().toString())));
    } catch (IOException unreadable) {
      return found;
    }
    return found;
  }

  /** The kernel's name of a process; empty when it is gone, or dead and not buried yet. */
  static Optional<String> comm(int pid) {
    String stat = text(pid, "stat");
    int begin = stat.indexOf('(');
    int end = stat.lastIndexOf(") ");
    if (begin < 0 || end < begin) {
      return Optional.empty();
    }
    char state = stat.charAt(end + 2);
    return state == 'Z' || state == 'X'
        ? Optional.empty()
        : Optional.of(stat.substring(begin + 1, end));
  }

  /** Its command line, from argument 0 on. */
  static List<String> arguments(int pid) {
    String line = text(pid, "cmdline");
    String ended = line.endsWith("\0") ? line.substring(0, line.length() - 1) : line;
    return line.isEmpty() ? List.of() : Arrays.asList(ended.split("\0", -1));
  }

  private static String text(int pid, String file) {
    try {
      Path path = PROC.resolve(Integer.toString(pid)).resolve(file);
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return "";
    }
  }
}

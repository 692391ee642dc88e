package lvs.director.dashboards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Lab;

/** Prometheus's own tool. */
final class Promtool {
  private Promtool() {}

  /**
   * @return what it printed
   * @throws AssertionError when it finds something wrong
   */
  static String run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(Lab.program("promtool", "prometheus")));
    words.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", words) + ":\n" + said);
    }
    return said;
  }
}

package lvs.director.lab.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our director. */
public final class DirectorRouter extends RouterProcess {
  private final List<String> launcher;

  /**
   * @param launcher the words that start lvs-director, without its arguments
   */
  public DirectorRouter(Host host, Path folder, List<String> launcher, String keepalivedConf)
      throws IOException {
    super(host, folder, keepalivedConf);
    this.launcher = launcher;
    settings("jolokia off", "prometheus off", "console off");
  }

  /** What tests start: the classes they run on, and a JVM that starts quickly. */
  public static List<String> classes() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "lvs.director.cli.Main");
  }

  /** What operators start. */
  public static List<String> program() {
    return List.of(Path.of("bin/lvs-director").toAbsolutePath().toString());
  }

  /** Writes other keywords into the director block, for the next start or reload. */
  public void settings(String... keywords) throws IOException {
    Files.writeString(
        folder().resolve("director.conf"),
        """
        director {
            data_plane proxy
            syslog off
            %s
        }
        include keepalived.conf
        """
            .formatted(String.join("\n    ", keywords)));
  }

  @Override
  List<String> command() {
    return words(
        "run",
        "--config",
        folder().resolve("director.conf").toString(),
        "--state-dir",
        folder().resolve("state").toString());
  }

  private List<String> words(String... arguments) {
    List<String> words = new ArrayList<>(launcher);
    words.addAll(List.of(arguments));
    words.addAll(List.of("--run-dir", folder().resolve("run").toString()));
    return words;
  }

  /** Runs a command of lvs-director against this director, and returns what it printed. */
  public String lvsDirector(String... arguments) {
    return Command.run(host().inside(words(arguments)).toArray(String[]::new));
  }

  @Override
  String readyLine() {
    return "ready: ";
  }

  @Override
  String reloadedLine() {
    return "reloaded";
  }
}

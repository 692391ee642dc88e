package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;

/** Our director on a host of a user-mode machine, with the kernel's plane. */
final class DirectorInside extends Balancer {
  private static final Pattern RELOADED = Pattern.compile("configuration reloaded|reload refused");

  /**
   * @param keywords of the director block
   */
  DirectorInside(UserModeHost host, Path folder, String... keywords) throws IOException {
    super(host, folder);
    Files.writeString(
        folder().resolve("director.conf"),
        """
        director {
            data_plane ipvs
            syslog off
            jolokia off
            prometheus off
            console off
            %s
        }
        include keepalived.conf
        """
            .formatted(String.join("\n    ", keywords)));
  }

  /** Starts it, or lets it reload. */
  @Override
  void load(String keepalivedConf) {
    configure(keepalivedConf);
    if (runs()) {
      reload();
    } else {
      start();
    }
  }

  void reload() {
    markLoaded();
    signal("HUP");
    awaitLog(RELOADED, 1);
    if (news().contains("reload refused")) {
      throw new AssertionError(news());
    }
  }

  /** Runs a command of this director that must succeed. */
  String command(String... arguments) {
    return host().run(lvsDirector(arguments).toArray(String[]::new));
  }

  @Override
  List<String> command() {
    return lvsDirector(
        "run",
        "--config",
        folder().resolve("director.conf").toString(),
        "--state-dir",
        folder().resolve("state").toString());
  }

  /** The words of a command of this director. */
  List<String> lvsDirector(String... arguments) {
    List<String> words =
        UserModeMachine.java(List.of("-Xmx192m"), "lvs.director.cli.Main", arguments);
    words.addAll(List.of("--run-dir", runFolder()));
    return words;
  }

  @Override
  Pattern ready() {
    return Pattern.compile("ready: ");
  }

  @Override
  Pattern up() {
    return Pattern.compile("real server .* is up");
  }

  @Override
  Pattern down() {
    return Pattern.compile("real server .* (is down|failed:)");
  }
}

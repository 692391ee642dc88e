package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import lvs.director.lab.Lab;
import lvs.director.lab.uml.UserModeHost;

/** Real keepalived on a host of a user-mode machine. */
final class KeepalivedInside extends Balancer {
  private final String program;
  private final boolean elects;

  /**
   * @param elects whether it is a virtual router too
   */
  KeepalivedInside(UserModeHost host, Path folder, boolean elects) throws IOException {
    super(host, folder);
    this.program = Lab.program("keepalived", "keepalived");
    this.elects = elects;
  }

  /** A new process: what it has in the kernel then comes from this file alone. */
  @Override
  void load(String keepalivedConf) {
    if (runs()) {
      stop();
    }
    configure(keepalivedConf);
    start();
  }

  @Override
  List<String> command() {
    List<String> words =
        words(
            program,
            "--dont-fork",
            "--log-console",
            "--log-detail",
            "--use-file=" + folder().resolve("keepalived.conf"),
            "--pid=" + runFolder() + "/keepalived.pid",
            "--vrrp_pid=" + runFolder() + "/vrrp.pid",
            "--checkers_pid=" + runFolder() + "/checkers.pid");
    if (!elects) {
      words.add("--check");
    }
    return words;
  }

  @Override
  Pattern ready() {
    return Pattern.compile("Startup complete");
  }

  @Override
  Pattern up() {
    return Pattern.compile("TCP connection to .* success|succeed on service");
  }

  @Override
  Pattern down() {
    return Pattern.compile("(?m)_CHECK on service .* failed");
  }

  /** The parent and its children at once: none is to hear of the others' death. */
  @Override
  void kill() {
    host().sh("kill -KILL $(cat %s/*.pid)".formatted(runFolder()));
    awaitEnd();
  }
}

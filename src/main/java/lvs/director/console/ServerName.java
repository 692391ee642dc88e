package lvs.director.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lvs.director.model.Configuration;

/** What this director is called: its router_id, else the name of the machine. */
final class ServerName {
  private final String machine;

  ServerName() {
    this.machine = hostName();
  }

  String text(Configuration configuration) {
    return configuration.global().identity().routerId().orElse(machine);
  }

  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException unknown) {
      return "lvs-director";
    }
  }
}

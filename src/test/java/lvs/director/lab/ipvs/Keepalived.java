package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lvs.director.lab.uml.UserModeHost;

/** A real keepalived. */
final class Keepalived extends Director {
  Keepalived(UserModeHost host, Path folder, String keepalivedConf) throws IOException {
    super(host, folder, keepalivedConf);
  }

  @Override
  List<String> command() {
    return List.of(
        "keepalived",
        "--dont-fork",
        "--log-console",
        "--log-detail",
        "--check",
        "--use-file=" + folder().resolve("keepalived.conf"),
        "--pid=/run/" + host().namespace() + ".keepalived.pid",
        "--checkers_pid=/run/" + host().namespace() + ".checkers.pid");
  }
}

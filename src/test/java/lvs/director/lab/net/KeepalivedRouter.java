package lvs.director.lab.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A real keepalived. */
public final class KeepalivedRouter extends RouterProcess {
  public KeepalivedRouter(Host host, Path folder, String keepalivedConf) throws IOException {
    super(host, folder, keepalivedConf);
  }

  @Override
  List<String> command() {
    return List.of(
        "keepalived",
        "--dont-fork",
        "--log-console",
        "--log-detail",
        "--vrrp",
        "--use-file=" + folder().resolve("keepalived.conf"),
        "--pid=" + folder().resolve("keepalived.pid"),
        "--vrrp_pid=" + folder().resolve("vrrp.pid"),
        "--checkers_pid=" + folder().resolve("checkers.pid"));
  }

  @Override
  String readyLine() {
    return "Startup complete";
  }

  @Override
  String reloadedLine() {
    return "Reload complete";
  }
}

package lvs.director.lab.ipvs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lvs.director.lab.uml.UserModeHost;
import lvs.director.lab.uml.UserModeMachine;

/** Our director, as a process of its own. */
final class LvsDirector extends Director {
  LvsDirector(UserModeHost host, Path folder, String keepalivedConf) throws IOException {
    super(host, folder, keepalivedConf);
  }

  @Override
  void prepare() throws IOException {
    Files.writeString(
        folder().resolve("director.conf"),
        """
        director {
            data_plane ipvs
            syslog off
            jolokia off
            prometheus off
        }
        include keepalived.conf
        """);
  }

  @Override
  List<String> command() {
    return UserModeMachine.java(
        List.of("-Xmx96m"),
        "lvs.director.cli.Main",
        "run",
        "--config",
        folder().resolve("director.conf").toString(),
        "--run-dir",
        "/run/" + host().namespace(),
        "--state-dir",
        folder().resolve("state").toString());
  }
}

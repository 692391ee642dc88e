package lvs.director.lab.vrrp;

import java.io.IOException;
import java.nio.file.Path;
import lvs.director.lab.Lab;
import lvs.director.lab.net.DirectorRouter;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.KeepalivedRouter;
import lvs.director.lab.net.Router;

/** Which program plays a router. */
enum Kind {
  KEEPALIVED,
  DIRECTOR;

  Router router(Host host, Path folder, String conf) throws IOException {
    return switch (this) {
      case KEEPALIVED -> {
        Lab.program("keepalived", "keepalived");
        yield new KeepalivedRouter(host, folder, conf);
      }
      case DIRECTOR -> new DirectorRouter(host, folder, DirectorRouter.classes(), conf);
    };
  }

  @Override
  public String toString() {
    return this == KEEPALIVED ? "keepalived" : "director";
  }
}

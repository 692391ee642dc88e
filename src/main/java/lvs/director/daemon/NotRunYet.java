package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lvs.director.model.Configuration;
import lvs.director.model.ScriptSettings;
import lvs.director.model.VirtualRouter;
import lvs.director.probe.NetworkProber;

/** What a configuration asks for and this version does not do, so that nobody waits for it. */
final class NotRunYet {
  private NotRunYet() {}

  /** One sentence each. */
  static List<String> in(Configuration configuration) {
    List<String> missing = new ArrayList<>();
    List<VirtualRouter> routers = configuration.vrrp().virtualRouters();
    if (!routers.isEmpty()) {
      String names = routers.stream().map(VirtualRouter::name).collect(Collectors.joining(", "));
      missing.add(
          "vrrp_instance "
              + names
              + ": this version does not run VRRP; bring the virtual addresses up by other means");
    }
    ScriptSettings scripts = configuration.global().scripts();
    scripts.startup().ifPresent(s -> missing.add("startup_script is not run by this version"));
    scripts.shutdown().ifPresent(s -> missing.add("shutdown_script is not run by this version"));
    configuration.virtualServices().stream()
        .flatMap(service -> service.realServers().stream())
        .flatMap(server -> server.checks().stream())
        .flatMap(check -> NetworkProber.withoutEffect(check).stream())
        .distinct()
        .forEach(missing::add);
    return missing;
  }
}

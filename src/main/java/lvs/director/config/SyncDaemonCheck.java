package lvs.director.config;

import java.util.Optional;
import java.util.Set;

/** lvs_sync_daemon follows a virtual router, which must be there. */
final class SyncDaemonCheck {
  private SyncDaemonCheck() {}

  static void check(VrrpDraft root, Binding binding) {
    Set<String> instances = root.instances.keySet();
    Optional<String> followed =
        root.lvs.settings().syncDaemon().flatMap(daemon -> daemon.virtualRouter());
    Optional<Statement> at = root.lvs.syncDaemonStatement;
    if (at.isPresent() && followed.filter(name -> !instances.contains(name)).isPresent()) {
      report(binding, at.get(), followed.get(), instances);
    }
  }

  private static void report(Binding binding, Statement at, String name, Set<String> instances) {
    binding.warning(
        "unknown-member",
        at,
        "lvs_sync_daemon follows vrrp_instance "
            + name
            + ", which is not there, so it never starts.",
        NearestWord.of(name, instances)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Define vrrp_instance " + name + " { … }."));
  }
}

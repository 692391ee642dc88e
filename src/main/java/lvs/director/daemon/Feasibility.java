package lvs.director.daemon;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.model.BfdSession;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;
import lvs.director.model.DirectorSettings.PlaneChoice;
import lvs.director.model.FirewallSettings;
import lvs.director.model.Identity;
import lvs.director.model.RealServer;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualService;
import lvs.director.model.VrrpConfiguration;
import lvs.director.probe.NetworkProber;

/**
 * What a correct configuration asks for that this version, or the process that already runs, does
 * not do. Each remark is made once, and again only after it was gone.
 */
final class Feasibility {
  private final DirectorSettings started;
  private Set<String> said = Set.of();

  /**
   * @param started the settings that the data plane was made with
   */
  Feasibility(DirectorSettings started) {
    this.started = started;
  }

  /** Why the configuration cannot be put in force at all. */
  static Optional<String> obstacle(Configuration configuration) {
    return configuration.director().dataPlane() == PlaneChoice.IPVS
        ? Optional.of(
            "'data_plane ipvs' is not possible: this version carries traffic on its built-in plane"
                + " only; write 'data_plane auto' or 'data_plane proxy'")
        : Optional.empty();
  }

  /** Lines for the log that were not there for the configuration before. */
  List<String> remarks(Configuration configuration) {
    List<String> all = new ArrayList<>();
    restart(all, "proxy_threads", started.proxyThreads(), configuration.director().proxyThreads());
    restart(
        all,
        "proxy_max_connections",
        started.proxyMaxConnections(),
        configuration.director().proxyMaxConnections());
    all.addAll(missing(configuration));
    List<String> fresh = all.stream().filter(remark -> !said.contains(remark)).toList();
    said = new HashSet<>(all);
    return fresh;
  }

  /** What this version does not do at all, so that nobody waits for it. */
  static List<String> missing(Configuration configuration) {
    List<String> all = new ArrayList<>();
    all.addAll(ofTheElection(configuration));
    all.addAll(withoutEffect(configuration));
    return all;
  }

  /** What keepalived does for virtual routers and this version does not. */
  private static List<String> ofTheElection(Configuration configuration) {
    VrrpConfiguration vrrp = configuration.vrrp();
    List<String> all = new ArrayList<>();
    if (!vrrp.bfdSessions().isEmpty()) {
      String names =
          vrrp.bfdSessions().stream().map(BfdSession::name).collect(Collectors.joining(", "));
      all.add(
          "bfd_instance "
              + names
              + ": this version does not speak BFD; a tracked session counts as up");
    }
    Identity identity = configuration.global().identity();
    identity
        .networkNamespace()
        .ifPresent(
            name ->
                all.add(
                    "net_namespace "
                        + name
                        + ": this version stays in the namespace that it was started in; start it"
                        + " with 'ip netns exec "
                        + name
                        + " lvs-director run'"));
    configuration
        .lvs()
        .syncDaemon()
        .ifPresent(
            _ ->
                all.add(
                    "lvs_sync_daemon: connections are those of the built-in plane, which are not"
                        + " synchronised; clients of the other director connect again"));
    FirewallSettings firewall = vrrp.environment().firewall();
    if (firewall.iptables().isPresent()
        || !firewall.ipsets().equals(FirewallSettings.NONE.ipsets())) {
      all.add(
          "vrrp_iptables and vrrp_ipsets are without effect: nftables does their work, in a table"
              + " of its own");
    }
    if (vrrp.virtualRouters().stream().anyMatch(VirtualRouter::smtpAlert)) {
      all.add("smtp_alert of virtual routers: this version sends no mail");
    }
    return all;
  }

  private static void restart(List<String> to, String keyword, int running, int wanted) {
    if (running != wanted) {
      to.add(
          keyword
              + " "
              + wanted
              + " comes into force at the next start; the running plane keeps "
              + running);
    }
  }

  /** One line a kind of remark, however many checks it concerns. */
  private static List<String> withoutEffect(Configuration configuration) {
    Map<String, String> firstPlaces = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (VirtualService service : configuration.virtualServices()) {
      for (RealServer server : service.realServers()) {
        for (Check check : server.checks()) {
          for (String what : NetworkProber.withoutEffect(check)) {
            firstPlaces.putIfAbsent(
                what, check.keyword() + " of " + server.endpoint() + " in " + service.name());
            counts.merge(what, 1, Integer::sum);
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    firstPlaces.forEach(
        (what, where) ->
            lines.add("without effect: " + what + " (" + where + more(counts.get(what)) + ")"));
    return lines;
  }

  private static String more(int count) {
    return count == 1 ? "" : " and " + (count - 1) + " more";
  }
}

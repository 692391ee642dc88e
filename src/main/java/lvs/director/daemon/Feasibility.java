package lvs.director.daemon;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.daemon.ChosenPlane.Choice;
import lvs.director.model.BfdSession;
import lvs.director.model.Check;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.DirectorSettings.PlaneChoice;
import lvs.director.model.FirewallSettings;
import lvs.director.model.Identity;
import lvs.director.model.LvsSettings.SyncDaemon;
import lvs.director.model.RealServer;
import lvs.director.model.VirtualService;
import lvs.director.model.VrrpConfiguration;
import lvs.director.probe.NetworkProber;

/**
 * What a correct configuration asks for that this version, or the process that already runs, does
 * not do. Each remark is made once, and again only after it was gone.
 */
final class Feasibility {
  private Set<String> said = Set.of();

  /**
   * Lines for the log that were not there for the configuration before.
   *
   * @param plane in use; empty while no configuration needed one
   */
  List<String> remarks(Configuration configuration, Optional<Choice> plane) {
    List<String> all = new ArrayList<>();
    plane.ifPresent(each -> all.addAll(atTheNextStart(configuration.director(), each)));
    all.addAll(missing(configuration, plane));
    List<String> fresh = all.stream().filter(remark -> !said.contains(remark)).toList();
    said = new HashSet<>(all);
    return fresh;
  }

  /** What the plane that runs was made with. */
  private static List<String> atTheNextStart(DirectorSettings wanted, Choice plane) {
    List<String> all = new ArrayList<>();
    if (isAnother(wanted.dataPlane(), plane)) {
      all.add(
          "data_plane "
              + wanted.dataPlane().name().toLowerCase(Locale.ROOT)
              + " comes into force at the next start; until then the plane is "
              + plane.plane().name());
    }
    DirectorSettings started = plane.settings();
    if (!plane.isKernel()) {
      restart(all, "proxy_threads", started.proxyThreads(), wanted.proxyThreads());
      restart(
          all,
          "proxy_max_connections",
          started.proxyMaxConnections(),
          wanted.proxyMaxConnections());
    }
    return all;
  }

  private static boolean isAnother(PlaneChoice wanted, Choice plane) {
    return switch (wanted) {
      case IPVS -> !plane.isKernel();
      case PROXY -> plane.isKernel();
      case AUTO -> plane.settings().dataPlane() == PlaneChoice.PROXY;
    };
  }

  /** What this version, or its plane on this machine, does not do at all. */
  static List<String> missing(Configuration configuration, Optional<Choice> plane) {
    List<String> all = new ArrayList<>();
    all.addAll(ofTheElection(configuration));
    plane.ifPresent(each -> all.addAll(ofThePlane(configuration, each)));
    all.addAll(MailRemarks.of(configuration));
    all.addAll(withoutEffect(configuration));
    return all;
  }

  private static List<String> ofThePlane(Configuration configuration, Choice plane) {
    List<String> all = new ArrayList<>();
    Optional<SyncDaemon> daemon = configuration.lvs().syncDaemon();
    if (daemon.isPresent() && !plane.isKernel()) {
      all.add(
          "lvs_sync_daemon: connections are those of the built-in plane, which are not"
              + " synchronised; clients of the other director connect again");
    } else if (daemon.isPresent() && daemon.get().virtualRouter().isEmpty()) {
      all.add(
          "lvs_sync_daemon: nothing is synchronised, since it names no vrrp_instance whose state"
              + " says who sends and who receives; write 'lvs_sync_daemon "
              + daemon.get().device()
              + " inst NAME'");
    }
    List<String> idle = idle(configuration.director(), plane);
    if (!idle.isEmpty()) {
      all.add(
          "without effect on the "
              + plane.plane().name()
              + " plane, which carries the traffic: "
              + String.join(", ", idle));
    }
    if (!configuration.director().ipvs().syncCatchUp().isZero()
        && SyncRoles.router(configuration).isEmpty()) {
      all.add(
          "sync_catch_up: there are no connections to learn without an lvs_sync_daemon that names a"
              + " vrrp_instance");
    }
    return all;
  }

  /** Words of the director block that are for the other plane. */
  private static List<String> idle(DirectorSettings settings, Choice plane) {
    List<String> all = new ArrayList<>();
    DirectorSettings usual = DirectorSettings.DEFAULT;
    if (plane.isKernel()) {
      addIf(all, "proxy_threads", settings.proxyThreads() != usual.proxyThreads());
      addIf(
          all,
          "proxy_max_connections",
          settings.proxyMaxConnections() != usual.proxyMaxConnections());
    } else {
      IpvsSettings ipvs = settings.ipvs();
      addIf(all, "table_drift", !ipvs.mendsDrift());
      addIf(all, "keep_table", ipvs.keepsTableOnStop());
      addIf(all, "ipvs_sysctl", !ipvs.sysctls().isEmpty());
      addIf(all, "sync_catch_up", !ipvs.syncCatchUp().isZero());
    }
    return all;
  }

  private static void addIf(List<String> to, String word, boolean is) {
    if (is) {
      to.add(word);
    }
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
    FirewallSettings firewall = vrrp.environment().firewall();
    if (firewall.iptables().isPresent()
        || !firewall.ipsets().equals(FirewallSettings.NONE.ipsets())) {
      all.add(
          "vrrp_iptables and vrrp_ipsets are without effect: nftables does their work, in a table"
              + " of its own");
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

package lvs.director.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.config.TrackingKeywords.Kind;
import lvs.director.config.text.Statement;
import lvs.director.model.BfdSession;
import lvs.director.model.FirewallSettings;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.LinkSettings;
import lvs.director.model.StaticAddresses;
import lvs.director.model.SyncGroup;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackProcess;
import lvs.director.model.TrackScript;
import lvs.director.model.Tracking;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpConfiguration;
import lvs.director.model.VrrpEnvironment;

/** Turns everything collected into the model, trackers first, then virtual routers, then groups. */
final class VrrpResolution {
  private final VrrpDraft root;
  private final Binding binding;
  private final LocalInterfaces interfaces;
  private final GlobalDefinitions global;
  private final VrrpEnvironment environment;
  private final Trackers trackers;

  VrrpResolution(VrrpDraft root, Binding binding) {
    this.root = root;
    this.binding = binding;
    this.interfaces = binding.interfaces();
    this.global = root.global();
    this.environment = root.global.environment();
    this.trackers = new Trackers(binding, interfaces, interfacesMayCome());
  }

  VrrpConfiguration resolve() {
    List<TrackScript> scripts = scripts();
    List<TrackFile> files = files();
    List<TrackProcess> processes = processes();
    List<BfdSession> sessions = sessions();
    List<VirtualRouter> routers = routers();
    VrrpChecks.check(root, routers, binding);
    Memberships memberships = new Memberships(root.instances.keySet(), binding);
    StaticAddresses statics = statics();
    return new VrrpConfiguration(
        routers,
        syncGroups(memberships, routers),
        scripts,
        files,
        processes,
        sessions,
        statics,
        trackGroups(memberships),
        links(),
        environment(routers));
  }

  private boolean interfacesMayCome() {
    return environment.dynamicInterfaces() != VrrpEnvironment.DynamicInterfaces.FORBIDDEN;
  }

  private List<TrackScript> scripts() {
    List<TrackScript> found = new ArrayList<>();
    for (Named<TrackScriptBlock> each : root.scripts.values()) {
      Optional<TrackScript> script = each.draft().resolve(each.name(), each.lines(), binding);
      script.ifPresent(found::add);
      define(Kind.SCRIPT, each, script.map(s -> tracked(s.name(), s.weight(), s.reverse())));
    }
    return List.copyOf(found);
  }

  private List<TrackFile> files() {
    List<TrackFile> found = new ArrayList<>();
    for (Named<TrackFileBlock> each : root.files.values()) {
      Optional<TrackFile> file = each.draft().resolve(each.name(), each.lines(), binding);
      file.ifPresent(found::add);
      define(Kind.FILE, each, file.map(f -> tracked(f.name(), f.weight(), f.reverse())));
    }
    return List.copyOf(found);
  }

  private List<TrackProcess> processes() {
    List<TrackProcess> found = new ArrayList<>();
    for (Named<TrackProcessBlock> each : root.processes.values()) {
      Optional<TrackProcess> process = each.draft().resolve(each.name(), each.lines(), binding);
      process.ifPresent(found::add);
      define(Kind.PROCESS, each, process.map(p -> tracked(p.name(), p.weight(), p.reverse())));
    }
    return List.copyOf(found);
  }

  private List<BfdSession> sessions() {
    Map<InetAddress, BfdSession> byNeighbour = new LinkedHashMap<>();
    for (Named<BfdBlock> each : root.bfdSessions.values()) {
      Optional<BfdSession> session = each.draft().resolve(each.name(), each.lines(), binding);
      session.ifPresent(
          s -> {
            BfdSession earlier = byNeighbour.putIfAbsent(s.neighbour(), s);
            if (earlier != null) {
              binding.error(
                  "duplicate-neighbour",
                  each.lines().at("neighbor_ip", "neighbour_ip"),
                  "bfd_instance " + earlier.name() + " already has this neighbour.",
                  "Use one session for both.");
            }
          });
      define(Kind.BFD, each, session.map(s -> tracked(s.name(), s.weight(), s.reverse())));
    }
    return List.copyOf(byNeighbour.values());
  }

  private static Tracking.Tracked tracked(String name, int weight, boolean reverse) {
    return new Tracking.Tracked(name, weight, reverse);
  }

  private void define(Kind kind, Named<?> block, Optional<Tracking.Tracked> tracked) {
    trackers.define(kind, block.name(), block.order(), tracked);
  }

  private List<VirtualRouter> routers() {
    List<VirtualRouter> found = new ArrayList<>();
    for (Named<InstanceBlock> each : root.instances.values()) {
      new InstanceResolution(each, global, interfaces, interfacesMayCome(), trackers, binding)
          .resolve()
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private List<SyncGroup> syncGroups(Memberships memberships, List<VirtualRouter> routers) {
    List<SyncGroup> found = new ArrayList<>();
    for (Named<SyncGroupBlock> each : root.syncGroups.values()) {
      List<String> members = memberships.ofSyncGroup(each);
      if (!members.isEmpty()) {
        found.add(each.draft().resolve(each, members, trackers, global));
      }
    }
    SyncGroupChecks.check(found, routers, root, binding);
    return List.copyOf(found);
  }

  private List<VrrpConfiguration.TrackGroup> trackGroups(Memberships memberships) {
    for (StaticBlocks.GroupReference each : root.statics.groupReferences()) {
      memberships.checkTrackGroup(each, root.trackGroups.keySet());
    }
    return root.trackGroups.values().stream()
        .map(
            each ->
                new VrrpConfiguration.TrackGroup(
                    each.name(), memberships.known(each.draft().members())))
        .toList();
  }

  private StaticAddresses statics() {
    StaticAddresses statics = root.statics.resolve(global.vrrpDefaults().interfaceName());
    for (AddressSyntax each : root.statics.addresses()) {
      each.interfaceName().ifPresent(name -> checkInterface(name, each.at()));
    }
    return statics;
  }

  private void checkInterface(String name, Statement at) {
    InterfaceChecks.warnIfMissing(
        binding, interfaces, interfacesMayCome(), name, at, "gets this address");
  }

  private LinkSettings links() {
    for (Named<InstanceBlock> each : root.instances.values()) {
      if (each.draft().polled) {
        each.draft()
            .interfaceName
            .ifPresent(
                name ->
                    root.links.polled.add(
                        new LinkSettings.Polled(name, LinkSettings.PollMethod.AUTOMATIC)));
      }
    }
    return root.links.resolve(root.global.spacing(), binding);
  }

  /** VMACs and no_accept need firewall rules, so nftables are used where nothing else is chosen. */
  private VrrpEnvironment environment(List<VirtualRouter> routers) {
    FirewallSettings firewall = environment.firewall();
    boolean needed =
        routers.stream()
            .anyMatch(router -> router.virtualInterface().isPresent() || !router.acceptsTraffic());
    boolean chosen = firewall.iptables().isPresent() || firewall.nftables().isPresent();
    if (!needed || chosen) {
      return environment;
    }
    return environment.withFirewall(
        new FirewallSettings(
            Optional.empty(), firewall.ipsets(), Optional.of(FirewallSettings.Table.DEFAULT)));
  }
}

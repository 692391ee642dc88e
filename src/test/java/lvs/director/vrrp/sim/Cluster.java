package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.AddressLease;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.AdvertisementTransport;
import lvs.director.model.Authentication;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.NotifyScripts;
import lvs.director.model.Script;
import lvs.director.model.SyncGroup;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackScript;
import lvs.director.model.Tracking;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualInterface;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.InitialState;
import lvs.director.model.VirtualRouter.Preemption;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.model.VrrpConfiguration;
import lvs.director.vrrp.InterfacePlan;
import lvs.director.vrrp.NetworkState;
import lvs.director.vrrp.NetworkState.LinkAddress;

/**
 * How the directors of one history are configured. Members of a sync group have one priority per
 * director: with crossing priorities no group can ever settle, neither ours nor keepalived's.
 *
 * @param intervalNanos advertisement interval; the longest where they differ
 * @param preemptDelayNanos zero is none; not with nopreempt
 * @param script whether a track_script decides, with {@code scriptWeight}
 * @param file whether a track_file decides, with {@code fileWeight}; never with weight 0
 * @param quickAnnouncements second block and refresh of gratuitous ARP within a few intervals
 */
record Cluster(
    int routers,
    VrrpVersion version,
    AddressFamily family,
    long intervalNanos,
    boolean unicast,
    Vmacs vmacs,
    boolean syncGroup,
    Authentication authentication,
    AdvertisementRules rules,
    AddressLease lease,
    long preemptDelayNanos,
    boolean script,
    int scriptWeight,
    boolean file,
    int fileWeight,
    boolean quickAnnouncements,
    List<Machine> machines) {
  static final String LINK = "eth0";
  static final int FIRST_VRID = 51;
  private static final List<InetAddress> OWN_4 = numbered("10.9.0.", 5);
  private static final List<InetAddress> OWN_6 = numbered("fe80::", 5);
  private static final List<InetAddress> VIRTUAL_4 = numbered("10.9.100.", 6);
  private static final List<InetAddress> VIRTUAL_6 = numbered("2001:db8::", 6);

  /** Whether every virtual router has a VMAC, and where its advertisements leave. */
  enum Vmacs {
    NONE,
    SENDING,
    SILENT
  }

  /**
   * One director.
   *
   * @param priorities one a router, 1 to 255
   * @param quickness its interval is the cluster's divided by this; 1 for version 2
   */
  record Machine(List<Integer> priorities, boolean preempts, int quickness) {
    Machine withPriority(int router, int priority) {
      List<Integer> changed = new ArrayList<>(priorities);
      changed.set(router, priority);
      return new Machine(changed, preempts, quickness);
    }
  }

  int directors() {
    return machines.size();
  }

  static String routerName(int router) {
    return "VI_" + (router + 1);
  }

  long shortestIntervalNanos() {
    int quickest = machines.stream().mapToInt(Machine::quickness).max().orElse(1);
    return intervalNanos / quickest;
  }

  /** RFC 5798, 6.1; keepalived counts the skew of version 2 in seconds whatever the interval is. */
  long skewNanos(int priority) {
    long unit = version == VrrpVersion.V2 ? 1_000_000_000L : intervalNanos;
    return (256 - priority) * unit / 256;
  }

  long masterDownNanos(int priority) {
    return rules.downTimerAdvertisements() * intervalNanos + skewNanos(priority);
  }

  long longestMasterDownNanos() {
    return masterDownNanos(1);
  }

  /** Time from the last trouble until everybody must agree. */
  long settleNanos() {
    return 4 * longestMasterDownNanos() + preemptDelayNanos + 6 * intervalNanos;
  }

  long fineDelayNanos() {
    return Math.min(intervalNanos / 20, 1_000_000);
  }

  /** How late a thread may be that is not paused. */
  long latenessNanos() {
    return Math.min(intervalNanos / 50, 300_000);
  }

  /** How long an address, route or announcement may take at most. */
  long effectNanos() {
    return Math.min(intervalNanos / 50, 1_000_000);
  }

  static MacAddress macOf(int director) {
    return new MacAddress(0x0200_0000_0000L + director + 1);
  }

  InetAddress addressOf(int director) {
    return (family == AddressFamily.IPV4 ? OWN_4 : OWN_6).get(director);
  }

  /** The first is always there, the second a reload may add. */
  InetAddress virtualAddress(int router, int number) {
    return (family == AddressFamily.IPV4 ? VIRTUAL_4 : VIRTUAL_6).get(2 * router + number);
  }

  private static List<InetAddress> numbered(String begin, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(each -> Endpoint.address(begin + each).orElseThrow())
        .toList();
  }

  /**
   * The links and the addresses of a machine.
   *
   * @param made VMACs
   * @param held virtual addresses
   */
  NetworkState network(
      int director, boolean carrier, Set<InterfacePlan> made, List<VirtualAddress> held) {
    boolean ipv4 = family == AddressFamily.IPV4;
    Prefix own = new Prefix(addressOf(director), ipv4 ? 16 : 64);
    LinkAddress first = new LinkAddress(own, ipv4 ? 0 : 253, false, false);
    Map<String, NetworkState.Link> links = new LinkedHashMap<>();
    links.put(LINK, link(LINK, 2, carrier, macOf(director), on(LINK, List.of(first), held)));
    for (InterfacePlan each : made) {
      MacAddress mac = ((InterfacePlan.Kind.Macvlan) each.kind()).mac();
      int index = (int) (mac.bits() & 0xff);
      links.put(
          each.name(), link(each.name(), index, carrier, mac, on(each.name(), List.of(), held)));
    }
    return new NetworkState(links);
  }

  private static List<LinkAddress> on(
      String link, List<LinkAddress> others, List<VirtualAddress> held) {
    List<LinkAddress> all = new ArrayList<>(others);
    for (VirtualAddress each : held) {
      if (each.interfaceName().equals(Optional.of(link))) {
        all.add(new LinkAddress(each.prefix(), 0, false, true));
      }
    }
    return List.copyOf(all);
  }

  private static NetworkState.Link link(
      String name, int index, boolean carrier, MacAddress mac, List<LinkAddress> addresses) {
    boolean base = name.equals(LINK);
    return new NetworkState.Link(
        name,
        index,
        base ? "veth" : "macvlan",
        true,
        carrier,
        true,
        true,
        Optional.of(mac),
        1500,
        base ? 0 : 2,
        Optional.empty(),
        addresses);
  }

  /**
   * @param machine in place of the first configuration's
   * @param count of routers, the first ones
   * @param addresses of each router, at least 1
   */
  Configuration configuration(int director, Machine machine, int count, int addresses) {
    List<VirtualRouter> all =
        IntStream.range(0, count)
            .mapToObj(router -> router(director, router, machine, addresses))
            .toList();
    VrrpConfiguration none = VrrpConfiguration.EMPTY;
    VrrpConfiguration vrrp =
        new VrrpConfiguration(
            all,
            syncGroup && count > 0 ? List.of(group(count)) : List.of(),
            script ? List.of(trackScript()) : List.of(),
            file
                ? List.of(new TrackFile("number", "/run/number", 1, false, Optional.empty()))
                : List.of(),
            List.of(),
            List.of(),
            none.statics(),
            List.of(),
            none.links(),
            none.environment());
    Configuration empty = Configuration.EMPTY;
    return new Configuration(director(), empty.lvs(), empty.global(), vrrp, List.of());
  }

  private DirectorSettings director() {
    DirectorSettings other = DirectorSettings.DEFAULT;
    return new DirectorSettings(
        other.dataPlane(),
        other.serveBeforeFirstCheck(),
        other.jolokia(),
        other.jolokiaUser(),
        other.jolokiaPasswordFile(),
        other.prometheus(),
        other.proxyThreads(),
        other.proxyMaxConnections(),
        other.syslog(),
        lease,
        other.putsLostAddressesBack(),
        other.ipvs(),
        DirectorSettings.DEFAULT.archive(),
        DirectorSettings.DEFAULT.console(),
        DirectorSettings.DEFAULT.mail());
  }

  private SyncGroup group(int count) {
    List<String> members = IntStream.range(0, count).mapToObj(Cluster::routerName).toList();
    return new SyncGroup("G", members, tracking(), true, NotifyScripts.NONE, false, false);
  }

  private TrackScript trackScript() {
    Script program = new Script(List.of("/bin/check"), Optional.empty(), Optional.empty());
    Duration interval = Duration.ofNanos(2 * intervalNanos);
    return new TrackScript("check", program, interval, interval, 0, false, 1, 1, false);
  }

  private Tracking tracking() {
    return new Tracking(
        true,
        List.of(),
        script ? List.of(new Tracking.Tracked("check", scriptWeight, false)) : List.of(),
        file ? List.of(new Tracking.Tracked("number", fileWeight, false)) : List.of(),
        List.of(),
        List.of());
  }

  private VirtualRouter router(int director, int router, Machine machine, int addresses) {
    return new VirtualRouter(
        routerName(router),
        Optional.of(LINK),
        FIRST_VRID + router,
        machine.priorities().get(router),
        version,
        family,
        machine.priorities().get(router) == VirtualRouter.OWNER_PRIORITY
            ? InitialState.MASTER
            : InitialState.BACKUP,
        Duration.ofNanos(intervalNanos / machine.quickness()),
        IntStream.range(0, addresses).mapToObj(each -> address(router, each)).toList(),
        List.of(),
        List.of(),
        List.of(),
        preemption(router, machine),
        transport(director),
        rules,
        authentication,
        vmac(),
        true,
        false,
        false,
        syncGroup ? Tracking.NONE : tracking(),
        announcements(),
        NotifyScripts.NONE,
        false,
        false,
        Optional.empty(),
        OptionalInt.empty());
  }

  private Optional<VirtualInterface> vmac() {
    if (vmacs == Vmacs.NONE) {
      return Optional.empty();
    }
    boolean fromBase = vmacs == Vmacs.SILENT;
    return Optional.of(
        new VirtualInterface.Vmac(
            Optional.empty(), Optional.empty(), List.of(), fromBase, false, false));
  }

  private Preemption preemption(int router, Machine machine) {
    // The parser clears both for the owner (§8.7 of keepalived's rules).
    if (machine.priorities().get(router) == VirtualRouter.OWNER_PRIORITY) {
      return Preemption.DEFAULT;
    }
    return machine.preempts()
        ? new Preemption(true, Duration.ofNanos(preemptDelayNanos))
        : new Preemption(false, Duration.ZERO);
  }

  private VirtualAddress address(int router, int number) {
    return new VirtualAddress(
        Prefix.host(virtualAddress(router, number)),
        Optional.of(LINK),
        Optional.empty(),
        "global",
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        false,
        false,
        false,
        Optional.empty(),
        true,
        Optional.empty(),
        false);
  }

  private AdvertisementTransport transport(int director) {
    if (!unicast) {
      String group = family == AddressFamily.IPV4 ? "224.0.0.18" : "ff02::12";
      return new AdvertisementTransport.Multicast(
          Optional.empty(), false, Endpoint.address(group).orElseThrow());
    }
    List<AdvertisementTransport.Peer> peers =
        IntStream.range(0, directors())
            .filter(each -> each != director)
            .mapToObj(
                each ->
                    new AdvertisementTransport.Peer(
                        addressOf(each), OptionalInt.empty(), OptionalInt.empty()))
            .toList();
    return new AdvertisementTransport.Unicast(
        Optional.of(addressOf(director)),
        false,
        peers,
        true,
        255,
        false,
        AdvertisementTransport.OldChecksum.NEVER);
  }

  private GratuitousArpSettings announcements() {
    if (!quickAnnouncements) {
      return GratuitousArpSettings.DEFAULT;
    }
    Duration later = Duration.ofNanos(3 * intervalNanos);
    return new GratuitousArpSettings(later, 2, later, 1, later, 2, Duration.ZERO, false);
  }
}

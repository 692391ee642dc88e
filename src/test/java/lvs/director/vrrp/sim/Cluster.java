package lvs.director.vrrp.sim;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.InitialState;
import lvs.director.model.VirtualRouter.Preemption;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.model.VrrpConfiguration;
import lvs.director.vrrp.NetworkState;

/**
 * How the directors of one history are configured. Members of a sync group have one priority per
 * director: with crossing priorities no group can ever settle, neither ours nor keepalived's.
 *
 * @param intervalNanos advertisement interval
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
    boolean syncGroup,
    Authentication authentication,
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
  private static final int ADVERTISEMENTS_MISSED = 3;
  private static final List<InetAddress> OWN_4 = numbered("10.9.0.", 5);
  private static final List<InetAddress> OWN_6 = numbered("fe80::", 5);
  private static final List<InetAddress> VIRTUAL_4 = numbered("10.9.100.", 6);
  private static final List<InetAddress> VIRTUAL_6 = numbered("2001:db8::", 6);

  /**
   * One director.
   *
   * @param priorities one a router, 1 to 255
   */
  record Machine(List<Integer> priorities, boolean preempts) {
    Machine withPriority(int router, int priority) {
      List<Integer> changed = new ArrayList<>(priorities);
      changed.set(router, priority);
      return new Machine(changed, preempts);
    }
  }

  int directors() {
    return machines.size();
  }

  static String routerName(int router) {
    return "VI_" + (router + 1);
  }

  /** RFC 5798, 6.1; keepalived counts the skew of version 2 in seconds whatever the interval is. */
  long skewNanos(int priority) {
    long unit = version == VrrpVersion.V2 ? 1_000_000_000L : intervalNanos;
    return (256 - priority) * unit / 256;
  }

  long masterDownNanos(int priority) {
    return ADVERTISEMENTS_MISSED * intervalNanos + skewNanos(priority);
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

  /** The link and the addresses of a machine, with those virtual ones that it holds. */
  NetworkState network(int director, boolean carrier, List<VirtualAddress> held) {
    List<NetworkState.LinkAddress> addresses = new ArrayList<>();
    boolean ipv4 = family == AddressFamily.IPV4;
    Prefix own = new Prefix(addressOf(director), ipv4 ? 16 : 64);
    addresses.add(new NetworkState.LinkAddress(own, ipv4 ? 0 : 253, false, false));
    for (VirtualAddress each : held) {
      addresses.add(new NetworkState.LinkAddress(each.prefix(), 0, false, true));
    }
    NetworkState.Link link =
        new NetworkState.Link(
            LINK,
            2,
            "veth",
            true,
            carrier,
            true,
            true,
            Optional.of(new MacAddress(0x0200_0000_0000L + director + 1)),
            1500,
            0,
            Optional.empty(),
            List.copyOf(addresses));
    return new NetworkState(java.util.Map.of(LINK, link));
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
        other.putsLostAddressesBack());
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
        Duration.ofNanos(intervalNanos),
        IntStream.range(0, addresses).mapToObj(each -> address(router, each)).toList(),
        List.of(),
        List.of(),
        List.of(),
        preemption(router, machine),
        transport(director),
        AdvertisementRules.DEFAULT,
        authentication,
        Optional.empty(),
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

package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import lvs.director.base.Endpoint;
import lvs.director.base.MacAddress;
import lvs.director.base.Prefix;
import lvs.director.config.OneFile;
import lvs.director.vrrp.NetworkState.Link;
import lvs.director.vrrp.NetworkState.LinkAddress;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.packet.IncomingPacket;

/**
 * One machine under virtual time: an engine, its configuration as keepalived.conf, two links. Every
 * step adds its effects, one line each, to a protocol that tests compare.
 */
final class Box {
  static final long SECOND = 1_000_000_000L;
  static final String OURS = "10.9.0.1";

  final VrrpEngine engine;
  long now;
  private final Map<String, Link> links = new HashMap<>();
  private final List<String> protocol = new ArrayList<>();
  final List<VrrpEffect> effects = new ArrayList<>();
  private int nextIndex = 1;

  Box() {
    this(1000 * SECOND);
  }

  Box(long startNanos) {
    now = startNanos;
    engine = new VrrpEngine(startNanos, 0);
    putLink("eth0", OURS + "/24", "fe80::1/64");
    putLink("eth1", "10.8.0.1/24", "fe80::8:1/64");
  }

  /** Started with this configuration, its first effects forgotten. */
  static Box running(String configuration) {
    Box box = new Box();
    box.network();
    box.configure(configuration);
    box.did();
    return box;
  }

  /** The same, and master since nobody else is heard; second announcements are over. */
  static Box master(String configuration) {
    Box box = running(configuration);
    box.pass(10);
    box.did();
    return box;
  }

  /** A virtual router VI_1 of VRID 51 on eth0 with address 10.9.0.100 and these further lines. */
  static String instance(String lines) {
    return instance("VI_1", 51, "eth0", "10.9.0.100", lines);
  }

  static String instance(String name, int vrid, String device, String address, String lines) {
    return "vrrp_instance "
        + name
        + " {\ninterface "
        + device
        + "\nvirtual_router_id "
        + vrid
        + "\nvirtual_ipaddress {\n"
        + address
        + "\n}\n"
        + lines
        + "\n}\n";
  }

  // Configuration

  Box configure(String text) {
    return event(new VrrpEvent.ConfigurationChanged(OneFile.read(text)));
  }

  // Network

  void putLink(String name, String... addresses) {
    int index = nextIndex++;
    List<LinkAddress> list = new ArrayList<>();
    for (String each : addresses) {
      boolean local = each.startsWith("fe80");
      list.add(new LinkAddress(Prefix.parse(each).orElseThrow(), local ? 253 : 0, false, false));
    }
    links.put(
        name,
        new Link(
            name,
            index,
            "",
            true,
            true,
            true,
            true,
            Optional.of(new MacAddress(0x0200_0000_0000L + index)),
            1500,
            0,
            Optional.empty(),
            List.copyOf(list)));
  }

  Box removeLink(String name) {
    links.remove(name);
    return network();
  }

  Box carrier(String name, boolean running) {
    Link link = links.get(name);
    links.put(
        name,
        new Link(
            name,
            link.index(),
            link.kind(),
            link.up(),
            running,
            link.ethernet(),
            link.multicast(),
            link.mac(),
            link.mtuBytes(),
            link.baseIndex(),
            link.vrf(),
            link.addresses()));
    return network();
  }

  Box network() {
    return event(new VrrpEvent.NetworkChanged(new NetworkState(Map.copyOf(links))));
  }

  // Time

  /** Lets so many seconds pass; every deadline is met exactly. */
  Box pass(double seconds) {
    long until = now + Math.round(seconds * 1e9);
    int steps = 0;
    while (engine.nextDeadlineNanos() <= until) {
      assertTrue(steps++ < 100_000, "deadlines do not move on");
      now = Math.max(now, engine.nextDeadlineNanos());
      event(new VrrpEvent.TimePassed());
    }
    now = until;
    return this;
  }

  /** The machine stands still for so long; then deadlines are noticed, late. */
  Box sleep(double seconds) {
    now += Math.round(seconds * 1e9);
    return event(new VrrpEvent.TimePassed());
  }

  /** Seconds until the next deadline. */
  double untilNext() {
    return (engine.nextDeadlineNanos() - now) / 1e9;
  }

  // Others

  static InetAddress address(String literal) {
    return Endpoint.address(literal).orElseThrow();
  }

  /**
   * Another router advertises.
   *
   * @param configuration its configuration
   * @param name of its virtual router
   */
  Box hears(String from, int priority, String configuration, String name) {
    return event(new VrrpEvent.PacketReceived(packet(from, priority, configuration, name)));
  }

  /** A router that is configured as we are advertises with this priority. */
  Box hears(String from, int priority) {
    return hears(from, priority, "VI_1");
  }

  Box hears(String from, int priority, String name) {
    var router = engine.view().router(name).orElseThrow().router();
    return event(new VrrpEvent.PacketReceived(Others.packet(router, from, priority, now)));
  }

  IncomingPacket packet(String from, int priority, String configuration, String name) {
    var router =
        OneFile.read(configuration).vrrp().virtualRouters().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return Others.packet(router, from, priority, now);
  }

  Box scriptEnds(String name, long run, int exitStatus) {
    String reason = "exit status " + exitStatus;
    return event(
        new VrrpEvent.TrackScriptFinished(
            name,
            run,
            new VrrpEvent.ScriptResult(exitStatus == 0, exitStatus, "", reason, 1_000_000)));
  }

  Box asks(String name, String to, boolean hold) {
    Optional<InetAddress> peer = to.isEmpty() ? Optional.empty() : Optional.of(address(to));
    return event(new VrrpEvent.HandoverAsked(7, name, peer, hold));
  }

  Box claims(String address, String mac) {
    return event(
        new VrrpEvent.AddressClaimed(
            "eth0", address(address), MacAddress.parse(mac).orElseThrow()));
  }

  Box stop() {
    return event(new VrrpEvent.Stop(OptionalLong.empty()));
  }

  Box holds(String... names) {
    return event(new VrrpEvent.HoldsRestored(Set.of(names)));
  }

  Box event(VrrpEvent event) {
    List<VrrpEffect> done = engine.step(now, event);
    effects.addAll(done);
    done.stream().map(Text::of).forEach(protocol::add);
    return this;
  }

  // What became of it

  /** What was done since the last call. */
  List<String> did() {
    List<String> lines = List.copyOf(protocol);
    protocol.clear();
    return lines;
  }

  /** The same, only lines that begin so. */
  List<String> did(String... begins) {
    Predicate<String> wanted = line -> Arrays.stream(begins).anyMatch(line::startsWith);
    return did().stream().filter(wanted).toList();
  }

  RouterStatus router(String name) {
    return engine.view().router(name).orElseThrow();
  }

  RouterStatus router() {
    return router("VI_1");
  }

  RouterState state() {
    return router().state();
  }
}

package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRoute.Encapsulation;
import lvs.director.model.VirtualRoute.Metric;
import lvs.director.model.VirtualRoute.MetricValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteSyntaxTest {
  @Test
  void aPlainRoute() {
    VirtualRoute route = route("198.51.100.0/24 via 192.0.2.1 dev eth0 src 192.0.2.2 metric 5");
    assertEquals(AddressFamily.IPV4, route.family());
    assertEquals(VirtualRoute.RouteType.UNICAST, route.type());
    assertEquals(Prefix.parse("198.51.100.0/24").orElseThrow(), route.destination());
    assertEquals(Endpoint.address("192.0.2.1"), route.via());
    assertEquals(Optional.of("eth0"), route.interfaceName());
    assertEquals(Endpoint.address("192.0.2.2"), route.preferredSource());
    assertEquals(OptionalLong.of(5), route.metric());
    assertEquals(VirtualRoute.Insertion.PREPEND, route.insertion());
    assertEquals(true, route.tracked());
  }

  @Test
  void theDestinationMayStandBehindOptions() {
    VirtualRoute route = route("src 192.0.2.2 198.51.100.0/24 dev eth0");
    assertEquals(Prefix.parse("198.51.100.0/24").orElseThrow(), route.destination());
  }

  @ParameterizedTest
  @CsvSource({
    "default via 192.0.2.1, 0.0.0.0/0",
    "default via 2001:db8::1, ::/0",
    "inet6 default dev eth0, ::/0",
    "0.0.0.0/0 dev eth0, 0.0.0.0/0",
    "blackhole 198.51.100.7, 198.51.100.7/32",
    "unreachable 2001:db8:9::/48, 2001:db8:9::/48"
  })
  void theDestination(String line, String expected) {
    assertEquals(expected, route(line).destination().toString());
  }

  @Test
  void everythingElseThatARouteCanSay() {
    VirtualRoute route =
        route(
            "multicast to 198.51.100.0/24 tos 0x10 table 100 protocol static scope link onlink"
                + " expires 30 mtu lock 1400 hoplimit 64 advmss 1360 rtt 300ms rttvar 0.1s"
                + " rto_min 2 window 5 cwnd 6 ssthresh lock 7 initcwnd 8 initrwnd 9 reordering 3"
                + " quickack 1 fastopen_no_cookie 0 congctl lock cubic realms 1/2 features ecn"
                + " pref high ttl-propagate disabled append no_track vrf red dev eth0");
    assertEquals(VirtualRoute.RouteType.MULTICAST, route.type());
    assertEquals(OptionalInt.of(16), route.typeOfService());
    assertEquals(Optional.of("100"), route.table());
    assertEquals(Optional.of("static"), route.protocol());
    assertEquals(Optional.of("link"), route.scope());
    assertEquals(true, route.onLink());
    assertEquals(Optional.of(Duration.ofSeconds(30)), route.expires());
    assertEquals(
        Map.ofEntries(
            Map.entry(Metric.MTU, new MetricValue(1400, true)),
            Map.entry(Metric.HOPLIMIT, new MetricValue(64, false)),
            Map.entry(Metric.ADVMSS, new MetricValue(1360, false)),
            Map.entry(Metric.RTT, new MetricValue(300, false)),
            Map.entry(Metric.RTTVAR, new MetricValue(100, false)),
            Map.entry(Metric.RTO_MIN, new MetricValue(2, false)),
            Map.entry(Metric.WINDOW, new MetricValue(5, false)),
            Map.entry(Metric.CWND, new MetricValue(6, false)),
            Map.entry(Metric.SSTHRESH, new MetricValue(7, true)),
            Map.entry(Metric.INITCWND, new MetricValue(8, false)),
            Map.entry(Metric.INITRWND, new MetricValue(9, false)),
            Map.entry(Metric.REORDERING, new MetricValue(3, false)),
            Map.entry(Metric.QUICKACK, new MetricValue(1, false)),
            Map.entry(Metric.FASTOPEN_NO_COOKIE, new MetricValue(0, false))),
        route.metrics());
    assertEquals(Optional.of("cubic"), route.congestionControl());
    assertEquals(true, route.congestionControlLocked());
    assertEquals(Optional.of("1/2"), route.realms());
    assertEquals(true, route.explicitCongestionNotification());
    assertEquals(Optional.of(VirtualRoute.Preference.HIGH), route.preference());
    assertEquals(Optional.of(false), route.propagatesTimeToLive());
    assertEquals(VirtualRoute.Insertion.APPEND, route.insertion());
    assertEquals(false, route.tracked());
    assertEquals(Optional.of("red"), route.vrf());
  }

  @Test
  void severalNextHops() {
    VirtualRoute route =
        route(
            "198.51.100.0/24 nexthop via 192.0.2.1 dev eth0 weight 3 onlink"
                + " nexthop via inet6 2001:db8::1 realms 4 encap mpls 100/200 ttl 5");
    assertEquals(
        List.of(
            new VirtualRoute.NextHop(
                Endpoint.address("192.0.2.1"),
                Optional.of("eth0"),
                3,
                true,
                Optional.empty(),
                Optional.empty()),
            new VirtualRoute.NextHop(
                Endpoint.address("2001:db8::1"),
                Optional.empty(),
                1,
                false,
                Optional.of(new Encapsulation.Mpls(List.of(100, 200), OptionalInt.of(5))),
                Optional.of("4"))),
        route.nextHops());
  }

  @Test
  void theOldWordOrIsAnotherNextHop() {
    VirtualRoute route =
        VrrpTexts.router("virtual_routes {\n198.51.100.0/24 via 192.0.2.1 or 192.0.2.3\n}")
            .routes()
            .getFirst();
    assertEquals(Optional.empty(), route.via());
    assertEquals(
        List.of(Endpoint.address("192.0.2.1"), Endpoint.address("192.0.2.3")),
        route.nextHops().stream().map(VirtualRoute.NextHop::via).toList());
  }

  @Test
  void theKindsOfTunnels() {
    assertEquals(
        new Encapsulation.Tunnel(
            AddressFamily.IPV4,
            OptionalLong.of(7),
            Endpoint.address("192.0.2.9"),
            Endpoint.address("192.0.2.2"),
            OptionalInt.of(4),
            OptionalInt.of(64),
            OptionalInt.of(1)),
        encapsulation("ip id 7 dst 192.0.2.9 src 192.0.2.2 tos 4 ttl 64 flags 1"));
    assertEquals(
        new Encapsulation.Tunnel(
            AddressFamily.IPV6,
            OptionalLong.of(7),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(4),
            OptionalInt.of(9),
            OptionalInt.empty()),
        encapsulation("ip6 id 7 tc 4 hoplimit 9"));
    assertEquals(new Encapsulation.Ila(0x2001_0db8_0000_0001L), encapsulation("ila 2001:db8:0:1"));
    assertEquals(
        new Encapsulation.Segments(
            "inline", List.of(Endpoint.address("2001:db8::9").orElseThrow())),
        encapsulation("seg6 mode inline segs 2001:db8::9"));
  }

  private static Encapsulation encapsulation(String words) {
    return route("198.51.100.0/24 dev eth0 encap " + words).encapsulation().orElseThrow();
  }

  private static VirtualRoute route(String line) {
    return VrrpTexts.cleanRouter("virtual_routes {\n" + line + "\n}").routes().getFirst();
  }
}

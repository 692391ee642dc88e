package lvs.director.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.config.RouteWords;
import lvs.director.model.AddressFamily;
import lvs.director.model.FirewallSettings;
import lvs.director.model.StaticAddresses;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRule;
import lvs.director.vrrp.OwnedItems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Virtual routes and rules on a kernel: the same as what ip makes of the same words. */
@Tag("lab")
class RouteLabTest {
  private Namespace lan;
  private KernelNetwork network;

  @BeforeEach
  void open() {
    lan = new Namespace();
    lan.cable("eth0", "eth1");
    lan.ip("addr add 192.0.2.2/24 dev eth0");
    lan.ip("addr add 192.0.3.2/24 dev eth1");
    lan.ip("addr add 2001:db8::2/64 dev eth0 nodad");
    lan.ip("addr add 2001:db8:1::2/64 dev eth1 nodad");
    network = lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
  }

  @AfterEach
  void close() {
    lan.call(
        () -> {
          network.close();
          return null;
        });
    lan.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "198.51.100.0/24 via 192.0.2.1 dev eth0 src 192.0.2.2 metric 5",
        "198.51.100.0/24 via 192.0.2.1",
        "198.51.100.7 dev eth0",
        "default via 192.0.2.1",
        "default via 2001:db8::1 dev eth0",
        "198.51.100.0/24 dev eth0 scope link table 100",
        "198.51.100.0/24 dev eth0 table 100000",
        "198.51.100.0/24 dev eth0 protocol static",
        "198.51.100.0/24 dev eth0 tos 0x10",
        "198.51.100.0/24 via 203.0.113.1 dev eth0 onlink",
        "198.51.100.0/24 via inet6 2001:db8::1 dev eth0",
        "blackhole 198.51.100.7",
        "unreachable 198.51.100.0/24",
        "prohibit 198.51.100.0/24",
        "throw 198.51.100.0/24 table 100",
        "local 198.51.100.9 dev eth0",
        "broadcast 198.51.100.255 dev eth0",
        "multicast 239.1.0.0/16 dev eth0",
        "unreachable 2001:db8:9::/48",
        "blackhole 2001:db8:9::/48",
        "198.51.100.0/24 dev eth0 mtu 1400",
        "198.51.100.0/24 dev eth0 mtu lock 1400",
        "198.51.100.0/24 dev eth0 advmss 1360 window 5 cwnd 6 ssthresh lock 7 initcwnd 8"
            + " initrwnd 9 reordering 3 hoplimit 64 quickack 1 fastopen_no_cookie 1",
        "198.51.100.0/24 dev eth0 rtt 300ms rttvar 100ms rto_min 200ms",
        "198.51.100.0/24 dev eth0 congctl lock cubic features ecn",
        "198.51.100.0/24 dev eth0 realms 1/2",
        "198.51.100.0/24 dev eth0 realms 7",
        "2001:db8:9::/48 via 2001:db8::1 dev eth0 metric 7 pref high",
        "2001:db8:9::/48 via 2001:db8::1 dev eth0 pref low",
        "2001:db8:9::/48 dev eth0 expires 3000",
        "2001:db8:9::/48 dev eth0 hoplimit 9 mtu 1400",
        "2001:db8:9::/48 dev eth0 src 2001:db8::2",
        "2001:db8:9::/48 from 2001:db8:5::/48 dev eth0",
        "198.51.100.0/24 nexthop via 192.0.2.1 dev eth0 weight 3"
            + " nexthop via 192.0.3.1 dev eth1 weight 200",
        "198.51.100.0/24 nexthop via 203.0.113.1 dev eth0 onlink nexthop dev eth1 realms 4",
        "198.51.100.0/24 nexthop via inet6 2001:db8::1 dev eth0 nexthop via 192.0.3.1",
        "2001:db8:9::/48 nexthop via 2001:db8::1 dev eth0 nexthop via 2001:db8:1::1 weight 2",
        "198.51.100.0/24 dev eth0 encap ip id 7 dst 192.0.2.9 src 192.0.2.2 tos 4 ttl 64",
        "198.51.100.0/24 dev eth0 encap ip6 id 7 dst 2001:db8::9 tc 4 hoplimit 9",
        "198.51.100.0/24 via 192.0.2.1 dev eth0 encap mpls 100/200 ttl 5",
        "198.51.100.0/24 dev eth0 ttl-propagate enabled",
        "2001:db8:9::/48 dev eth0 encap seg6 mode inline segs 2001:db8::9,2001:db8::8",
        "2001:db8:9::/48 dev eth0 encap seg6 mode encap segs 2001:db8::9"
      })
  void aRouteIsWhatIpMakesOfTheSameWords(String words) {
    VirtualRoute route = RouteWords.route(words);
    String none = routes();
    String said = lan.attempt("ip " + family(route.family()) + "route prepend proto 112 " + words);
    List<String> problems;
    if (!said.isEmpty()) {
      System.out.println("ip refuses: " + words + ": " + said.strip());
      problems = take(List.of(route), List.of());
      assertEquals(1, problems.size(), "what ip refuses is refused");
      return;
    }
    String theirs = routes();
    assertNotEquals(none, theirs);
    String protocol = route.protocol().orElse("112");
    lan.ip(family(route.family()) + "route flush table all proto " + protocol);
    assertEquals(none, routes());
    assertEquals(List.of(), take(List.of(route), List.of()));
    assertEquals(theirs, routes());
    assertEquals(List.of(), take(List.of(route), List.of()), "what is there is no problem");
    assertEquals(List.of(), drop(List.of(route), List.of()));
    assertEquals(none, routes(), "dropped");
  }

  private static String family(AddressFamily family) {
    return family == AddressFamily.IPV4 ? "-4 " : "-6 ";
  }

  private String routes() {
    return (lan.ip("-4 -d route show table all") + lan.ip("-6 -d route show table all"))
        .lines()
        .filter(line -> !line.contains(" proto kernel "))
        .map(line -> line.replaceAll("expires \\d+sec", "expires"))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from 10.0.0.0/8 table 100 priority 50",
        "to 10.0.0.0/8 lookup main priority 50",
        "not from 10.0.0.0/8 to 172.16.0.0/12 table 100 priority 50",
        "iif eth0 oif eth1 table 100 priority 50",
        "iif nowhere table 100 priority 50",
        "fwmark 0x10 table 100 priority 50",
        "fwmark 0x10/0xff table 100 priority 50",
        "from 10.0.0.0/8 tos 0x10 table 100 priority 50",
        "from 10.0.0.0/8 realms 1/2 table 100 priority 50",
        "from all table 100000 suppress_prefixlength 0 suppress_ifgroup 3 priority 50",
        "tunnel-id 7 table 100 priority 50",
        "uidrange 100-200 table 100 priority 50",
        "ipproto tcp sport 80-90 dport 443-443 table 100 priority 50",
        "from 10.0.0.0/8 goto 32766 priority 50",
        "from 10.0.0.0/8 nop priority 50",
        "from 10.0.0.0/8 blackhole priority 50",
        "from 10.0.0.0/8 unreachable priority 50",
        "from 10.0.0.0/8 prohibit priority 50",
        "l3mdev priority 50",
        "from 2001:db8::/32 table 100 priority 50",
        "from 2001:db8::/32 to 2001:db8:9::/48 fwmark 5 table 100 priority 50"
      })
  void aRuleIsWhatIpMakesOfTheSameWords(String words) {
    VirtualRule rule = RouteWords.rule(words);
    String none = rules();
    String add =
        family(rule.family())
            + "rule add "
            + words.replace("tunnel-id", "tun_id")
            + " protocol 112";
    String said = lan.attempt("ip " + add);
    assertEquals("", said);
    String theirs = rules();
    lan.ip(add.replace("rule add", "rule del"));
    assertEquals(none, rules());
    assertEquals(List.of(), take(List.of(), List.of(rule)));
    assertEquals(theirs, rules());
    assertEquals(List.of(), take(List.of(), List.of(rule)), "a rule that is there is no problem");
    assertEquals(List.of(), drop(List.of(), List.of(rule)));
    assertEquals(none, rules(), "dropped");
  }

  private String rules() {
    return lan.ip("-4 -d rule show") + lan.ip("-6 -d rule show");
  }

  @Test
  void rulesWithoutPriorityStandBeforeTheMainTableEachBeforeTheOneBefore() {
    VirtualRule first = Items.rule("10.1.0.0/16", OptionalLong.empty(), "100");
    VirtualRule second = Items.rule("10.2.0.0/16", OptionalLong.empty(), "100");
    take(List.of(), List.of(first, second));
    assertTrue(lan.ip("rule show").contains("32765:\tfrom 10.1.0.0/16 lookup 100"));
    assertTrue(lan.ip("rule show").contains("32764:\tfrom 10.2.0.0/16 lookup 100"));
    KernelNetwork next = lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
    OwnedItems again = Items.everything(List.of(), List.of(), List.of(second, first));
    assertEquals(List.of(), lan.call(() -> next.take("a", again, OptionalInt.empty())));
    assertEquals(5, lan.ip("-4 rule show").lines().count(), "those of the earlier run were taken");
    lan.call(() -> next.drop("a", again));
    assertEquals(3, lan.ip("-4 rule show").lines().count());
  }

  @Test
  void oneThatCannotBeIsToldAndTheRestGoesOn() {
    List<String> problems =
        take(
            List.of(
                Items.route("198.51.100.0/24", "203.0.113.1", null),
                Items.route("198.51.101.0/24", null, "nowhere"),
                Items.route("198.51.102.0/24", "192.0.2.1", null)),
            List.of(Items.rule("10.1.0.0/16", OptionalLong.of(5), "blue")));
    assertEquals(3, problems.size(), problems.toString());
    assertTrue(
        problems.get(0).startsWith("cannot add route 198.51.101.0/24 dev nowhere: there is no"),
        problems.get(0));
    assertTrue(
        problems.get(1).startsWith("cannot add route 198.51.100.0/24 via 203.0.113.1: ENETUNREACH"),
        problems.get(1));
    assertTrue(problems.get(2).contains("table \"blue\" is not in"), problems.get(2));
    assertTrue(
        routes().contains("198.51.102.0/24 via 192.0.2.1 dev eth0 table main proto 112"), routes());
  }

  @Test
  void anotherRouteInTheWayIsToldWhereNothingMayBeReplaced() {
    lan.ip("route add 198.51.100.0/24 via 192.0.2.9");
    List<String> problems =
        take(List.of(RouteWords.route("198.51.100.0/24 via 192.0.2.1 add")), List.of());
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("another route to it is there"), problems.getFirst());
  }

  @Test
  void leftoversOfAnEarlierRunAreRemoved() {
    String none = routes() + rules();
    take(
        List.of(
            RouteWords.route("198.51.100.0/24 via 192.0.2.1 dev eth0 table 100 metric 5"),
            RouteWords.route("default via 2001:db8::1 dev eth0"),
            RouteWords.route("blackhole 198.51.100.7")),
        List.of(RouteWords.rule("from 10.0.0.0/8 fwmark 5 table 100 priority 50")));
    assertNotEquals(none, routes() + rules());
    KernelNetwork next = lan.call(() -> KernelNetwork.open(new HeldItems(), FirewallSettings.NONE));
    assertEquals(List.of(), lan.call(() -> next.cleanUp(Set.of())));
    assertEquals(none, routes() + rules());
  }

  @Test
  void staticRoutesAndRulesComeAndGoWithTheConfiguration() {
    String none = routes() + rules();
    StaticAddresses statics =
        new StaticAddresses(
            List.of(),
            List.of(RouteWords.route("198.51.100.0/24 via 192.0.2.1")),
            List.of(RouteWords.rule("from 10.0.0.0/8 table 100 priority 50")));
    assertEquals(List.of(), lan.call(() -> network.statics(statics)));
    assertEquals(List.of(), lan.call(() -> network.statics(statics)));
    assertTrue(routes().contains("198.51.100.0/24"));
    assertEquals(List.of(), lan.call(() -> network.statics(StaticAddresses.NONE)));
    assertEquals(none, routes() + rules());
  }

  private List<String> take(List<VirtualRoute> routes, List<VirtualRule> rules) {
    OwnedItems items = Items.everything(List.of(), routes, rules);
    return lan.call(() -> network.take("a", items, OptionalInt.empty()));
  }

  private List<String> drop(List<VirtualRoute> routes, List<VirtualRule> rules) {
    OwnedItems items = Items.everything(List.of(), routes, rules);
    return lan.call(() -> network.drop("a", items));
  }
}

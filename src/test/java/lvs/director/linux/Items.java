package lvs.director.linux;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRule;
import lvs.director.vrrp.OwnedItems;

/** Plain addresses, routes and rules, to begin with. */
final class Items {
  private Items() {}

  static InetAddress ip(String text) {
    return Endpoint.address(text).orElseThrow();
  }

  static VirtualAddress address(String prefix, String interfaceName) {
    return new VirtualAddress(
        Prefix.parse(prefix).orElseThrow(),
        Optional.of(interfaceName),
        Optional.empty(),
        "global",
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        false,
        false,
        Optional.empty(),
        true,
        Optional.empty(),
        false);
  }

  static VirtualAddress with(VirtualAddress a, Duration preferred, String... words) {
    Set<String> flags = Set.of(words);
    return new VirtualAddress(
        a.prefix(),
        a.interfaceName(),
        a.broadcast(),
        a.scope(),
        a.label(),
        a.peer(),
        flags.contains("home"),
        flags.contains("dad"),
        flags.contains("mngtmpaddr"),
        flags.contains("noprefixroute"),
        flags.contains("autojoin"),
        Optional.ofNullable(preferred),
        !flags.contains("no_track"),
        a.trackGroup(),
        a.onOwnVmac());
  }

  static VirtualAddress with(
      VirtualAddress a, String broadcast, String scope, String label, String peer) {
    return new VirtualAddress(
        a.prefix(),
        a.interfaceName(),
        Optional.ofNullable(broadcast).map(Items::ip),
        scope,
        Optional.ofNullable(label),
        Optional.ofNullable(peer).map(text -> Prefix.parse(text).orElseThrow()),
        a.home(),
        a.detectsDuplicates(),
        a.managesTemporaryAddresses(),
        a.noPrefixRoute(),
        a.autojoin(),
        a.preferredLifetime(),
        a.tracked(),
        a.trackGroup(),
        a.onOwnVmac());
  }

  static VirtualRoute route(String destination, String via, String device) {
    Prefix network = Prefix.parse(destination).orElseThrow();
    return new VirtualRoute(
        network.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4,
        VirtualRoute.RouteType.UNICAST,
        network,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(via).map(Items::ip),
        Optional.ofNullable(device),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        VirtualRoute.Insertion.PREPEND,
        List.of(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  static VirtualRule rule(String from, OptionalLong priority, String table) {
    Prefix network = Prefix.parse(from).orElseThrow();
    return new VirtualRule(
        network.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4,
        Optional.of(network),
        Optional.empty(),
        false,
        priority,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new VirtualRule.Action.Lookup(table),
        true,
        Optional.empty());
  }

  static OwnedItems addresses(VirtualAddress... addresses) {
    return new OwnedItems(List.of(addresses), List.of(), List.of(), List.of(), false);
  }

  static OwnedItems everything(
      List<VirtualAddress> addresses, List<VirtualRoute> routes, List<VirtualRule> rules) {
    return new OwnedItems(addresses, routes, rules, List.of(), false);
  }

  /** Of one /24, numbered from 1. */
  static List<VirtualAddress> many(int count, String interfaceName) {
    return Stream.iterate(1, i -> i + 1)
        .limit(count)
        .map(i -> address("10.9." + i / 250 + "." + (i % 250 + 1) + "/32", interfaceName))
        .toList();
  }
}

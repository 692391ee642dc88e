package lvs.director.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRule;

/** Addresses, routes and rules in the words that an operator would find them by. */
final class ItemWords {
  private ItemWords() {}

  /** {@code address 10.0.0.1/24 on eth0}. */
  static String of(VirtualAddress address) {
    return "address "
        + address.prefix()
        + address.interfaceName().map(name -> " on " + name).orElse("");
  }

  /** {@code route 10.0.0.0/8 via 192.0.2.1 dev eth0 table 100}. */
  static String of(VirtualRoute route) {
    List<String> words = new ArrayList<>(List.of("route"));
    if (route.type() != VirtualRoute.RouteType.UNICAST) {
      words.add(route.type().name().toLowerCase(Locale.ROOT));
    }
    words.add(destination(route.destination()));
    route.via().ifPresent(via -> words.add("via " + Endpoint.text(via)));
    route.interfaceName().ifPresent(name -> words.add("dev " + name));
    route.table().ifPresent(table -> words.add("table " + table));
    route.vrf().ifPresent(vrf -> words.add("vrf " + vrf));
    route.metric().ifPresent(metric -> words.add("metric " + metric));
    return String.join(" ", words);
  }

  private static String destination(Prefix network) {
    return network.lengthBits() == 0 ? "default" : network.toString();
  }

  /** {@code rule from 10.0.0.0/8 lookup 100}. */
  static String of(VirtualRule rule) {
    List<String> words = new ArrayList<>(List.of("rule"));
    rule.priority().ifPresent(priority -> words.add(priority + ":"));
    if (rule.inverted()) {
      words.add("not");
    }
    rule.from().ifPresent(from -> words.add("from " + from));
    rule.to().ifPresent(to -> words.add("to " + to));
    rule.mark().ifPresent(mark -> words.add("fwmark 0x" + Long.toHexString(mark.value())));
    rule.inputInterface().ifPresent(name -> words.add("iif " + name));
    rule.outputInterface().ifPresent(name -> words.add("oif " + name));
    words.add(
        switch (rule.action()) {
          case VirtualRule.Action.Lookup(String table) -> "lookup " + table;
          case VirtualRule.Action.Goto(long target) -> "goto " + target;
          case VirtualRule.Action.Nothing _ -> "nop";
          case VirtualRule.Action.Blackhole _ -> "blackhole";
          case VirtualRule.Action.Unreachable _ -> "unreachable";
          case VirtualRule.Action.Prohibit _ -> "prohibit";
        });
    return String.join(" ", words);
  }
}

package lvs.director.linux;

import java.util.Collection;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.model.FirewallSettings;
import lvs.director.model.VirtualAddress;

/**
 * The words of nft(8) for a table that drops the traffic of addresses. Link-local addresses are
 * matched with their interface, since another one may have the same address.
 */
final class FirewallTable {
  static final FirewallSettings.Table DEFAULT =
      new FirewallSettings.Table("lvs-director", -1, false, false);

  private static final String NEIGHBOURS =
      "    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n";

  private final FirewallSettings.Table settings;

  FirewallTable(FirewallSettings.Table settings) {
    this.settings = settings;
  }

  /** Succeeds also when there is no such table. */
  String removal() {
    return "add table inet %1$s\ndelete table inet %1$s\n".formatted(settings.name());
  }

  /** Puts the table in the place of the one before. */
  String script(Collection<VirtualAddress> addresses) {
    return removal()
        + "table inet "
        + settings.name()
        + " {\n"
        + chain("input", "daddr", "iif", addresses)
        + chain("output", "saddr", "oif", addresses)
        + "}\n";
  }

  private String chain(
      String hook, String field, String direction, Collection<VirtualAddress> addresses) {
    String rules =
        addresses.stream()
            .map(address -> "    " + rule(address, field, direction) + "\n")
            .distinct()
            .collect(Collectors.joining());
    return """
      chain %1$s {
        type filter hook %1$s priority %2$d; policy accept;
    %3$s%4$s  }
    """
        .formatted(hook, settings.priority(), NEIGHBOURS, rules);
  }

  private String rule(VirtualAddress address, String field, String direction) {
    String match =
        (address.prefix().isIpv6() ? "ip6 " : "ip ")
            + field
            + " "
            + Endpoint.text(address.address());
    String where = address.address().isLinkLocalAddress() ? device(address, direction) : "";
    return where + match + (settings.counters() ? " counter" : "") + " drop";
  }

  private String device(VirtualAddress address, String direction) {
    return address
        .interfaceName()
        .map(name -> direction + (settings.byInterfaceIndex() ? " " : "name ") + quoted(name))
        .orElse("");
  }

  private static String quoted(String name) {
    return "\"" + name + "\" ";
  }
}

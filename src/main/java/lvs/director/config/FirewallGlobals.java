package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lvs.director.config.text.Word;
import lvs.director.model.FirewallSettings;

/** The words of global_defs about the firewall rules of no_accept and VMACs. */
final class FirewallGlobals {
  static final BlockGrammar<FirewallGlobals> GRAMMAR = grammar();

  private static final int LONGEST_CHAIN = 28;
  private static final int LONGEST_SET = 31;
  private static final int SETS = 6;

  private Optional<FirewallSettings.Chains> iptables = Optional.empty();
  private Optional<List<String>> ipsets = FirewallSettings.NONE.ipsets();
  private Optional<FirewallSettings.Table> nftables = Optional.empty();

  FirewallSettings settings() {
    return new FirewallSettings(iptables, ipsets, nftables);
  }

  private static BlockGrammar<FirewallGlobals> grammar() {
    BlockGrammar<FirewallGlobals> g = new BlockGrammar<>("global_defs");
    g.keyword(
            "vrrp_iptables",
            "[INPUT-CHAIN [OUTPUT-CHAIN]]",
            "off",
            "at most " + LONGEST_CHAIN + " characters",
            (a, d) -> d.iptables = Optional.of(chains(a)))
        .withoutEffect("no_accept is kept by nftables");
    g.keyword(
            "vrrp_ipsets",
            "[ADDR4 [ADDR6 [ADDR_IF6 [IGMP [MLD [ND]]]]]]",
            "keepalived …",
            "six different names; none switches ipsets off",
            (a, d) -> d.ipsets = a.hasNext() ? sets(a) : Optional.empty())
        .withoutEffect("no_accept is kept by nftables");
    g.keyword(
            "nftables",
            "[TABLE]",
            "lvs-director; keepalived",
            "-",
            (a, d) -> d.table(table -> a.hasNext() ? renamed(a) : FirewallSettings.Table.DEFAULT))
        .note("only names the table of no_accept, which is made when it is needed");
    g.keyword(
        "nftables_priority",
        "NUMBER",
        "-1",
        "-2147483648 to 2147483647",
        (a, d) ->
            a.integer(Integer.MIN_VALUE, Integer.MAX_VALUE)
                .ifPresent(priority -> d.table(table -> withPriority(table, priority))));
    g.flag("nftables_ifindex", (d, on) -> d.table(FirewallGlobals::byIndex));
    g.flag("nftables_counters", (d, on) -> d.table(FirewallGlobals::withCounters));
    return g;
  }

  private void table(Function<FirewallSettings.Table, FirewallSettings.Table> change) {
    nftables = Optional.of(change.apply(nftables.orElse(FirewallSettings.Table.DEFAULT)));
  }

  private static FirewallSettings.Table renamed(Arguments arguments) {
    String name = arguments.word().orElse(FirewallSettings.Table.DEFAULT.name());
    return new FirewallSettings.Table(
        name, FirewallSettings.Table.DEFAULT.priority(), false, false);
  }

  private static FirewallSettings.Table withPriority(FirewallSettings.Table t, int priority) {
    return new FirewallSettings.Table(t.name(), priority, t.byInterfaceIndex(), t.counters());
  }

  private static FirewallSettings.Table byIndex(FirewallSettings.Table t) {
    return new FirewallSettings.Table(t.name(), t.priority(), true, t.counters());
  }

  private static FirewallSettings.Table withCounters(FirewallSettings.Table t) {
    return new FirewallSettings.Table(t.name(), t.priority(), t.byInterfaceIndex(), true);
  }

  private static FirewallSettings.Chains chains(Arguments arguments) {
    if (!arguments.hasNext()) {
      return new FirewallSettings.Chains("INPUT", "OUTPUT");
    }
    String input = name(arguments, LONGEST_CHAIN);
    return new FirewallSettings.Chains(
        input, arguments.hasNext() ? name(arguments, LONGEST_CHAIN) : "");
  }

  private static Optional<List<String>> sets(Arguments arguments) {
    Word first = arguments.peek().orElseThrow();
    List<String> names = new ArrayList<>(FirewallSettings.ipsetNames(first.text()));
    for (int i = 0; i < SETS && arguments.hasNext(); i++) {
      names.set(i, name(arguments, LONGEST_SET));
    }
    if (Set.copyOf(names).size() < names.size()) {
      arguments.error(
          "duplicate-name",
          first,
          "The six ipsets need six different names, not " + String.join(" ", names) + ".",
          "Write one name; the others are made from it.");
      return FirewallSettings.NONE.ipsets();
    }
    return Optional.of(List.copyOf(names));
  }

  private static String name(Arguments arguments, int longest) {
    Word word = arguments.next().orElseThrow();
    if (word.text().length() > longest) {
      arguments.error(
          "name-too-long",
          word,
          "\"" + word + "\" is longer than the kernel's " + longest + " characters.",
          "Shorten it.");
    }
    return word.text();
  }
}

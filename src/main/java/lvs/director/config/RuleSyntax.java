package lvs.director.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Prefix;
import lvs.director.config.text.Word;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRule;

/** One line of virtual_rules or static_rules, in the words of {@code ip rule}. */
final class RuleSyntax {
  private static final long LARGEST = 0xffff_ffffL;

  private static final SyntaxOptions<RuleSyntax> OPTIONS = options();

  private Optional<AddressFamily> family = Optional.empty();
  private Optional<Prefix> from = Optional.empty();
  private Optional<Prefix> to = Optional.empty();
  private boolean inverted;
  private OptionalLong priority = OptionalLong.empty();
  private OptionalInt typeOfService = OptionalInt.empty();
  private Optional<VirtualRule.Mark> mark = Optional.empty();
  private Optional<String> realms = Optional.empty();
  private OptionalInt suppressPrefixLength = OptionalInt.empty();
  private Optional<String> suppressInterfaceGroup = Optional.empty();
  private Optional<String> inputInterface = Optional.empty();
  private Optional<String> outputInterface = Optional.empty();
  private OptionalLong tunnelId = OptionalLong.empty();
  private Optional<VirtualRule.Range> userIds = Optional.empty();
  private boolean layer3MasterDevice;
  private Optional<String> protocol = Optional.empty();
  private Optional<String> ipProtocol = Optional.empty();
  private Optional<VirtualRule.Range> sourcePorts = Optional.empty();
  private Optional<VirtualRule.Range> destinationPorts = Optional.empty();
  private Optional<VirtualRule.Action> action = Optional.empty();
  private boolean untracked;
  private Optional<String> trackGroup = Optional.empty();

  private RuleSyntax() {}

  /** Empty when anything is wrong with it: half a rule would match too much. */
  static Optional<VirtualRule> read(Arguments arguments) {
    int before = arguments.binding().problems().size();
    RuleSyntax draft = new RuleSyntax();
    OPTIONS.takeAll(arguments, draft);
    return draft.resolve(arguments, arguments.binding().problems().size() == before);
  }

  private Optional<VirtualRule> resolve(Arguments arguments, boolean clean) {
    Word at = arguments.statement().words().getFirst();
    boolean mixed =
        from.flatMap(f -> to.map(t -> f.isIpv6() != t.isIpv6())).orElse(false)
            || family
                .map(f -> from.or(() -> to).filter(p -> p.isIpv6() != (f == AddressFamily.IPV6)))
                .filter(Optional::isPresent)
                .isPresent();
    if (mixed) {
      arguments.error(
          "mixed-families", at, "The rule mixes IPv4 and IPv6.", "Write one rule for each.");
    } else if (clean && action.isEmpty() && !layer3MasterDevice) {
      arguments.error(
          "missing-action",
          at,
          "The rule does not say what to do with a packet.",
          "Add table NAME, goto NUMBER, blackhole, unreachable or prohibit.");
    } else if (clean) {
      warnAboutPriority(arguments, at);
      return Optional.of(rule());
    }
    return Optional.empty();
  }

  private void warnAboutPriority(Arguments arguments, Word at) {
    if (priority.isEmpty()) {
      arguments.warning(
          "rule-without-priority",
          at,
          "The rule has no priority, so its place among the others is by chance.",
          "Add priority NUMBER.");
    }
  }

  private VirtualRule rule() {
    boolean ipv6 = from.or(() -> to).filter(Prefix::isIpv6).isPresent();
    return new VirtualRule(
        family.orElse(ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4),
        from,
        to,
        inverted,
        priority,
        typeOfService,
        mark,
        realms,
        suppressPrefixLength,
        suppressInterfaceGroup,
        inputInterface,
        outputInterface,
        tunnelId,
        userIds,
        layer3MasterDevice,
        protocol,
        ipProtocol,
        sourcePorts,
        destinationPorts,
        action.orElse(new VirtualRule.Action.Nothing()),
        !untracked,
        trackGroup);
  }

  private static SyntaxOptions<RuleSyntax> options() {
    SyntaxOptions<RuleSyntax> o = new SyntaxOptions<>();
    o.flag("inet", d -> d.family = Optional.of(AddressFamily.IPV4));
    o.flag("inet6", d -> d.family = Optional.of(AddressFamily.IPV6));
    o.add("from", (a, d) -> d.from = d.network(a));
    o.add("to", (a, d) -> d.to = d.network(a));
    o.flag("not", d -> d.inverted = true);
    o.number("priority", LARGEST, (d, v) -> d.priority = OptionalLong.of(v));
    o.also("order", "priority").also("preference", "priority");
    o.add("tos", (a, d) -> SyntaxWords.typeOfService(a, v -> d.typeOfService = v));
    o.also("dsfield", "tos");
    o.add(
        "fwmark",
        (a, d) ->
            SyntaxWords.pair(a, "fwmark", '/', LARGEST, LARGEST)
                .ifPresent(v -> d.mark = Optional.of(new VirtualRule.Mark(v[0], v[1]))));
    o.word("realms", (d, v) -> d.realms = Optional.of(v));
    o.number(
        "suppress_prefixlength",
        128,
        (d, v) -> d.suppressPrefixLength = OptionalInt.of(v.intValue()));
    o.also("sup_pl", "suppress_prefixlength");
    o.word("suppress_ifgroup", (d, v) -> d.suppressInterfaceGroup = Optional.of(v));
    o.also("sup_group", "suppress_ifgroup");
    o.word("iif", (d, v) -> d.inputInterface = Optional.of(v)).also("dev", "iif");
    o.word("oif", (d, v) -> d.outputInterface = Optional.of(v));
    o.number("tunnel-id", Long.MAX_VALUE, (d, v) -> d.tunnelId = OptionalLong.of(v));
    o.add("uidrange", (a, d) -> d.userIds = range(a, "uidrange", LARGEST));
    o.flag("l3mdev", d -> d.layer3MasterDevice = true);
    o.word("protocol", (d, v) -> d.protocol = Optional.of(v));
    o.word("ipproto", (d, v) -> d.ipProtocol = Optional.of(v));
    o.add("sport", (a, d) -> d.sourcePorts = range(a, "sport", 65535));
    o.add("dport", (a, d) -> d.destinationPorts = range(a, "dport", 65535));
    actions(o);
    o.flag("no_track", d -> d.untracked = true);
    o.word("track_group", (d, v) -> d.trackGroup = Optional.of(v));
    return o;
  }

  private static void actions(SyntaxOptions<RuleSyntax> o) {
    o.word("table", (d, v) -> d.action = Optional.of(new VirtualRule.Action.Lookup(v)));
    o.also("lookup", "table");
    o.number("goto", LARGEST, (d, v) -> d.action = Optional.of(new VirtualRule.Action.Goto(v)));
    o.flag("nop", d -> d.action = Optional.of(new VirtualRule.Action.Nothing()));
    o.flag("blackhole", d -> d.action = Optional.of(new VirtualRule.Action.Blackhole()));
    o.flag("unreachable", d -> d.action = Optional.of(new VirtualRule.Action.Unreachable()));
    o.flag("prohibit", d -> d.action = Optional.of(new VirtualRule.Action.Prohibit()));
  }

  private Optional<Prefix> network(Arguments arguments) {
    boolean ipv6 = family.filter(AddressFamily.IPV6::equals).isPresent();
    return arguments.next().flatMap(word -> SyntaxWords.destination(arguments, word, ipv6));
  }

  /** {@code A-B}; a single number is a range of one, though keepalived refuses that. */
  private static Optional<VirtualRule.Range> range(Arguments arguments, String what, long most) {
    Optional<Word> word = arguments.peek();
    return SyntaxWords.pair(arguments, what, '-', most, -1)
        .map(v -> new VirtualRule.Range(v[0], v[1] < 0 ? v[0] : v[1]))
        .filter(
            range -> {
              if (range.first() > range.last()) {
                arguments.error(
                    "out-of-range",
                    word.orElseThrow(),
                    "\"" + word.get() + "\" ends before it begins.",
                    "Write the smaller number first.");
              }
              return range.first() <= range.last();
            });
  }
}

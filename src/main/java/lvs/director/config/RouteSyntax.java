package lvs.director.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Prefix;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRoute;
import lvs.director.model.VirtualRoute.Encapsulation;

/**
 * One line of virtual_routes or static_routes, in the words of {@code ip route}. The destination
 * may stand anywhere among the options; the first word that is no option is taken for it.
 */
final class RouteSyntax {
  private static final SyntaxOptions<RouteSyntax> OPTIONS = options();

  private final Statement at;
  private Optional<AddressFamily> family = Optional.empty();
  private VirtualRoute.RouteType type = VirtualRoute.RouteType.UNICAST;
  private Optional<Word> destination = Optional.empty();
  private Optional<InetAddress> source = Optional.empty();
  private Optional<Prefix> from = Optional.empty();
  private Optional<InetAddress> via = Optional.empty();
  private Optional<String> interfaceName = Optional.empty();
  private OptionalInt typeOfService = OptionalInt.empty();
  private Optional<String> table = Optional.empty();
  private Optional<String> protocol = Optional.empty();
  private Optional<String> scope = Optional.empty();
  private OptionalLong metric = OptionalLong.empty();
  private boolean onLink;
  private Optional<Encapsulation> encapsulation = Optional.empty();
  private Optional<Duration> expires = Optional.empty();
  private final RouteMetricOptions metrics = new RouteMetricOptions();
  private Optional<String> realms = Optional.empty();
  private Optional<VirtualRoute.Preference> preference = Optional.empty();
  private Optional<Boolean> propagatesTimeToLive = Optional.empty();
  private VirtualRoute.Insertion insertion = VirtualRoute.Insertion.PREPEND;
  private final List<VirtualRoute.NextHop> nextHops = new ArrayList<>();
  private boolean untracked;
  private Optional<String> trackGroup = Optional.empty();
  private Optional<String> vrf = Optional.empty();

  private RouteSyntax(Statement at) {
    this.at = at;
  }

  /** Empty when there is no usable destination; that is then reported. */
  static Optional<VirtualRoute> read(Arguments arguments) {
    RouteSyntax draft = new RouteSyntax(arguments.statement());
    while (arguments.peek().filter(word -> !CommentSign.begins(word)).isPresent()) {
      draft.takeWord(arguments);
    }
    return draft.resolve(arguments);
  }

  private void takeWord(Arguments arguments) {
    Word word = arguments.peek().orElseThrow();
    boolean option = OPTIONS.take(arguments, this) || metrics.take(arguments);
    if (!option && destination.isEmpty()) {
      destination = arguments.next();
    } else if (!option) {
      arguments.error(
          "bad-choice",
          word,
          "\"" + word + "\" is no word of a route.",
          "Write such words as via, dev, src, table, metric or nexthop.");
      arguments.rest();
    }
  }

  private Optional<VirtualRoute> resolve(Arguments arguments) {
    if (destination.isEmpty()) {
      arguments.error(
          "missing-destination",
          at.words().getLast(),
          "The route has no destination.",
          "Write a network such as 192.0.2.0/24, or default.");
      return Optional.empty();
    }
    return SyntaxWords.destination(arguments, destination.get(), isIpv6())
        .filter(network -> familiesFit(arguments, network))
        .map(this::route);
  }

  /** What default means is told by the family written, or by the gateway. */
  private boolean isIpv6() {
    return family
        .map(AddressFamily.IPV6::equals)
        .orElse(via.or(() -> source).filter(Inet6Address.class::isInstance).isPresent());
  }

  private boolean familiesFit(Arguments arguments, Prefix network) {
    boolean fits =
        source.map(address -> address instanceof Inet6Address == network.isIpv6()).orElse(true)
            && family.map(wanted -> wanted == AddressFamily.IPV6 == network.isIpv6()).orElse(true);
    if (!fits) {
      arguments.error(
          "mixed-families",
          destination.orElseThrow(),
          "The route mixes IPv4 and IPv6.",
          "Write destination and source of one family.");
    }
    return fits;
  }

  private VirtualRoute route(Prefix network) {
    boolean multipath = !nextHops.isEmpty();
    List<VirtualRoute.NextHop> hops = new ArrayList<>(nextHops);
    if (multipath && (via.isPresent() || interfaceName.isPresent())) {
      hops.addFirst(
          new VirtualRoute.NextHop(via, interfaceName, 1, onLink, encapsulation, Optional.empty()));
    }
    return new VirtualRoute(
        network.isIpv6() ? AddressFamily.IPV6 : AddressFamily.IPV4,
        type,
        network,
        source,
        from,
        multipath ? Optional.empty() : via,
        multipath ? Optional.empty() : interfaceName,
        typeOfService,
        table,
        protocol,
        scope,
        metric,
        onLink,
        encapsulation,
        expires,
        metrics.values(),
        metrics.congestionControl(),
        metrics.congestionControlLocked(),
        realms,
        metrics.explicitCongestionNotification(),
        preference,
        propagatesTimeToLive,
        insertion,
        List.copyOf(hops),
        !untracked,
        trackGroup,
        vrf);
  }

  private static SyntaxOptions<RouteSyntax> options() {
    SyntaxOptions<RouteSyntax> o = new SyntaxOptions<>();
    o.flag("inet", d -> d.family = Optional.of(AddressFamily.IPV4));
    o.flag("inet6", d -> d.family = Optional.of(AddressFamily.IPV6));
    for (VirtualRoute.RouteType type : VirtualRoute.RouteType.values()) {
      o.flag(type.name().toLowerCase(Locale.ROOT), d -> d.type = type);
    }
    o.add("to", (a, d) -> d.destination = a.next());
    o.address("src", (d, v) -> d.source = Optional.of(v));
    o.prefix("from", (d, v) -> d.from = Optional.of(v));
    o.add("via", (a, d) -> d.via = gateway(a));
    o.add("gw", (a, d) -> d.oldGateway(a));
    o.add("or", (a, d) -> d.oldAlternative(a));
    o.word("dev", (d, v) -> d.interfaceName = Optional.of(v)).also("oif", "dev");
    o.add("tos", (a, d) -> SyntaxWords.typeOfService(a, v -> d.typeOfService = v));
    o.also("dsfield", "tos");
    o.word("table", (d, v) -> d.table = Optional.of(v));
    o.word("protocol", (d, v) -> d.protocol = Optional.of(v));
    o.word("scope", (d, v) -> d.scope = Optional.of(v));
    o.number("metric", 0xffff_ffffL, (d, v) -> d.metric = OptionalLong.of(v));
    o.also("priority", "metric").also("preference", "metric");
    o.flag("onlink", d -> d.onLink = true);
    o.add("encap", (a, d) -> d.encapsulation = EncapsulationSyntax.read(a));
    o.number("expires", 0xffff_ffffL, (d, v) -> d.expires = Optional.of(Duration.ofSeconds(v)));
    o.word("realms", (d, v) -> d.realms = Optional.of(v));
    o.add("pref", (a, d) -> d.preference = a.choice(VirtualRoute.Preference.class));
    o.add("ttl-propagate", (a, d) -> d.propagatesTimeToLive = propagation(a));
    for (VirtualRoute.Insertion insertion : VirtualRoute.Insertion.values()) {
      o.flag(insertion.name().toLowerCase(Locale.ROOT), d -> d.insertion = insertion);
    }
    o.add("nexthop", (a, d) -> NextHopSyntax.read(a).ifPresent(d.nextHops::add));
    o.flag("no_track", d -> d.untracked = true);
    o.word("track_group", (d, v) -> d.trackGroup = Optional.of(v));
    o.word("vrf", (d, v) -> d.vrf = Optional.of(v));
    return o;
  }

  /** {@code [inet|inet6] ADDRESS}. */
  static Optional<InetAddress> gateway(Arguments arguments) {
    arguments.takes("inet");
    arguments.takes("inet6");
    return arguments.address();
  }

  private static Optional<Boolean> propagation(Arguments arguments) {
    return arguments.takes("enabled")
        ? Optional.of(true)
        : arguments.takes("disabled") ? Optional.of(false) : SyntaxWords.bool(arguments);
  }

  private void oldGateway(Arguments arguments) {
    deprecated(arguments, "gw", "via");
    via = gateway(arguments);
  }

  private void oldAlternative(Arguments arguments) {
    deprecated(arguments, "or", "nexthop via");
    gateway(arguments)
        .ifPresent(
            address ->
                nextHops.add(
                    new VirtualRoute.NextHop(
                        Optional.of(address),
                        Optional.empty(),
                        1,
                        false,
                        Optional.empty(),
                        Optional.empty())));
  }

  private void deprecated(Arguments arguments, String old, String replacement) {
    Word where =
        at.words().stream().filter(word -> word.text().equals(old)).findFirst().orElseThrow();
    arguments.warning(
        "deprecated-keyword",
        where,
        old + " is an old word of routes.",
        "Write " + replacement + ".");
  }
}

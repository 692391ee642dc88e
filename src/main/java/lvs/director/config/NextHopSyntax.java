package lvs.director.config;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.model.VirtualRoute;

/** One {@code nexthop} of a multipath route, up to the next one or the end of the line. */
final class NextHopSyntax {
  private static final SyntaxOptions<NextHopSyntax> OPTIONS =
      new SyntaxOptions<NextHopSyntax>()
          .add("via", (a, d) -> d.via = RouteSyntax.gateway(a))
          .word("dev", (d, v) -> d.interfaceName = Optional.of(v))
          .also("oif", "dev")
          .add("weight", (a, d) -> a.integer(1, 256).ifPresent(n -> d.weight = n))
          .flag("onlink", d -> d.onLink = true)
          .add("encap", (a, d) -> d.encapsulation = EncapsulationSyntax.read(a))
          .word("realms", (d, v) -> d.realms = Optional.of(v));

  private Optional<InetAddress> via = Optional.empty();
  private Optional<String> interfaceName = Optional.empty();
  private int weight = 1;
  private boolean onLink;
  private Optional<VirtualRoute.Encapsulation> encapsulation = Optional.empty();
  private Optional<String> realms = Optional.empty();

  private NextHopSyntax() {}

  /** Empty when neither gateway nor interface is there; that is then reported. */
  static Optional<VirtualRoute.NextHop> read(Arguments arguments) {
    NextHopSyntax draft = new NextHopSyntax();
    while (arguments.hasNext() && OPTIONS.take(arguments, draft)) {}
    if (draft.via.isEmpty() && draft.interfaceName.isEmpty()) {
      arguments.error(
          "missing-gateway",
          arguments.statement().words().getLast(),
          "nexthop names neither gateway nor interface.",
          "Write nexthop via ADDRESS dev INTERFACE weight NUMBER.");
      return Optional.empty();
    }
    return Optional.of(
        new VirtualRoute.NextHop(
            draft.via,
            draft.interfaceName,
            draft.weight,
            draft.onLink,
            draft.encapsulation,
            draft.realms));
  }
}

package lvs.director.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Word;
import lvs.director.model.AddressFamily;
import lvs.director.model.VirtualRoute.Encapsulation;

/** {@code encap mpls|ip|ip6|ila|seg6 …} of a route or of one of its next hops. */
final class EncapsulationSyntax {
  private static final SyntaxOptions<EncapsulationSyntax> TUNNEL =
      new SyntaxOptions<EncapsulationSyntax>()
          .number("id", Long.MAX_VALUE, (d, v) -> d.id = OptionalLong.of(v))
          .address("dst", (d, v) -> d.destination = Optional.of(v))
          .address("src", (d, v) -> d.source = Optional.of(v))
          .add("tos", (a, d) -> SyntaxWords.typeOfService(a, v -> d.typeOfService = v))
          .also("tc", "tos")
          .number("ttl", 255, (d, v) -> d.timeToLive = OptionalInt.of(v.intValue()))
          .also("hoplimit", "ttl")
          .number("flags", 0xffff, (d, v) -> d.flags = OptionalInt.of(v.intValue()));

  private OptionalLong id = OptionalLong.empty();
  private Optional<InetAddress> destination = Optional.empty();
  private Optional<InetAddress> source = Optional.empty();
  private OptionalInt typeOfService = OptionalInt.empty();
  private OptionalInt timeToLive = OptionalInt.empty();
  private OptionalInt flags = OptionalInt.empty();

  private EncapsulationSyntax() {}

  /** Empty when it is none; that is then reported. */
  static Optional<Encapsulation> read(Arguments arguments) {
    Optional<Word> kind = arguments.next();
    return switch (kind.map(Word::text).orElse("")) {
      case "mpls" -> mpls(arguments);
      case "ip" -> Optional.of(tunnel(arguments, AddressFamily.IPV4));
      case "ip6" -> Optional.of(tunnel(arguments, AddressFamily.IPV6));
      case "ila" -> ila(arguments);
      case "seg6" -> segments(arguments);
      default -> {
        kind.ifPresent(
            word -> arguments.badChoice(word, List.of("mpls", "ip", "ip6", "ila", "seg6")));
        yield Optional.empty();
      }
    };
  }

  private static Encapsulation tunnel(Arguments arguments, AddressFamily family) {
    EncapsulationSyntax draft = new EncapsulationSyntax();
    while (arguments.hasNext() && TUNNEL.take(arguments, draft)) {}
    return new Encapsulation.Tunnel(
        family,
        draft.id,
        draft.destination,
        draft.source,
        draft.typeOfService,
        draft.timeToLive,
        draft.flags);
  }

  private static Optional<Encapsulation> mpls(Arguments arguments) {
    Optional<Word> word = arguments.next();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> labels = new ArrayList<>();
    for (String label : word.get().text().split("/", -1)) {
      Optional<Long> number = SyntaxNumbers.of(label, 0xfffff);
      if (number.isEmpty()) {
        return wrong(arguments, word.get(), "MPLS labels", "numbers up to 1048575 such as 100/200");
      }
      labels.add(number.get().intValue());
    }
    OptionalInt ttl =
        arguments.takes("ttl")
            ? SyntaxWords.number(arguments, "ttl", 255)
                .map(n -> OptionalInt.of(n.intValue()))
                .orElse(OptionalInt.empty())
            : OptionalInt.empty();
    return Optional.of(new Encapsulation.Mpls(List.copyOf(labels), ttl));
  }

  private static Optional<Encapsulation> ila(Arguments arguments) {
    Optional<Word> word = arguments.next();
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (!word.get().text().matches("[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4}){3}")) {
      return wrong(arguments, word.get(), "an ILA locator", "four groups such as 2001:db8:0:1");
    }
    long locator = 0;
    for (String group : word.get().text().split(":")) {
      locator = locator << 16 | Long.parseLong(group, 16);
    }
    return Optional.of(new Encapsulation.Ila(locator));
  }

  private static Optional<Encapsulation> segments(Arguments arguments) {
    Optional<String> mode = arguments.takes("mode") ? arguments.word() : Optional.of("encap");
    arguments.takes("segs");
    Optional<Word> word = arguments.next();
    if (word.isEmpty() || mode.isEmpty()) {
      return Optional.empty();
    }
    List<InetAddress> segments = new ArrayList<>();
    for (String segment : word.get().text().split(",", -1)) {
      Optional<InetAddress> address = Endpoint.address(segment);
      if (address.filter(Inet6Address.class::isInstance).isEmpty()) {
        return wrong(arguments, word.get(), "segments", "IPv6 addresses joined by commas");
      }
      segments.add(address.get());
    }
    return Optional.of(new Encapsulation.Segments(mode.get(), List.copyOf(segments)));
  }

  private static Optional<Encapsulation> wrong(
      Arguments arguments, Word at, String what, String wanted) {
    arguments.error(
        "bad-encapsulation", at, "\"" + at + "\" are not " + what + ".", "Write " + wanted + ".");
    return Optional.empty();
  }
}

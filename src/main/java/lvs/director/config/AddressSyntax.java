package lvs.director.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.VirtualAddress;

/**
 * One line of virtual_ipaddress, virtual_ipaddress_excluded or static_ipaddress, in the words of
 * {@code ip address}.
 */
final class AddressSyntax {
  private static final int LONGEST_LABEL = 15;

  private static final SyntaxOptions<AddressSyntax> OPTIONS = options();

  private final Statement at;
  private final Prefix prefix;
  private Optional<String> interfaceName = Optional.empty();
  private Optional<String> broadcast = Optional.empty();
  private String scope = "global";
  private Optional<String> label = Optional.empty();
  private Optional<Prefix> peer = Optional.empty();
  private boolean home;
  private boolean detectsDuplicates;
  private boolean managesTemporaryAddresses;
  private boolean noPrefixRoute;
  private boolean autojoin;
  private Optional<Lifetime> preferredLifetime = Optional.empty();
  private boolean untracked;
  private Optional<String> trackGroup = Optional.empty();
  private boolean onOwnVmac;

  private AddressSyntax(Statement at, Prefix prefix) {
    this.at = at;
    this.prefix = prefix;
  }

  /** Empty when the line does not begin with an address; that is then reported. */
  static Optional<AddressSyntax> read(Arguments arguments) {
    arguments.takes("inet");
    arguments.takes("inet6");
    Statement at = arguments.statement();
    Optional<Prefix> prefix = arguments.next().flatMap(word -> SyntaxWords.prefix(arguments, word));
    if (prefix.isEmpty()) {
      arguments.rest();
      return Optional.empty();
    }
    AddressSyntax draft = new AddressSyntax(at, prefix.get());
    OPTIONS.takeAll(arguments, draft);
    return Optional.of(draft);
  }

  Statement at() {
    return at;
  }

  Prefix prefix() {
    return prefix;
  }

  Optional<String> interfaceName() {
    return interfaceName;
  }

  Optional<String> trackGroup() {
    return trackGroup;
  }

  /** The address as it will stand on an interface, by default on the one given. */
  VirtualAddress resolve(Optional<String> defaultInterface) {
    return new VirtualAddress(
        prefix,
        interfaceName.or(() -> defaultInterface),
        broadcast.flatMap(this::broadcastAddress),
        scope,
        label,
        peer,
        home,
        detectsDuplicates,
        managesTemporaryAddresses,
        noPrefixRoute,
        autojoin,
        lifetime(),
        !untracked,
        trackGroup,
        onOwnVmac);
  }

  /** A single IPv6 address is deprecated from the start, so that it is no source by chance. */
  private Optional<Duration> lifetime() {
    return preferredLifetime
        .map(Lifetime::duration)
        .orElse(prefix.isIpv6() && prefix.isHost() ? Optional.of(Duration.ZERO) : Optional.empty());
  }

  private Optional<InetAddress> broadcastAddress(String text) {
    return switch (text) {
      case "+" -> Optional.of(prefix.last());
      case "-" -> Optional.of(prefix.first());
      default -> Endpoint.address(text);
    };
  }

  private static SyntaxOptions<AddressSyntax> options() {
    return new SyntaxOptions<AddressSyntax>()
        .add("broadcast", AddressSyntax::takeBroadcast)
        .also("brd", "broadcast")
        .word("dev", (d, v) -> d.interfaceName = Optional.of(v))
        .word("scope", (d, v) -> d.scope = v)
        .add("label", AddressSyntax::takeLabel)
        .prefix("peer", (d, v) -> d.peer = Optional.of(v))
        .flag("home", d -> d.home = true)
        .flag("-nodad", d -> d.detectsDuplicates = true)
        .flag("mngtmpaddr", d -> d.managesTemporaryAddresses = true)
        .flag("noprefixroute", d -> d.noPrefixRoute = true)
        .flag("autojoin", d -> d.autojoin = true)
        .flag("no_track", d -> d.untracked = true)
        .add("preferred_lft", AddressSyntax::takeLifetime)
        .word("track_group", (d, v) -> d.trackGroup = Optional.of(v))
        .flag("use_vmac", d -> d.onOwnVmac = true);
  }

  private static void takeBroadcast(Arguments arguments, AddressSyntax draft) {
    Optional<Word> word = arguments.next();
    boolean sign = word.filter(w -> w.text().equals("+") || w.text().equals("-")).isPresent();
    draft.broadcast = word.filter(w -> sign || arguments.address(w).isPresent()).map(Word::text);
    if (draft.prefix.isIpv6() && word.isPresent()) {
      arguments.warning(
          "not-for-ipv6", word.get(), "IPv6 has no broadcast; it is ignored.", "Remove it.");
      draft.broadcast = Optional.empty();
    }
  }

  private static void takeLabel(Arguments arguments, AddressSyntax draft) {
    Optional<Word> word = arguments.next();
    draft.label = word.map(Word::text);
    if (word.filter(w -> w.text().length() > LONGEST_LABEL).isPresent()) {
      arguments.warning(
          "label-too-long",
          word.get(),
          "A label has at most " + LONGEST_LABEL + " characters; it is left out.",
          "Shorten it.");
      draft.label = Optional.empty();
    } else if (draft.prefix.isIpv6() && word.isPresent()) {
      arguments.warning(
          "not-for-ipv6", word.get(), "IPv6 has no labels; it is ignored.", "Remove it.");
      draft.label = Optional.empty();
    }
  }

  private static void takeLifetime(Arguments arguments, AddressSyntax draft) {
    if (arguments.takes("forever") || arguments.takes("infinite")) {
      draft.preferredLifetime = Optional.of(new Lifetime(Optional.empty()));
    } else {
      SyntaxWords.number(arguments, "preferred_lft", 0xffff_fffeL)
          .map(Duration::ofSeconds)
          .ifPresent(v -> draft.preferredLifetime = Optional.of(new Lifetime(Optional.of(v))));
    }
  }

  /** A lifetime that was written; without duration it is forever. */
  private record Lifetime(Optional<Duration> duration) {}
}

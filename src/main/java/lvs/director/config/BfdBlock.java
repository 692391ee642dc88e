package lvs.director.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.BfdSession;

/** bfd_instance NAME { … }. */
final class BfdBlock {
  static final BlockGrammar<BfdBlock> GRAMMAR = grammar();

  private static final int LONGEST_NAME = 31;
  private static final int MOST_MILLIS = 4294967;
  private static final int UNUSUAL_MILLIS = 10000;
  private static final int UNUSUAL_MULTIPLIER = 10;

  private Optional<InetAddress> neighbour = Optional.empty();
  private Optional<InetAddress> source = Optional.empty();
  private int minimumReceive = 10;
  private int minimumTransmit = 10;
  private int idleTransmit = 1000;
  private int multiplier = 5;
  private boolean passive;
  private Optional<Integer> timeToLive = Optional.empty();
  private int maximumHops;
  private boolean multihop;
  private int weight;
  private boolean reverse;
  private boolean forVirtualRouters;
  private boolean forChecks;

  /** Empty without a usable neighbour; that is then reported. */
  Optional<BfdSession> resolve(String name, Lines lines, Binding binding) {
    if (name.length() > LONGEST_NAME) {
      binding.error(
          "name-too-long",
          lines.opened(),
          "The name " + name + " is longer than " + LONGEST_NAME + " characters.",
          "Shorten it.");
    }
    if (neighbour.isEmpty()) {
      binding.error(
          "missing-neighbour",
          lines.opened(),
          "bfd_instance " + name + " has no neighbour and is left out.",
          "Add neighbor_ip ADDRESS.");
    }
    warnAboutUnusual(lines, binding);
    return neighbour.filter(peer -> familiesFit(peer, lines, binding)).map(p -> session(name, p));
  }

  private boolean familiesFit(InetAddress peer, Lines lines, Binding binding) {
    boolean fits = source.map(own -> own.getClass() == peer.getClass()).orElse(true);
    if (!fits) {
      binding.error(
          "mixed-families",
          lines.at("source_ip"),
          "source_ip and neighbor_ip are of different families.",
          "Write two IPv4 or two IPv6 addresses.");
    }
    return fits;
  }

  private void warnAboutUnusual(Lines lines, Binding binding) {
    unusual(lines, binding, "min_rx", minimumReceive, UNUSUAL_MILLIS);
    unusual(lines, binding, "min_tx", minimumTransmit, UNUSUAL_MILLIS);
    unusual(lines, binding, "multiplier", multiplier, UNUSUAL_MULTIPLIER);
  }

  private static void unusual(Lines lines, Binding binding, String keyword, int value, int most) {
    if (value > most) {
      binding.warning(
          "unusual-value",
          lines.at(keyword),
          keyword + " " + value + " makes the session slow to notice a failure.",
          "Write at most " + most + ".");
    }
  }

  private BfdSession session(String name, InetAddress peer) {
    return new BfdSession(
        name,
        peer,
        source,
        Duration.ofMillis(minimumReceive),
        Duration.ofMillis(minimumTransmit),
        Duration.ofMillis(idleTransmit),
        multiplier,
        passive,
        timeToLive.orElse(peer instanceof Inet6Address ? 64 : 255),
        maximumHops < 0 ? OptionalInt.empty() : OptionalInt.of(maximumHops),
        multihop,
        weight,
        reverse,
        forVirtualRouters == forChecks
            ? BfdSession.Audience.BOTH
            : forChecks ? BfdSession.Audience.CHECKS : BfdSession.Audience.VIRTUAL_ROUTERS);
  }

  private static BlockGrammar<BfdBlock> grammar() {
    BlockGrammar<BfdBlock> g = new BlockGrammar<>("bfd_instance");
    g.from(KeywordState.ENGINE_LATER, "BFD");
    g.keyword("neighbor_ip", "IP", "-", "-", (a, d) -> d.neighbour = a.address());
    g.alias("neighbour_ip", "neighbor_ip");
    g.keyword("source_ip", "IP", "-", "-", (a, d) -> d.source = a.address());
    g.integer("min_rx", "10", 1, MOST_MILLIS, (d, n) -> d.minimumReceive = n);
    g.integer("min_tx", "10", 1, MOST_MILLIS, (d, n) -> d.minimumTransmit = n);
    g.integer("idle_tx", "1000", 1000, MOST_MILLIS, (d, n) -> d.idleTransmit = n);
    g.integer("multiplier", "5", 1, 255, (d, n) -> d.multiplier = n);
    g.flag("passive", (d, on) -> d.passive = on);
    g.integer("ttl", "255, IPv6 64", 1, 255, (d, n) -> d.timeToLive = Optional.of(n));
    g.alias("hoplimit", "ttl");
    g.integer("max_hops", "0", -1, 255, (d, n) -> d.maximumHops = n).note("-1 checks nothing");
    g.bool("multihop", "off", (d, on) -> d.multihop = on);
    WeightKeyword.add(g, "0", 253, BfdBlock::takeWeight);
    g.flag("vrrp", (d, on) -> d.forVirtualRouters = on);
    g.flag("checker", (d, on) -> d.forChecks = on);
    return g;
  }

  private void takeWeight(int newWeight, boolean reversed) {
    weight = newWeight;
    reverse = reversed;
  }
}

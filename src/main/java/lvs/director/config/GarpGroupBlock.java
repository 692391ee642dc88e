package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.LinkSettings;

/** garp_group { … }: interfaces that share one limit of gratuitous ARPs. */
final class GarpGroupBlock {
  static final BlockGrammar<GarpGroupBlock> GRAMMAR = grammar();

  private final List<String> interfaces = new ArrayList<>();
  private Duration arp = Duration.ZERO;
  private Duration neighbour = Duration.ZERO;

  /** Empty when it names no interface or limits nothing; that is then reported. */
  Optional<LinkSettings.SpacingGroup> resolve(Statement at, Binding binding) {
    if (interfaces.isEmpty() || arp.isZero() && neighbour.isZero()) {
      binding.warning(
          "incomplete-garp-group",
          at,
          "The garp_group " + (interfaces.isEmpty() ? "has no interface" : "limits nothing") + ".",
          "Write both interface NAME and garp_interval SECONDS.");
      return Optional.empty();
    }
    return Optional.of(
        new LinkSettings.SpacingGroup(
            List.copyOf(interfaces), new GratuitousArpSettings.Spacing(arp, neighbour)));
  }

  private static BlockGrammar<GarpGroupBlock> grammar() {
    BlockGrammar<GarpGroupBlock> g = new BlockGrammar<>("garp_group");
    g.seconds("garp_interval", "0", "0", "1000", (d, v) -> d.arp = v);
    g.seconds("gna_interval", "0", "0", "1000", (d, v) -> d.neighbour = v);
    g.word("interface", "INTERFACE", "-", (d, v) -> d.interfaces.add(v));
    g.items(
        "interfaces",
        "{ INTERFACE … }",
        (a, d) -> a.items(item -> item.rest().forEach(word -> d.interfaces.add(word.text()))));
    return g;
  }
}

package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.LinkSettings;

/** Root blocks about the links of this machine. */
final class LinkKeywords {
  static final BlockGrammar<LinkKeywords> GRAMMAR = grammar();

  private static final int LONGEST_DELAY_SECONDS = 255;

  /** Blocks and where they stand. */
  private record Spaced(GarpGroupBlock draft, Statement at) {}

  private boolean pollsEverywhere;
  final List<LinkSettings.Polled> polled = new ArrayList<>();
  private final List<LinkSettings.UpDownDelay> delays = new ArrayList<>();
  private final List<Spaced> groups = new ArrayList<>();

  LinkSettings resolve(GratuitousArpSettings.Spacing spacing, Binding binding) {
    return new LinkSettings(
        pollsEverywhere,
        List.copyOf(polled),
        List.copyOf(delays),
        spacing,
        groups.stream().flatMap(g -> g.draft().resolve(g.at(), binding).stream()).toList());
  }

  private static BlockGrammar<LinkKeywords> grammar() {
    BlockGrammar<LinkKeywords> g = new BlockGrammar<>("the top level");
    g.flag("linkbeat_use_polling", (d, on) -> d.pollsEverywhere = on);
    g.items(
        "linkbeat_interfaces",
        "{ INTERFACE [MII|ETHTOOL|IOCTL] … }",
        (a, d) -> a.items(d::takePolled));
    g.items(
        "interface_up_down_delays",
        "{ INTERFACE DOWN-SECONDS [UP-SECONDS] … }",
        (a, d) -> a.items(d::takeDelay));
    g.block("garp_group", "", GarpGroupBlock.GRAMMAR, (a, d) -> d.takeGroup(a));
    return g;
  }

  private void takePolled(Arguments item) {
    String name = item.word().orElseThrow();
    Optional<LinkSettings.PollMethod> method =
        item.hasNext()
            ? item.choice(LinkSettings.PollMethod.class, Enum::name)
            : Optional.of(LinkSettings.PollMethod.AUTOMATIC);
    method.ifPresent(how -> polled.add(new LinkSettings.Polled(name, how)));
  }

  private void takeDelay(Arguments item) {
    String name = item.word().orElseThrow();
    Optional<Integer> down = item.integer(0, LONGEST_DELAY_SECONDS);
    Optional<Integer> up = item.hasNext() ? item.integer(0, LONGEST_DELAY_SECONDS) : Optional.of(0);
    down.ifPresent(
        d ->
            up.ifPresent(
                u ->
                    delays.add(
                        new LinkSettings.UpDownDelay(
                            name, Duration.ofSeconds(d), Duration.ofSeconds(u)))));
  }

  private void takeGroup(Arguments arguments) {
    GarpGroupBlock draft = new GarpGroupBlock();
    arguments.block(GarpGroupBlock.GRAMMAR, draft);
    groups.add(new Spaced(draft, arguments.statement()));
  }
}

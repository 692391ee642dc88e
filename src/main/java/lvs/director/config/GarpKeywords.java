package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.GratuitousArpSettings;

/** When gratuitous ARP is sent: the same words with and without {@code vrrp_} before them. */
final class GarpKeywords {
  private static final BlockGrammar<GarpKeywords> INSTANCE = grammar("vrrp_instance", "");
  private static final BlockGrammar<GarpKeywords> GLOBALS = grammar("global_defs", "vrrp_");

  private Optional<Integer> masterDelay = Optional.empty();
  private Optional<Integer> masterRepeat = Optional.empty();
  private Optional<Integer> refresh = Optional.empty();
  private Optional<Integer> refreshRepeat = Optional.empty();
  private Optional<Integer> lowerPriorityDelay = Optional.empty();
  private Optional<Integer> lowerPriorityRepeat = Optional.empty();
  private Optional<Duration> extraInterval = Optional.empty();
  private boolean extraEverywhere;

  static BlockGrammar<GarpKeywords> instance() {
    return INSTANCE;
  }

  static BlockGrammar<GarpKeywords> globals() {
    return GLOBALS;
  }

  /**
   * What holds where these words leave something to {@code inherited}. The lower priority values
   * follow the master values written beside them.
   */
  GratuitousArpSettings resolve(GratuitousArpSettings inherited) {
    Optional<Duration> delay = masterDelay.map(Duration::ofSeconds);
    return new GratuitousArpSettings(
        delay.orElse(inherited.masterDelay()),
        masterRepeat.orElse(inherited.masterRepeat()),
        refresh.map(Duration::ofSeconds).orElse(inherited.refresh()),
        refreshRepeat.orElse(inherited.refreshRepeat()),
        lowerPriorityDelay
            .map(Duration::ofSeconds)
            .or(() -> delay)
            .orElse(inherited.lowerPriorityDelay()),
        lowerPriorityRepeat.or(() -> masterRepeat).orElse(inherited.lowerPriorityRepeat()),
        extraInterval.orElse(inherited.extraInterval()),
        extraInterval.isPresent() ? extraEverywhere : inherited.extraEverywhere());
  }

  /** RFC 5798 knows no answer to a lower priority. */
  static GratuitousArpSettings strict(GratuitousArpSettings g) {
    return new GratuitousArpSettings(
        g.masterDelay(),
        g.masterRepeat(),
        g.refresh(),
        g.refreshRepeat(),
        Duration.ZERO,
        0,
        g.extraInterval(),
        g.extraEverywhere());
  }

  private static BlockGrammar<GarpKeywords> grammar(String block, String prefix) {
    BlockGrammar<GarpKeywords> g = new BlockGrammar<>(block);
    int most = Integer.MAX_VALUE;
    g.integer(prefix + "garp_master_delay", "5", 0, most, (d, n) -> d.masterDelay = Optional.of(n));
    g.integer(
            prefix + "garp_master_repeat",
            "5",
            0,
            most,
            (d, n) -> d.masterRepeat = Optional.of(Math.max(1, n)))
        .note("0 counts as 1");
    g.integer(prefix + "garp_master_refresh", "0", 0, most, (d, n) -> d.refresh = Optional.of(n));
    g.integer(
            prefix + "garp_master_refresh_repeat",
            "1",
            0,
            most,
            (d, n) -> d.refreshRepeat = Optional.of(Math.max(1, n)))
        .note("0 counts as 1");
    g.integer(
        prefix + "garp_lower_prio_delay",
        prefix + "garp_master_delay",
        0,
        most,
        (d, n) -> d.lowerPriorityDelay = Optional.of(n));
    g.integer(
        prefix + "garp_lower_prio_repeat",
        prefix + "garp_master_repeat",
        0,
        most,
        (d, n) -> d.lowerPriorityRepeat = Optional.of(n));
    g.keyword(
        prefix + "garp_extra_if",
        "[all] SECONDS",
        "off",
        "0 to 86400",
        (a, d) -> VrrpWords.extra(a, d::takeExtra));
    g.synonym(prefix + "vmac_garp_intvl", prefix + "garp_extra_if");
    return g;
  }

  private void takeExtra(boolean everywhere, Duration interval) {
    extraInterval = Optional.of(interval);
    extraEverywhere = everywhere;
  }
}

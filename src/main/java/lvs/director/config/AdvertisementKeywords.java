package lvs.director.config;

import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.model.AdvertisementRules;
import lvs.director.model.VirtualRouter;

/** How advertisements are treated: words of global_defs and, nearly the same, of vrrp_instance. */
final class AdvertisementKeywords {
  private static final BlockGrammar<AdvertisementKeywords> INSTANCE = instanceGrammar();
  private static final BlockGrammar<AdvertisementKeywords> GLOBALS = globalGrammar();

  Optional<Integer> downTimer = Optional.empty();
  Optional<Boolean> lowerPriorityUnanswered = Optional.empty();
  Optional<Boolean> speaksBeforeYielding = Optional.empty();
  Optional<Boolean> ownerIgnores = Optional.empty();
  private Optional<Boolean> skipsAddressList = Optional.empty();
  private Optional<Boolean> withoutPseudoHeader = Optional.empty();
  OptionalInt yieldsWhenLateBelow = OptionalInt.empty();

  static BlockGrammar<AdvertisementKeywords> instance() {
    return INSTANCE;
  }

  static BlockGrammar<AdvertisementKeywords> globals() {
    return GLOBALS;
  }

  AdvertisementRules resolve(AdvertisementRules inherited) {
    return new AdvertisementRules(
        downTimer.orElse(inherited.downTimerAdvertisements()),
        lowerPriorityUnanswered.map(no -> !no).orElse(inherited.answersLowerPriority()),
        speaksBeforeYielding.orElse(inherited.speaksBeforeYielding()),
        ownerIgnores.orElse(inherited.ownerIgnores()),
        skipsAddressList.map(skips -> !skips).orElse(inherited.checksAddressList()),
        withoutPseudoHeader.orElse(inherited.version3ChecksumWithoutPseudoHeader()),
        yieldsWhenLateBelow);
  }

  /** What strict mode leaves no choice about (RFC 5798, 6.4). */
  static AdvertisementRules strict(AdvertisementRules r, int priority) {
    return new AdvertisementRules(
        AdvertisementRules.DEFAULT.downTimerAdvertisements(),
        false,
        false,
        priority == VirtualRouter.OWNER_PRIORITY || r.ownerIgnores(),
        r.checksAddressList(),
        r.version3ChecksumWithoutPseudoHeader(),
        r.yieldsWhenLateBelow());
  }

  static AdvertisementRules withoutYielding(AdvertisementRules r) {
    return new AdvertisementRules(
        r.downTimerAdvertisements(),
        r.answersLowerPriority(),
        r.speaksBeforeYielding(),
        r.ownerIgnores(),
        r.checksAddressList(),
        r.version3ChecksumWithoutPseudoHeader(),
        OptionalInt.empty());
  }

  private static BlockGrammar<AdvertisementKeywords> globalGrammar() {
    BlockGrammar<AdvertisementKeywords> g = new BlockGrammar<>("global_defs");
    shared(g, "vrrp_");
    g.keyword(
            "v3_checksum_as_v2",
            "",
            "off",
            "-",
            (a, d) -> d.withoutPseudoHeader = a.hasNext() ? a.bool() : Optional.of(true))
        .note("keepalived takes any value for on; off is honoured here");
    return g;
  }

  private static BlockGrammar<AdvertisementKeywords> instanceGrammar() {
    BlockGrammar<AdvertisementKeywords> g = new BlockGrammar<>("vrrp_instance");
    shared(g, "");
    g.bool("v3_checksum_as_v2", "global", (d, on) -> d.withoutPseudoHeader = Optional.of(on));
    g.keyword(
            "timer_expired_backup",
            "[PRIORITY]",
            "off; 254",
            "1 to 254",
            (a, d) ->
                (a.hasNext() ? a.integer(1, 254) : Optional.of(254))
                    .ifPresent(n -> d.yieldsWhenLateBelow = OptionalInt.of(n)))
        .note("needs nopreempt; without it the highest priority heard counts, else 254");
    g.alias("thread_timer_expired", "timer_expired_backup");
    return g;
  }

  private static void shared(BlockGrammar<AdvertisementKeywords> g, String prefix) {
    String inherited = prefix.isEmpty() ? "global" : "off";
    g.integer(prefix + "down_timer_adverts", "3", 1, 100, (d, n) -> d.downTimer = Optional.of(n));
    g.bool(
        prefix + "lower_prio_no_advert",
        inherited,
        (d, on) -> d.lowerPriorityUnanswered = Optional.of(on));
    g.bool(
        prefix + "higher_prio_send_advert",
        inherited,
        (d, on) -> d.speaksBeforeYielding = Optional.of(on));
    g.bool(prefix + "owner_ignore_adverts", inherited, (d, on) -> d.ownerIgnores = Optional.of(on));
    g.bool(
        prefix + "skip_check_adv_addr", inherited, (d, on) -> d.skipsAddressList = Optional.of(on));
  }
}

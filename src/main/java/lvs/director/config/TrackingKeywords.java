package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;

/** What a virtual router or a sync group watches: lists of names, each with a weight or without. */
final class TrackingKeywords {
  private static final BlockGrammar<TrackingKeywords> INSTANCE = instanceGrammar();
  private static final BlockGrammar<TrackingKeywords> GROUP = grammar("vrrp_sync_group");

  /** Kinds of things that are watched. */
  enum Kind {
    INTERFACE("interface", 253),
    SCRIPT("vrrp_script", 253),
    FILE("track_file", 254),
    PROCESS("vrrp_track_process", 254),
    BFD("bfd_instance", 253);

    final String definedBy;
    private final int mostWeight;

    Kind(String definedBy, int mostWeight) {
      this.definedBy = definedBy;
      this.mostWeight = mostWeight;
    }
  }

  /** A name in one of the lists. */
  record TrackedName(
      Kind kind, Word name, Statement at, Optional<Integer> weight, Optional<Boolean> reverse) {}

  private final List<TrackedName> references = new ArrayList<>();
  private boolean primaryIgnored;

  static BlockGrammar<TrackingKeywords> instance() {
    return INSTANCE;
  }

  static BlockGrammar<TrackingKeywords> group() {
    return GROUP;
  }

  List<TrackedName> references() {
    return references;
  }

  boolean primaryIgnored() {
    return primaryIgnored;
  }

  private static BlockGrammar<TrackingKeywords> instanceGrammar() {
    BlockGrammar<TrackingKeywords> g = grammar("vrrp_instance");
    g.flag("dont_track_primary", (d, on) -> d.primaryIgnored = on);
    return g;
  }

  private static BlockGrammar<TrackingKeywords> grammar(String block) {
    BlockGrammar<TrackingKeywords> g = new BlockGrammar<>(block);
    list(g, "track_interface", Kind.INTERFACE);
    list(g, "track_script", Kind.SCRIPT);
    list(g, "track_file", Kind.FILE);
    list(g, "track_process", Kind.PROCESS);
    g.from(KeywordState.ENGINE_LATER, "BFD: a tracked session counts as up");
    list(g, "track_bfd", Kind.BFD);
    g.from(KeywordState.WORKS, "");
    return g;
  }

  private static void list(BlockGrammar<TrackingKeywords> g, String keyword, Kind kind) {
    g.items(
        keyword,
        "{ NAME [weight NUMBER [reverse|noreverse]] … }",
        (a, d) -> a.items(item -> d.take(item, kind)));
  }

  /** keepalived takes 254 for 253 where 253 is the most. */
  private void take(Arguments item, Kind kind) {
    Word name = item.next().orElseThrow();
    Optional<Integer> weight = Optional.empty();
    Optional<Boolean> reverse = Optional.empty();
    if (item.takes("weight")) {
      int most = kind.mostWeight;
      weight = item.integer(-254, 254).map(number -> Math.clamp(number, -most, most));
      boolean reversed = item.takes("reverse");
      reverse = reversed || item.takes("noreverse") ? Optional.of(reversed) : Optional.empty();
    }
    references.add(new TrackedName(kind, name, item.statement(), weight, reverse));
  }
}

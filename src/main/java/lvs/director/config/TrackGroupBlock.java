package lvs.director.config;

import java.util.ArrayList;
import java.util.List;

/** track_group NAME { group { … } }: who suffers when a static item is lost. */
final class TrackGroupBlock {
  static final BlockGrammar<TrackGroupBlock> GRAMMAR = grammar();

  private final List<SyncGroupBlock.Member> members = new ArrayList<>();

  List<SyncGroupBlock.Member> members() {
    return members;
  }

  private static BlockGrammar<TrackGroupBlock> grammar() {
    BlockGrammar<TrackGroupBlock> g = new BlockGrammar<>("track_group");
    g.items(
        "group",
        "{ VRRP_INSTANCE … }",
        (a, d) ->
            a.items(
                item ->
                    item.rest()
                        .forEach(
                            word ->
                                d.members.add(new SyncGroupBlock.Member(word, item.statement())))));
    return g;
  }
}

package lvs.director.config;

import java.util.ArrayList;
import java.util.List;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.SyncGroup;

/** vrrp_sync_group NAME { … }. */
final class SyncGroupBlock {
  static final BlockGrammar<SyncGroupBlock> GRAMMAR = grammar();

  /** A member's name where it stands. */
  record Member(Word name, Statement at) {}

  private final List<Member> members = new ArrayList<>();
  private final TrackingKeywords tracking = new TrackingKeywords();
  private final NotifyKeywords notifications = new NotifyKeywords();
  private boolean weightedTracking;

  List<Member> members() {
    return members;
  }

  SyncGroup resolve(
      Named<SyncGroupBlock> block,
      List<String> names,
      Trackers trackers,
      GlobalDefinitions global) {
    return new SyncGroup(
        block.name(),
        names,
        trackers.resolve(tracking, block.order()),
        weightedTracking,
        notifications.scripts(),
        notifications.smtpAlert(global.mail().virtualRouterAlert()),
        notifications.priorityChanges(global.pipes().priorityChanges()));
  }

  /** Binds the block; members that stand outside group { } are told from unknown keywords. */
  static void bind(Arguments arguments, SyncGroupBlock draft) {
    List<Statement> known = new ArrayList<>();
    for (Statement each :
        arguments.statement().block().map(Statement.Block::statements).orElse(List.of())) {
      boolean bareName =
          each.words().size() == 1
              && each.block().isEmpty()
              && GRAMMAR.find(each.keyword()).isEmpty()
              && NearestWord.of(
                      each.keyword(), GRAMMAR.keywords().stream().map(Keyword::name).toList())
                  .isEmpty();
      if (bareName) {
        arguments
            .binding()
            .error(
                "member-outside-group",
                each,
                each.keyword() + " is no keyword of vrrp_sync_group and is ignored.",
                "If it is a member, write group { " + each.keyword() + " }.");
      } else {
        known.add(each);
      }
    }
    GRAMMAR.bind(arguments.binding(), known, draft);
  }

  private static BlockGrammar<SyncGroupBlock> grammar() {
    BlockGrammar<SyncGroupBlock> g = new BlockGrammar<>("vrrp_sync_group");
    g.items("group", "{ VRRP_INSTANCE … }", (a, d) -> a.items(d::takeMembers));
    g.include(TrackingKeywords.group(), d -> d.tracking);
    g.include(NotifyKeywords.group(), d -> d.notifications);
    g.flag("global_tracking", (d, on) -> {})
        .withoutEffect("members of a group always share their trackers");
    g.bool("sync_group_tracking_weight", "off", (d, on) -> d.weightedTracking = on);
    return g;
  }

  private void takeMembers(Arguments item) {
    item.rest().forEach(word -> members.add(new Member(word, item.statement())));
  }
}

package lvs.director.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import lvs.director.config.text.Word;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.VrrpConfiguration;

/**
 * Everything at the root of the file that is neither a virtual server nor the director's own block:
 * collected here while the text is read, resolved when all of it is known.
 */
final class VrrpDraft {
  static final BlockGrammar<VrrpDraft> ROOT = root();

  final GlobalDefsBlock global = new GlobalDefsBlock();

  /** The words of global_defs about virtual services. */
  final LvsGlobals lvs = global.lvs;

  final LinkKeywords links = new LinkKeywords();
  final StaticBlocks statics = new StaticBlocks();
  final Map<String, Named<TrackScriptBlock>> scripts = new LinkedHashMap<>();
  final Map<String, Named<TrackFileBlock>> files = new LinkedHashMap<>();
  final Map<String, Named<TrackProcessBlock>> processes = new LinkedHashMap<>();
  final Map<String, Named<BfdBlock>> bfdSessions = new LinkedHashMap<>();
  final Map<String, Named<TrackGroupBlock>> trackGroups = new LinkedHashMap<>();
  final Map<String, Named<SyncGroupBlock>> syncGroups = new LinkedHashMap<>();
  final Map<String, Named<InstanceBlock>> instances = new LinkedHashMap<>();
  private final IdentityKeywords identity = new IdentityKeywords();
  private int blocks;

  GlobalDefinitions global() {
    return global.definitions(identity);
  }

  /** Everything checked and resolved; what is wrong is reported to the binding. */
  VrrpConfiguration vrrp(Binding binding) {
    return new VrrpResolution(this, binding).resolve();
  }

  private static BlockGrammar<VrrpDraft> root() {
    BlockGrammar<VrrpDraft> g = new BlockGrammar<>("the top level");
    g.include(IdentityKeywords.GRAMMAR, d -> d.identity);
    g.block("global_defs", "", GlobalDefsBlock.GRAMMAR, (a, d) -> d.global.bind(a))
        .state(KeywordState.WORKS, "see its keywords");
    g.include(LinkKeywords.GRAMMAR, d -> d.links);
    g.include(StaticBlocks.GRAMMAR, d -> d.statics);
    named(g, "track_group", TrackGroupBlock.GRAMMAR, TrackGroupBlock::new, d -> d.trackGroups);
    named(g, "vrrp_script", TrackScriptBlock.GRAMMAR, TrackScriptBlock::new, d -> d.scripts);
    named(g, "track_file", TrackFileBlock.GRAMMAR, TrackFileBlock::new, d -> d.files);
    g.synonym("vrrp_track_file", "track_file");
    named(
        g,
        "vrrp_track_process",
        TrackProcessBlock.GRAMMAR,
        TrackProcessBlock::new,
        d -> d.processes);
    g.from(KeywordState.ENGINE_LATER, "BFD");
    named(g, "bfd_instance", BfdBlock.GRAMMAR, BfdBlock::new, d -> d.bfdSessions);
    g.from(KeywordState.WORKS, "");
    g.block(
        "vrrp_sync_group",
        "NAME",
        SyncGroupBlock.GRAMMAR,
        (a, d) ->
            d.collect(
                a, new SyncGroupBlock(), d.syncGroups, draft -> SyncGroupBlock.bind(a, draft)));
    g.block(
        "vrrp_instance",
        "NAME",
        InstanceBlock.GRAMMAR,
        (a, d) -> d.collect(a, new InstanceBlock(), d.instances, draft -> d.instance(a, draft)));
    return g;
  }

  private void instance(Arguments arguments, InstanceBlock draft) {
    arguments.block(InstanceBlock.GRAMMAR, draft);
    Optional<String> name = arguments.statement().arguments().stream().map(Word::text).findFirst();
    draft.syncDaemonInterface.ifPresent(
        device -> name.ifPresent(router -> lvs.oldSyncDaemon(device, router)));
  }

  private static <D> void named(
      BlockGrammar<VrrpDraft> g,
      String keyword,
      BlockGrammar<D> inner,
      Supplier<D> draft,
      Function<VrrpDraft, Map<String, Named<D>>> into) {
    g.block(
        keyword,
        "NAME",
        inner,
        (a, d) -> d.collect(a, draft.get(), into.apply(d), collected -> a.block(inner, collected)));
  }

  /** A block of a name that is there already is bound for its problems, then dropped. */
  private <D> void collect(
      Arguments arguments, D draft, Map<String, Named<D>> into, Consumer<D> bind) {
    Optional<Word> name = arguments.next();
    bind.accept(draft);
    if (name.isEmpty()) {
      return;
    }
    String text = name.get().text();
    Named<D> earlier = into.get(text);
    if (earlier == null) {
      into.put(text, new Named<>(text, blocks++, Lines.of(arguments.statement()), draft));
    } else {
      arguments.error(
          "duplicate-name",
          name.get(),
          text
              + " is already defined in "
              + earlier.lines().opened().at()
              + "; this block is ignored.",
          "Give it another name.");
    }
  }
}

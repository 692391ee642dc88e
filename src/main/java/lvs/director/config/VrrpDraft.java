package lvs.director.config;

import lvs.director.model.GlobalDefinitions;
import lvs.director.model.VrrpConfiguration;

/** What the top level says about everything but virtual services. */
final class VrrpDraft {
  static final BlockGrammar<VrrpDraft> ROOT = root();

  final LvsGlobals lvs = new LvsGlobals();

  GlobalDefinitions global(Binding binding) {
    return GlobalDefinitions.DEFAULT;
  }

  VrrpConfiguration vrrp(Binding binding) {
    return VrrpConfiguration.EMPTY;
  }

  private static BlockGrammar<VrrpDraft> root() {
    BlockGrammar<VrrpDraft> globals = new BlockGrammar<>("global_defs");
    globals.include(LvsGlobals.GRAMMAR, d -> d.lvs);
    BlockGrammar<VrrpDraft> g = new BlockGrammar<>("the top level");
    g.block("global_defs", "", globals, (a, d) -> a.block(globals, d));
    return g;
  }
}

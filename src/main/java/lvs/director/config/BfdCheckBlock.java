package lvs.director.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.BfdSession;
import lvs.director.model.Check;

/** BFD_CHECK. */
final class BfdCheckBlock extends CheckBlock {
  static final BlockGrammar<BfdCheckBlock> GRAMMAR = grammar();

  private Optional<String> instance = Optional.empty();

  BfdCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    if (instance.isEmpty()) {
      binding.error(
          "missing-keyword", statement, "BFD_CHECK names no session.", "Add name BFD_INSTANCE.");
    }
    List<String> known = surroundings.vrrp().bfdSessions().stream().map(BfdSession::name).toList();
    instance
        .filter(name -> !known.contains(name))
        .ifPresent(name -> reportUnknown(binding, statement, "bfd_instance", name, known));
    Check.Timing timing = timing(surroundings, 0, Duration.ZERO);
    return instance.stream()
        .map(name -> (Check) new Check.Bfd(timing, surroundings.server(), name))
        .toList();
  }

  private static BlockGrammar<BfdCheckBlock> grammar() {
    BlockGrammar<BfdCheckBlock> g = new BlockGrammar<>("BFD_CHECK");
    g.from(KeywordState.ENGINE_LATER, "BFD comes later");
    g.word("name", "BFD_INSTANCE", "-", (check, name) -> check.instance = Optional.of(name));
    g.bool("alpha", "off", (check, on) -> check.defaults.alpha(on));
    return g;
  }
}

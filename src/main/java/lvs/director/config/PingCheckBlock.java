package lvs.director.config;

import java.time.Duration;
import java.util.List;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;

/** PING_CHECK. */
final class PingCheckBlock extends CheckBlock {
  static final BlockGrammar<PingCheckBlock> GRAMMAR = grammar();

  PingCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    return List.of(
        new Check.Ping(timing(surroundings, 1, Duration.ofSeconds(1)), target(surroundings)));
  }

  private static BlockGrammar<PingCheckBlock> grammar() {
    BlockGrammar<PingCheckBlock> g = new BlockGrammar<>("PING_CHECK");
    g.include(CONNECTING, check -> check);
    return g;
  }
}

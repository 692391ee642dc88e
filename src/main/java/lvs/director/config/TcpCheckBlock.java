package lvs.director.config;

import java.time.Duration;
import java.util.List;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;

/** TCP_CHECK. */
final class TcpCheckBlock extends CheckBlock {
  static final BlockGrammar<TcpCheckBlock> GRAMMAR = grammar();

  TcpCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    return List.of(
        new Check.Tcp(timing(surroundings, 1, Duration.ofSeconds(1)), target(surroundings)));
  }

  private static BlockGrammar<TcpCheckBlock> grammar() {
    BlockGrammar<TcpCheckBlock> g = new BlockGrammar<>("TCP_CHECK");
    g.include(CONNECTING, check -> check);
    g.synonym("nb_get_retry", "retry")
        .note("old name of retry; keepalived itself knows it in HTTP_GET and SSL_GET only");
    return g;
  }
}

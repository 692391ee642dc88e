package lvs.director.config;

import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.Check.Tls;

/** The SSL block: how SSL_GET speaks TLS. */
final class SslBlock {
  static final BlockGrammar<SslBlock> GRAMMAR = grammar();

  private Optional<String> password = Optional.empty();
  private Optional<String> ca = Optional.empty();
  private Optional<String> certificate = Optional.empty();
  private Optional<String> key = Optional.empty();

  Tls tls(Optional<String> serverName) {
    return new Tls(serverName, ca, certificate, key, password);
  }

  private static BlockGrammar<SslBlock> grammar() {
    BlockGrammar<SslBlock> g = new BlockGrammar<>("SSL");
    g.word("password", "PASSWORD", "-", (d, text) -> d.password = Optional.of(text))
        .note("of the key");
    g.keyword("ca", "FILE", "-", "-", (a, d) -> d.ca = file(a))
        .note("certificates are verified if it is there; keepalived never verifies them");
    g.keyword("certificate", "FILE", "-", "-", (a, d) -> d.certificate = file(a));
    g.keyword("key", "FILE", "-", "-", (a, d) -> d.key = secret(a));
    return g;
  }

  private static Optional<String> file(Arguments arguments) {
    Optional<Word> word = arguments.next();
    word.filter(file -> !arguments.binding().files().exists(FileFacts.named(file.text())))
        .ifPresent(file -> Secrets.missing(arguments, file));
    return word.map(Word::text);
  }

  private static Optional<String> secret(Arguments arguments) {
    Optional<Word> word = arguments.next();
    word.ifPresent(file -> Secrets.check(arguments, file));
    return word.map(Word::text);
  }
}

package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;
import lvs.director.model.Check.HttpVersion;
import lvs.director.model.Check.Target;
import lvs.director.model.Check.Tls;

/** HTTP_GET and SSL_GET. */
final class HttpCheckBlock extends CheckBlock {
  static final BlockGrammar<HttpCheckBlock> PLAIN = grammar("HTTP_GET");
  static final BlockGrammar<HttpCheckBlock> OVER_TLS = grammar("SSL_GET");

  private static final List<String> VERSIONS = List.of("1.0", "1.0C", "1.1");

  private final boolean tls;
  private final List<UrlBlock> urls = new ArrayList<>();
  private HttpVersion version = HttpVersion.HTTP_1_0;
  private boolean enableSni;
  private Optional<String> sniName = Optional.empty();
  private boolean fastRecovery;
  private boolean tlsCompliant;

  HttpCheckBlock(Statement statement, CheckDefaults server, boolean tls) {
    super(statement, server);
    this.tls = tls;
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    if (urls.isEmpty()) {
      binding.error(
          "missing-keyword",
          statement,
          statement.keyword() + " has no url block, so there is nothing to fetch.",
          "Add url { path / }.");
      return List.of();
    }
    Target target = target(surroundings);
    String host = defaults.virtualHost().orElse(target.destination().toString());
    return List.of(
        new Check.Http(
            timing(surroundings, 1, Duration.ofSeconds(3)),
            target,
            tls ? Optional.of(tls(binding, surroundings)) : Optional.empty(),
            version,
            urls.stream().flatMap(url -> url.url(binding, host).stream()).toList(),
            fastRecovery,
            tlsCompliant));
  }

  private Tls tls(Binding binding, Surroundings surroundings) {
    Optional<String> hostName =
        urls.getFirst().virtualHost().or(defaults::virtualHost).map(HttpCheckBlock::withoutPort);
    if (enableSni && sniName.isEmpty() && hostName.isEmpty()) {
      binding.warning(
          "no-sni-name",
          statement,
          "enable_sni has no name to send: there is no virtualhost.",
          "Add virtualhost NAME or sni_name NAME.");
    }
    return surroundings.ssl().tls(sniName.or(() -> enableSni ? hostName : Optional.empty()));
  }

  /** SNI carries a name only, whatever the Host header says. */
  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && Numbers.whole(host.substring(colon + 1)).isPresent()
        ? host.substring(0, colon)
        : host;
  }

  private static BlockGrammar<HttpCheckBlock> grammar(String name) {
    BlockGrammar<HttpCheckBlock> g = new BlockGrammar<>(name);
    g.block("url", "", UrlBlock.GRAMMAR, (a, check) -> check.url(a)).note("at least one");
    g.include(CONNECTING, check -> check);
    g.synonym("nb_get_retry", "retry");
    g.word(
        "virtualhost",
        "STRING",
        "the real server's, IP:PORT",
        (check, host) -> check.defaults.virtualHost(host));
    g.keyword("http_protocol", "1.0|1.0C|1.1", "1.0", "-", (a, check) -> check.version(a))
        .note("1.0C adds Connection: close; 1.1 always does");
    g.bool("enable_sni", "off", (check, on) -> check.enableSni = on)
        .note("the virtualhost is sent as SNI");
    g.word("sni_name", "NAME", "-", (check, sni) -> check.sniName = Optional.of(sni));
    g.bool("fast_recovery", "off", (check, on) -> check.fastRecovery = on);
    g.bool("tls_compliant", "off", (check, on) -> check.tlsCompliant = on)
        .note("the server must end TLS with close_notify");
    return g;
  }

  private void url(Arguments arguments) {
    UrlBlock url = new UrlBlock(arguments.statement());
    arguments.block(UrlBlock.GRAMMAR, url);
    urls.add(url);
  }

  private void version(Arguments arguments) {
    arguments
        .next()
        .ifPresent(
            word -> {
              int index = VERSIONS.indexOf(word.text().toUpperCase(Locale.ROOT));
              if (index < 0) {
                arguments.badChoice(word, VERSIONS);
              } else {
                version = HttpVersion.values()[index];
              }
            });
  }
}

package lvs.director.config;

import java.util.List;
import java.util.Locale;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;

/** DNS_CHECK. */
final class DnsCheckBlock extends CheckBlock {
  static final BlockGrammar<DnsCheckBlock> GRAMMAR = grammar();

  private static final List<String> TYPES =
      List.of("A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "RRSIG", "DNSKEY");
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;

  private String type = "SOA";
  private String name = ".";

  DnsCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    return List.of(
        new Check.Dns(
            timing(surroundings, 3, defaults.delayLoop()), target(surroundings), type, name));
  }

  private static BlockGrammar<DnsCheckBlock> grammar() {
    BlockGrammar<DnsCheckBlock> g = new BlockGrammar<>("DNS_CHECK");
    g.include(CONNECTING, check -> check);
    g.keyword("type", "A|NS|CNAME|SOA|MX|TXT|AAAA|RRSIG|DNSKEY", "SOA", "-", (a, d) -> d.type(a));
    g.keyword("name", "NAME", ".", "-", (a, d) -> d.name(a));
    return g;
  }

  private void type(Arguments arguments) {
    arguments
        .next()
        .ifPresent(
            word -> {
              String upper = word.text().toUpperCase(Locale.ROOT);
              if (TYPES.contains(upper)) {
                type = upper;
              } else {
                arguments.badChoice(word, TYPES);
              }
            });
  }

  private void name(Arguments arguments) {
    arguments
        .next()
        .ifPresent(
            word -> {
              String relative = withoutEndingDot(word.text());
              if (isName(relative)) {
                name = relative;
              } else {
                arguments.error(
                    "bad-name",
                    word,
                    "\"" + word + "\" is not a name that can be asked for.",
                    "Write labels of 1 to 63 characters with dots between them, or a dot alone.");
              }
            });
  }

  private static String withoutEndingDot(String text) {
    return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isName(String text) {
    if (text.equals(".")) {
      return true;
    }
    for (String label : text.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL) {
        return false;
      }
    }
    return text.length() <= LONGEST_NAME;
  }
}

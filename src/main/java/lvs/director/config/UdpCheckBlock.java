package lvs.director.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.Check;

/** UDP_CHECK. */
final class UdpCheckBlock extends CheckBlock {
  static final BlockGrammar<UdpCheckBlock> GRAMMAR = grammar();

  private String payload = "";
  private boolean requireReply;
  private Optional<String> reply = Optional.empty();
  private int minReplyLength;
  private int maxReplyLength = 255;

  UdpCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    if (minReplyLength > maxReplyLength) {
      binding.error(
          "never-succeeds",
          statement,
          "No reply can have at least "
              + minReplyLength
              + " and at most "
              + maxReplyLength
              + " bytes.",
          "Make max_reply_length at least min_reply_length.");
    }
    return List.of(
        new Check.Udp(
            timing(surroundings, 1, Duration.ofSeconds(1)),
            target(surroundings),
            payload,
            requireReply,
            reply,
            minReplyLength,
            maxReplyLength));
  }

  private static BlockGrammar<UdpCheckBlock> grammar() {
    BlockGrammar<UdpCheckBlock> g = new BlockGrammar<>("UDP_CHECK");
    g.include(CONNECTING, check -> check);
    g.keyword("payload", "HEX …", "nothing", "-", (a, d) -> d.payload(a));
    g.keyword("require_reply", "[HEX …]", "off", "-", (a, d) -> d.requireReply(a))
        .note("x stands for any hex digit");
    g.integer("min_reply_length", "0", 0, 65535, (d, n) -> d.minReplyLength = n)
        .note("counts only with a wanted reply");
    g.integer("max_reply_length", "255", 0, 65535, (d, n) -> d.maxReplyLength = n)
        .note("counts only with a wanted reply");
    return g;
  }

  private void payload(Arguments arguments) {
    arguments.peek().or(arguments::next).ifPresent(word -> payload = hex(arguments, word, ""));
  }

  private void requireReply(Arguments arguments) {
    requireReply = true;
    arguments.peek().ifPresent(word -> reply = Optional.of(hex(arguments, word, "?xX")));
  }

  /** Two digits a byte, blanks anywhere between bytes; a digit left alone is a byte by itself. */
  private static String hex(Arguments arguments, Word first, String anyDigit) {
    StringBuilder digits = new StringBuilder();
    for (Word word : arguments.rest()) {
      for (String part : word.text().strip().split(" +")) {
        int pairs = part.length() / 2 * 2;
        String alone = part.length() == pairs ? "" : "0" + part.substring(pairs);
        digits.append(part, 0, pairs).append(alone);
      }
    }
    boolean valid = true;
    for (int i = 0; i < digits.length(); i++) {
      boolean any = anyDigit.indexOf(digits.charAt(i)) >= 0;
      valid &= any || Character.digit(digits.charAt(i), 16) >= 0;
      digits.setCharAt(i, any ? '?' : digits.charAt(i));
    }
    if (!valid) {
      arguments.error(
          "bad-hex",
          first,
          "\"" + first + "\" is not made of hex digits.",
          "Write two hex digits a byte, such as 0a 1f.");
    }
    return digits.toString();
  }
}

package lvs.director.config;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.Secret;

/** authentication { auth_type …; auth_pass … }. */
final class AuthenticationBlock {
  static final BlockGrammar<AuthenticationBlock> GRAMMAR = grammar();

  /** RFC 2338: eight octets of authentication data. */
  private static final int SIGNIFICANT_BYTES = 8;

  enum Type {
    PASS,
    AH
  }

  private Optional<Type> type = Optional.empty();
  private Optional<Secret> password = Optional.empty();

  Optional<Type> type() {
    return type;
  }

  Optional<Secret> password() {
    return password;
  }

  private static BlockGrammar<AuthenticationBlock> grammar() {
    BlockGrammar<AuthenticationBlock> g = new BlockGrammar<>("authentication");
    g.keyword("auth_type", "PASS|AH", "-", "-", (a, d) -> d.takeType(a));
    g.keyword(
        "auth_pass",
        "TEXT",
        "-",
        "1 to 8 characters",
        (a, d) -> a.next().ifPresent(word -> d.takePassword(a, word)));
    return g;
  }

  private void takeType(Arguments arguments) {
    Optional<Word> word = arguments.peek();
    type = arguments.choice(Type.class, Enum::name);
    if (type.filter(Type.AH::equals).isPresent()) {
      arguments.warning(
          "auth-ah",
          word.orElseThrow(),
          "AH authentication loses synchronism and is known to cause two masters.",
          "Write auth_type PASS, or use auth_hmac.");
    }
  }

  private void takePassword(Arguments arguments, Word word) {
    byte[] bytes = word.text().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > SIGNIFICANT_BYTES) {
      arguments.warning(
          "auth-pass-long",
          word,
          "auth_pass has "
              + bytes.length
              + " characters, but only the first "
              + SIGNIFICANT_BYTES
              + " count.",
          "Write at most " + SIGNIFICANT_BYTES + " characters.");
    }
    password =
        Optional.of(new Secret(Arrays.copyOf(bytes, Math.min(bytes.length, SIGNIFICANT_BYTES))));
  }
}

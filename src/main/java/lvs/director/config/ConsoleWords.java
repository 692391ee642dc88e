package lvs.director.config;

import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Word;
import lvs.director.model.ConsoleSettings;

/** The words of the director block about the console. */
final class ConsoleWords {
  static final BlockGrammar<ConsoleWords> GRAMMAR = grammar();

  private Optional<Endpoint> listen = ConsoleSettings.DEFAULT.listen();
  private Optional<Given> listenLine = Optional.empty();
  private Optional<Given> user = Optional.empty();
  private Optional<Given> passwordFile = Optional.empty();
  private Optional<Given> certificate = Optional.empty();
  private Optional<Given> key = Optional.empty();

  /** A word, and the line that a problem with it is reported at. */
  private record Given(Arguments line, Word word) {
    static Optional<Given> next(Arguments line) {
      return line.next().map(word -> new Given(line, word));
    }

    String text() {
      return word.text();
    }

    void error(String code, String what, String remedy) {
      line.error(code, word, what, remedy);
    }
  }

  ConsoleSettings settings() {
    return new ConsoleSettings(
        listen,
        user.map(Given::text),
        passwordFile.map(Given::text),
        certificate.map(Given::text),
        key.map(Given::text));
  }

  private static BlockGrammar<ConsoleWords> grammar() {
    BlockGrammar<ConsoleWords> g = new BlockGrammar<>("director");
    g.keyword("console", "IP PORT|off", "127.0.0.1 9160", "port 1 to 65535", (a, d) -> d.listen(a))
        .note("elsewhere than on loopback it needs a certificate and a password");
    g.keyword("console_user", "NAME", "jolokia_user", "-", (a, d) -> d.user = Given.next(a))
        .note("who may operate");
    g.keyword(
            "console_password_file",
            "FILE",
            "jolokia_password_file",
            "-",
            (a, d) -> d.passwordFile = secret(a))
        .note("without it commands are refused");
    g.keyword("console_certificate", "FILE", "-", "-", (a, d) -> d.certificate = certificate(a))
        .note("PEM, the server's own first; read again at a reload");
    g.keyword("console_key", "FILE", "-", "-", (a, d) -> d.key = secret(a))
        .note("PEM (PKCS 8); read again at a reload");
    return g;
  }

  private void listen(Arguments arguments) {
    listenLine = arguments.peek().map(word -> new Given(arguments, word));
    listen = DirectorBlock.listener(arguments);
  }

  private static Optional<Given> secret(Arguments arguments) {
    Optional<Given> file = Given.next(arguments);
    file.ifPresent(given -> Secrets.check(arguments, given.word()));
    return file;
  }

  private static Optional<Given> certificate(Arguments arguments) {
    Optional<Given> file = Given.next(arguments);
    file.map(Given::word)
        .filter(word -> !arguments.binding().files().exists(FileFacts.named(word.text())))
        .ifPresent(word -> Secrets.missing(arguments, word));
    return file;
  }

  /**
   * Looks at all words together, at the end of the block.
   *
   * @param jolokiaUser Jolokia has a user, who is the console's where it has none of its own
   * @param jolokiaPassword the same for its password
   */
  void check(boolean jolokiaUser, boolean jolokiaPassword) {
    checkPair();
    boolean login =
        (user.isPresent() || jolokiaUser) && (passwordFile.isPresent() || jolokiaPassword);
    listenLine
        .filter(_ -> listen.filter(each -> !each.address().isLoopbackAddress()).isPresent())
        .ifPresent(line -> checkOpen(line, login));
    user.filter(_ -> !login).ifPresent(ConsoleWords::warnOfUser);
  }

  private void checkPair() {
    if (certificate.isPresent() != key.isPresent()) {
      certificate
          .or(() -> key)
          .orElseThrow()
          .error(
              "half-a-certificate",
              certificate.isPresent()
                  ? "The console has a certificate and no key."
                  : "The console has a key and no certificate.",
              "Write both console_certificate FILE and console_key FILE, or neither.");
    }
  }

  private void checkOpen(Given line, boolean login) {
    if (certificate.isEmpty() && key.isEmpty()) {
      line.error(
          "console-in-clear",
          "Passwords for the console on " + line.text() + " would cross the network unencrypted.",
          "Write console_certificate FILE and console_key FILE, or console 127.0.0.1 PORT and come"
              + " through ssh -L.");
    }
    if (!login) {
      line.error(
          "console-without-password",
          "Everybody who reaches " + line.text() + " could look at the console.",
          "Write console_user NAME and console_password_file FILE, with the password on the first"
              + " line of the file.");
    }
  }

  private static void warnOfUser(Given user) {
    user.line()
        .warning(
            "half-a-login",
            user.word(),
            "The console has the user " + user.word() + " and no password: commands are refused.",
            "Write console_password_file FILE, with the password on the first line of the file.");
  }
}

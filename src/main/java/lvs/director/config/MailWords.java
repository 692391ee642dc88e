package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;

/** The words of the director block about mail: what keepalived's own words do not say. */
final class MailWords {
  static final BlockGrammar<MailWords> GRAMMAR = grammar();

  private static final MailPolicy DEFAULT = MailPolicy.DEFAULT;

  private final List<Relay> relays = new ArrayList<>();
  private Duration grouping = DEFAULT.grouping();
  private Duration repeat = DEFAULT.repeat();
  private int hourlyLimit = DEFAULT.hourlyLimit();
  private int spoolLimit = DEFAULT.spoolLimit();
  private boolean pictures = DEFAULT.pictures();

  MailPolicy policy() {
    return new MailPolicy(List.copyOf(relays), grouping, repeat, hourlyLimit, spoolLimit, pictures);
  }

  private static BlockGrammar<MailWords> grammar() {
    BlockGrammar<MailWords> g = new BlockGrammar<>("director");
    g.keyword(
            "mail_relay",
            "HOST [PORT] [plain|starttls|tls] [user NAME password_file FILE] [ca_file FILE]",
            "smtp_server",
            "port 1 to 65535",
            (a, d) -> new RelayWords(a).read().ifPresent(d.relays::add))
        .note("tried in turn; usual ports are 25, 587 and 465")
        .repeatable();
    g.seconds("mail_grouping", "60", "1", "3600", (d, value) -> d.grouping = value)
        .note("what happens so soon after a mail goes into the next one");
    g.keyword(
            "mail_repeat",
            "SECONDS|off",
            "off",
            "60 to 2592000",
            (a, d) -> repeat(a).ifPresent(value -> d.repeat = value))
        .note("reminds so often of what is still wrong");
    g.integer("mail_hourly_limit", "30", 1, 1000, (d, n) -> d.hourlyLimit = n)
        .note("what is over it is told in one summary");
    g.integer("mail_spool_limit", "1000", 10, 100_000, (d, n) -> d.spoolLimit = n)
        .note("mails that wait on disk while no relay takes them");
    g.bool("mail_pictures", "on", (d, on) -> d.pictures = on)
        .note("graphs of the last hours in mails");
    return g;
  }

  private static Optional<Duration> repeat(Arguments arguments) {
    return arguments.takes("off") ? Optional.of(Duration.ZERO) : arguments.seconds("60", "2592000");
  }

  /** The words after {@code mail_relay}. */
  private static final class RelayWords {
    private static final List<String> OPTIONS =
        List.of("plain", "starttls", "tls", "user", "password_file", "ca_file");

    private final Arguments arguments;
    private Optional<Integer> port = Optional.empty();
    private Optional<Security> security = Optional.empty();
    private Optional<Word> user = Optional.empty();
    private Optional<Word> passwordFile = Optional.empty();
    private Optional<Word> caFile = Optional.empty();
    private boolean wrong;

    RelayWords(Arguments arguments) {
      this.arguments = arguments;
    }

    /** Empty when something is wrong, which has been reported. */
    Optional<Relay> read() {
      Optional<Word> host = arguments.next();
      if (host.isEmpty()) {
        return Optional.empty();
      }
      readPort();
      while (!wrong && arguments.hasNext()) {
        readOption(arguments.next().orElseThrow());
      }
      checkPassword();
      caFile.ifPresent(this::checkCaFile);
      return wrong ? Optional.empty() : Optional.of(relay(host.get().text()));
    }

    private void readPort() {
      boolean follows =
          arguments.peek().filter(word -> Numbers.whole(word.text()).isPresent()).isPresent();
      if (follows) {
        port = arguments.port(1);
        wrong = port.isEmpty();
      }
    }

    private void readOption(Word word) {
      switch (word.text()) {
        case "plain" -> security = Optional.of(Security.PLAIN);
        case "starttls" -> security = Optional.of(Security.STARTTLS);
        case "tls" -> security = Optional.of(Security.TLS);
        case "user" -> user = value();
        case "password_file" -> passwordFile = value();
        case "ca_file" -> caFile = value();
        default -> {
          arguments.badChoice(word, OPTIONS);
          wrong = true;
        }
      }
    }

    private Optional<Word> value() {
      Optional<Word> value = arguments.next();
      wrong |= value.isEmpty();
      return value;
    }

    private void checkPassword() {
      if (wrong) {
        return;
      }
      if (user.isPresent() != passwordFile.isPresent()) {
        wrong = true;
        alone(user.or(() -> passwordFile).orElseThrow());
        return;
      }
      passwordFile.ifPresent(
          file -> {
            Secrets.check(arguments, file);
            warnOfPlain(file);
          });
    }

    private void alone(Word given) {
      arguments.error(
          "half-a-login",
          given,
          user.isPresent()
              ? "The relay gets the user " + given + " and no password."
              : "The relay gets a password and no user.",
          "Write user NAME password_file FILE, with the password on the first line of the file; or"
              + " write neither.");
    }

    private void warnOfPlain(Word file) {
      if (security.orElse(Security.PLAIN) == Security.PLAIN) {
        arguments.warning(
            "password-in-clear",
            file,
            "The password goes to the relay without encryption.",
            "Write starttls or tls.");
      }
    }

    private void checkCaFile(Word file) {
      if (!arguments.binding().files().exists(FileFacts.named(file.text()))) {
        Secrets.missing(arguments, file);
      }
    }

    private Relay relay(String host) {
      Security protection = security.orElse(Security.PLAIN);
      return new Relay(
          host,
          port.orElse(usualPort(protection)),
          protection,
          user.map(Word::text),
          passwordFile.map(Word::text),
          caFile.map(Word::text));
    }

    private static int usualPort(Security security) {
      return switch (security) {
        case PLAIN -> 25;
        case STARTTLS -> 587;
        case TLS -> 465;
      };
    }
  }
}

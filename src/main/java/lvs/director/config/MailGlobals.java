package lvs.director.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.model.MailSettings;

/** The words of global_defs about mail. */
final class MailGlobals {
  static final BlockGrammar<MailGlobals> GRAMMAR = grammar();

  private static final MailSettings DEFAULT = MailSettings.DEFAULT;

  private final List<String> recipients = new ArrayList<>();
  private Optional<String> from = Optional.empty();
  private Optional<MailSettings.Server> server = Optional.empty();
  private Optional<String> heloName = Optional.empty();
  private Duration connectTimeout = DEFAULT.connectTimeout();
  private Optional<Boolean> alert = Optional.empty();
  private Optional<Boolean> alertVirtualRouters = Optional.empty();
  private boolean noFaults;
  private boolean noChecks;

  Optional<Boolean> alert() {
    return alert;
  }

  /**
   * @param alertChecks smtp_alert_checker, which stands with the words about virtual services
   */
  MailSettings settings(Optional<Boolean> alertChecks) {
    return new MailSettings(
        List.copyOf(recipients),
        from,
        server,
        heloName,
        connectTimeout,
        alert,
        alertVirtualRouters,
        alertChecks,
        !noFaults,
        !noChecks);
  }

  private static BlockGrammar<MailGlobals> grammar() {
    BlockGrammar<MailGlobals> g = new BlockGrammar<>("global_defs");
    g.items(
        "notification_email",
        "{ ADDRESS … }",
        (a, d) -> a.items(item -> item.rest().forEach(w -> d.recipients.add(w.text()))));
    g.word("notification_email_from", "ADDRESS", "user@host", (d, v) -> d.from = Optional.of(v));
    g.keyword(
        "smtp_server",
        "HOST|IP [PORT]",
        "-",
        "port 1 to 65535",
        (a, d) -> d.server = server(a).or(() -> d.server));
    g.word("smtp_helo_name", "NAME", "host name", (d, v) -> d.heloName = Optional.of(v));
    g.keyword(
        "smtp_connect_timeout",
        "SECONDS",
        "30",
        "1 or more",
        (a, d) ->
            a.seconds("0", "4294967").ifPresent(value -> d.connectTimeout = atLeastASecond(value)));
    g.bool("smtp_alert", "unset", (d, on) -> d.alert = Optional.of(on));
    g.bool("smtp_alert_vrrp", "smtp_alert", (d, on) -> d.alertVirtualRouters = Optional.of(on));
    g.flag("no_email_faults", (d, on) -> d.noFaults = on);
    g.flag("no_checker_emails", (d, on) -> d.noChecks = on);
    return g;
  }

  private static Optional<MailSettings.Server> server(Arguments arguments) {
    Optional<String> host = arguments.word();
    boolean portFollows =
        arguments.peek().filter(word -> Numbers.whole(word.text()).isPresent()).isPresent();
    Optional<Integer> port =
        portFollows ? arguments.port(1) : Optional.of(MailSettings.Server.DEFAULT_PORT);
    return host.flatMap(name -> port.map(number -> new MailSettings.Server(name, number)));
  }

  /** keepalived takes 0 for 1. */
  private static Duration atLeastASecond(Duration timeout) {
    return timeout.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : timeout;
  }
}

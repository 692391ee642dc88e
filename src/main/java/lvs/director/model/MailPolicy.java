package lvs.director.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What keepalived has no words for when it mails: relays with encryption and a password, and how
 * many mails people can live with.
 *
 * @param relays tried in this order; none means the smtp_server of {@link MailSettings}
 * @param grouping how long what happens after a mail is collected before the next one goes out, 1 s
 *     to an hour
 * @param repeat how often a mail reminds of what is still wrong; zero never does
 * @param hourlyLimit mails within an hour at most, 1 to 1000; what is over it is told in one
 *     summary
 * @param spoolLimit mails that wait on disk at most, 10 to 100,000
 * @param pictures mails carry a graph of the last hours
 */
public record MailPolicy(
    List<Relay> relays,
    Duration grouping,
    Duration repeat,
    int hourlyLimit,
    int spoolLimit,
    boolean pictures) {
  public static final MailPolicy DEFAULT =
      new MailPolicy(List.of(), Duration.ofSeconds(60), Duration.ZERO, 30, 1000, true);

  /**
   * A machine that takes mail.
   *
   * @param host name or address, as written
   * @param port 1 to 65535
   * @param user to authenticate as (RFC 4954); empty does not authenticate
   * @param passwordFile its first line is the password; read for each session
   * @param caFile certificates in PEM that its certificate must lead to; empty takes the JDK's
   */
  public record Relay(
      String host,
      int port,
      Security security,
      Optional<String> user,
      Optional<String> passwordFile,
      Optional<String> caFile) {}

  /** How a session with a relay is protected. */
  public enum Security {
    /** Not at all, as keepalived. */
    PLAIN,
    /** STARTTLS (RFC 3207), without which nothing is sent; usual port 587. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314); usual port 465. */
    TLS
  }

  /** The relays to try: those of the director block, else keepalived's smtp_server. */
  public List<Relay> relays(MailSettings mail) {
    return relays.isEmpty()
        ? mail.server().map(MailPolicy::plain).map(List::of).orElse(List.of())
        : relays;
  }

  private static Relay plain(MailSettings.Server server) {
    return new Relay(
        server.host(),
        server.port(),
        Security.PLAIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

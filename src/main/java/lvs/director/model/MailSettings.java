package lvs.director.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * To whom and how mails go.
 *
 * @param recipients mail addresses; none means no mail
 * @param from sender; empty is user@host
 * @param server relay; empty means no mail
 * @param helloName what HELO says; empty is the host name
 * @param connectTimeout for each step of the dialogue, at least 1 s
 * @param alert default of smtp_alert everywhere; empty leaves it to what follows
 * @param alertVirtualRouters default for virtual routers and sync groups
 * @param alertChecks default for virtual services and real servers
 * @param faults mail also about FAULT
 * @param everyCheck mail about each failed check, not only when a server leaves or returns
 */
public record MailSettings(
    List<String> recipients,
    Optional<String> from,
    Optional<Server> server,
    Optional<String> helloName,
    Duration connectTimeout,
    Optional<Boolean> alert,
    Optional<Boolean> alertVirtualRouters,
    Optional<Boolean> alertChecks,
    boolean faults,
    boolean everyCheck) {
  public static final MailSettings DEFAULT =
      new MailSettings(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofSeconds(30),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true,
          true);

  /**
   * @param host name or address, as written
   * @param port 1 to 65535
   */
  public record Server(String host, int port) {
    public static final int DEFAULT_PORT = 25;
  }

  /** What a virtual router or sync group without smtp_alert of its own does. */
  public boolean virtualRouterAlert() {
    return alertVirtualRouters.or(() -> alert).orElse(false);
  }

  /** What a virtual service or real server without smtp_alert of its own does. */
  public Optional<Boolean> checkAlert() {
    return alertChecks.or(() -> alert);
  }
}

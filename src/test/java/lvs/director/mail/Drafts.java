package lvs.director.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.alert.Draft;
import lvs.director.alert.Draft.Fact;
import lvs.director.alert.Draft.Picture;
import lvs.director.alert.Draft.Urgency;
import lvs.director.model.MailPolicy;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;
import lvs.director.model.MailSettings;

/** Drafts and settings for tests. */
final class Drafts {
  static final long NOON = 1_700_000_000_000L;

  private Drafts() {}

  static Draft problem(String key) {
    return draft(key, Urgency.PROBLEM);
  }

  static Draft note(String key) {
    return draft(key, Urgency.NOTE);
  }

  static Draft draft(String key, Urgency urgency) {
    return new Draft(
        key,
        List.of(),
        NOON,
        urgency,
        "[lvs1] mail " + key,
        List.of("Something happened."),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** With something of everything. */
  static Draft lostServer() {
    return new Draft(
        "1700000000000-7",
        List.of("1699999000000-5", "1699999900000-6"),
        NOON,
        Urgency.PROBLEM,
        "[lvs1] Realserver [10.0.0.3]:tcp:80 of virtual server [10.0.0.1]:tcp:80 - DOWN",
        List.of(
            "Real server 10.0.0.3:80 of TCP 10.0.0.1:80 no longer answers. Two of three real"
                + " servers still serve; the service has quorum.",
            "The last three checks failed: connection refused after 0.4 ms <by \"10.0.0.3\" &"
                + " nobody else>."),
        List.of(
            new Fact(
                "real server 10.0.0.3:80 of TCP 10.0.0.1:80",
                "DOWN",
                NOON - 18_000,
                "HTTP_GET /health: connection refused after 0.4 ms (3 of 3 attempts)"),
            new Fact("real server 10.0.0.2:80 of TCP 10.0.0.1:80", "UP", NOON - 86_400_000L, ""),
            new Fact("virtual router VI_1", "MASTER", 0, "")),
        List.of(
            "lvs-director status",
            "lvs-director check-now 10.0.0.1:80 10.0.0.3:80",
            "lvs-director drain 10.0.0.1:80 10.0.0.3:80 --reason 'no longer answers' --for 2h"),
        Optional.of(new Picture("server/tcp_10.0.0.1_80/10.0.0.3_80", "connections", 6)));
  }

  static MailSettings settings(String... recipients) {
    return settings(Duration.ofSeconds(20), recipients);
  }

  static MailSettings settings(Duration step, String... recipients) {
    MailSettings usual = MailSettings.DEFAULT;
    return new MailSettings(
        List.of(recipients),
        Optional.of("LVS director <lvs@example.org>"),
        usual.server(),
        Optional.of("lvs1.example.org"),
        step,
        usual.alert(),
        usual.alertVirtualRouters(),
        usual.alertChecks(),
        usual.faults(),
        usual.everyCheck());
  }

  static MailPolicy policy(Relay... relays) {
    return policy(1000, relays);
  }

  static MailPolicy policy(int spoolLimit, Relay... relays) {
    MailPolicy usual = MailPolicy.DEFAULT;
    return new MailPolicy(
        List.of(relays),
        usual.grouping(),
        usual.repeat(),
        usual.hourlyLimit(),
        spoolLimit,
        usual.pictures());
  }

  static Relay plain(int port) {
    return new Relay(
        "127.0.0.1", port, Security.PLAIN, Optional.empty(), Optional.empty(), Optional.empty());
  }
}

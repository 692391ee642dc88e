package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailWordsTest {
  private static Loaded read(String lines) {
    return Reading.text(
        "director {\n" + lines + "\n}", new FakeFiles().file("/etc/password").file("/etc/ca.pem"));
  }

  private static List<Relay> relays(String lines) {
    Loaded loaded = read(lines);
    assertEquals(List.of(), loaded.problems());
    return loaded.configuration().orElseThrow().director().mail().relays();
  }

  private static List<String> told(String lines) {
    return read(lines).problems().stream()
        .map(p -> p.severity() + " " + p.code() + " " + p.what() + " " + p.remedy())
        .toList();
  }

  private static Relay relay(String host, int port, Security security) {
    return new Relay(host, port, security, Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void relaysAreTriedInTheOrderOfTheLines() {
    assertEquals(
        List.of(
            relay("b.example", 25, Security.PLAIN),
            relay("a.example", 2525, Security.PLAIN),
            relay("2001:db8::1", 26, Security.TLS)),
        relays("mail_relay b.example\nmail_relay a.example 2525\nmail_relay 2001:db8::1 26 tls"));
  }

  @ParameterizedTest
  @CsvSource({"plain,25,PLAIN", "starttls,587,STARTTLS", "tls,465,TLS"})
  void theProtectionNamesTheUsualPort(String word, int port, Security security) {
    assertEquals(List.of(relay("m", port, security)), relays("mail_relay m " + word));
  }

  @Test
  void userPasswordAndCertificatesMayStandInAnyOrder() {
    Relay whole =
        new Relay(
            "m",
            465,
            Security.TLS,
            Optional.of("u"),
            Optional.of("/etc/password"),
            Optional.of("/etc/ca.pem"));
    assertEquals(
        List.of(whole, whole),
        relays(
            "mail_relay m tls user u password_file /etc/password ca_file /etc/ca.pem\n"
                + "mail_relay m ca_file /etc/ca.pem password_file /etc/password user u tls"));
  }

  @Test
  void aUserWithoutAPasswordIsAnError() {
    String remedy =
        " Write user NAME password_file FILE, with the password on the first line of the file; or"
            + " write neither.";
    assertEquals(
        List.of("ERROR half-a-login The relay gets the user u and no password." + remedy),
        told("mail_relay m tls user u"));
    assertEquals(
        List.of("ERROR half-a-login The relay gets a password and no user." + remedy),
        told("mail_relay m tls password_file /etc/password"));
  }

  @Test
  void aPasswordInClearIsAWarning() {
    assertEquals(
        List.of(
            "WARNING password-in-clear The password goes to the relay without encryption."
                + " Write starttls or tls."),
        told("mail_relay m user u password_file /etc/password"));
  }

  @Test
  void filesThatAreMissingOrOpenToAllAreReported() {
    assertEquals(
        List.of(
            "WARNING file-missing The file /etc/none does not exist. Create it, or correct the"
                + " path.",
            "WARNING file-missing The file /etc/nowhere does not exist. Create it, or correct the"
                + " path."),
        told("mail_relay m tls user u password_file /etc/none ca_file /etc/nowhere"));
    assertEquals(
        List.of(
            "WARNING secret-readable Every user of this machine can read /etc/p. Run chmod 600"
                + " /etc/p."),
        Reading.text(
                "director {\nmail_relay m tls user u password_file /etc/p\n}",
                new FakeFiles().readable("/etc/p"))
            .problems()
            .stream()
            .map(p -> p.severity() + " " + p.code() + " " + p.what() + " " + p.remedy())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "mail_relay,missing-argument",
    "mail_relay m 70000,out-of-range",
    "mail_relay m tsl,bad-choice",
    "mail_relay m user,missing-argument",
    "mail_grouping 0,out-of-range",
    "mail_grouping 3601,out-of-range",
    "mail_repeat 59,out-of-range",
    "mail_repeat never,not-a-number",
    "mail_hourly_limit 0,out-of-range",
    "mail_spool_limit 9,out-of-range",
    "mail_pictures maybe,not-a-switch",
  })
  void whatIsWrongIsReportedOnce(String line, String code) {
    assertEquals(
        List.of(code), read(line).problems().stream().map(problem -> problem.code()).toList());
  }
}

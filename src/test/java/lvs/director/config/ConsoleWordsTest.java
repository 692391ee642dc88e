package lvs.director.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.ConsoleSettings;
import lvs.director.model.DirectorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleWordsTest {
  private static final String CERTIFICATE =
      "console_certificate /etc/c.pem\nconsole_key /etc/k.pem\n";
  private static final String LOGIN = "console_user u\nconsole_password_file /etc/p\n";

  private static Loaded read(String lines) {
    return Reading.text(
        "director {\n" + lines + "\n}",
        new FakeFiles().file("/etc/p").file("/etc/c.pem").file("/etc/k.pem").readable("/etc/open"));
  }

  private static DirectorSettings settings(String lines) {
    Loaded loaded = read(lines);
    assertEquals(List.of(), loaded.problems());
    return loaded.configuration().orElseThrow().director();
  }

  private static List<String> told(String lines) {
    return read(lines).problems().stream()
        .map(p -> p.at() + " " + p.severity() + " " + p.code() + ": " + p.what() + " " + p.remedy())
        .map(line -> line.substring(line.indexOf(':') + 1))
        .toList();
  }

  private static List<String> codes(String lines) {
    return read(lines).problems().stream().map(problem -> problem.code()).toList();
  }

  @Test
  void everyWordIsBound() {
    assertEquals(
        new ConsoleSettings(
            Endpoint.parse("[2001:db8::1]:8443"),
            Optional.of("u"),
            Optional.of("/etc/p"),
            Optional.of("/etc/c.pem"),
            Optional.of("/etc/k.pem")),
        settings("console 2001:db8::1 8443\n" + LOGIN + CERTIFICATE).console());
    assertEquals(Optional.empty(), settings("console off").console().listen());
  }

  @Test
  void userAndPasswordAreThoseOfJolokiaUnlessTheConsoleHasItsOwn() {
    DirectorSettings jolokias = settings("jolokia_user j\njolokia_password_file /etc/p");
    assertEquals(Optional.of("j"), jolokias.consoleUser());
    assertEquals(Optional.of("/etc/p"), jolokias.consolePasswordFile());
    DirectorSettings own = settings("jolokia_user j\njolokia_password_file /etc/p\nconsole_user u");
    assertEquals(Optional.of("u"), own.consoleUser());
  }

  @ParameterizedTest
  @ValueSource(strings = {"console 0.0.0.0 9160", "console 192.0.2.1 9160", "console :: 9160"})
  void anOpenDoorNeedsCertificateAndPassword(String line) {
    assertEquals(List.of("console-in-clear", "console-without-password"), codes(line));
    assertEquals(List.of("console-without-password"), codes(line + "\n" + CERTIFICATE));
    assertEquals(List.of("console-in-clear"), codes(line + "\n" + LOGIN));
    assertEquals(List.of(), codes(line + "\n" + LOGIN + CERTIFICATE));
    assertEquals(
        List.of(), codes(line + "\njolokia_user j\njolokia_password_file /etc/p\n" + CERTIFICATE));
  }

  @Test
  void theMessagesNameThePlaceAndTheRemedy() {
    assertEquals(
        List.of(
            "2:9 ERROR console-in-clear: Passwords for the console on 192.0.2.1 would cross the"
                + " network unencrypted. Write console_certificate FILE and console_key FILE, or"
                + " console 127.0.0.1 PORT and come through ssh -L.",
            "2:9 ERROR console-without-password: Everybody who reaches 192.0.2.1 could look at the"
                + " console. Write console_user NAME and console_password_file FILE, with the"
                + " password on the first line of the file."),
        told("console 192.0.2.1 9160"));
  }

  @Test
  void loopbackNeedsNeither() {
    assertEquals(List.of(), codes("console 127.0.0.9 9160"));
    assertEquals(List.of(), codes("console ::1 9160"));
    assertEquals(List.of(), codes("console 127.0.0.1 9160\n" + CERTIFICATE));
  }

  @Test
  void aCertificateWithoutAKeyIsAnError() {
    assertEquals(
        List.of(
            "2:21 ERROR half-a-certificate: The console has a certificate and no key. Write both"
                + " console_certificate FILE and console_key FILE, or neither."),
        told("console_certificate /etc/c.pem"));
    assertEquals(
        List.of(
            "2:13 ERROR half-a-certificate: The console has a key and no certificate. Write both"
                + " console_certificate FILE and console_key FILE, or neither."),
        told("console_key /etc/k.pem"));
  }

  @Test
  void aUserWithoutAPasswordIsAWarning() {
    assertEquals(
        List.of(
            "2:14 WARNING half-a-login: The console has the user u and no password: commands are"
                + " refused. Write console_password_file FILE, with the password on the first line"
                + " of the file."),
        told("console_user u"));
  }

  @ParameterizedTest
  @CsvSource({
    "console,missing-argument",
    "console 127.0.0.1,missing-argument",
    "console 127.0.0.1 0,out-of-range",
    "console localhost 9160,bad-address",
    "console_user,missing-argument",
    "console_password_file /etc/none,file-missing",
    "console_password_file /etc/open,secret-readable",
  })
  void whatIsWrongIsReportedOnce(String line, String code) {
    assertEquals(List.of(code), codes(line));
  }

  @Test
  void filesThatAreMissingOrOpenToAllAreReported() {
    assertEquals(
        List.of("file-missing", "secret-readable"),
        codes("console_certificate /etc/none\nconsole_key /etc/open"));
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailRemarksTest {
  private static final String RECIPIENTS = "'notification_email { ADDRESS }' in global_defs";
  private static final String RELAY =
      "'smtp_server HOST' in global_defs or 'mail_relay HOST' in the director block";
  private static final String SERVER =
      """
      virtual_server 192.0.2.1 80 {
          lb_algo rr
          lb_kind NAT
          protocol TCP
          real_server 192.0.2.2 80 {
          }
      }
      """;

  @TempDir Path folder;

  private List<String> of(String text) throws IOException {
    Path file = folder.resolve("keepalived.conf");
    Files.writeString(file, text);
    return MailRemarks.of(
        ConfigurationReader.load(file, ReadSettings.ofThisMachine()).configuration().orElseThrow());
  }

  @Test
  void aConfigurationWithoutMailNeedsNone() throws IOException {
    assertEquals(List.of(), of(SERVER));
  }

  @Test
  void whatMailAsksForMustBePossible() throws IOException {
    assertEquals(
        List.of("smtp_alert: no mail is sent; write " + RECIPIENTS + ", and " + RELAY),
        of("global_defs {\nsmtp_alert\n}\n" + SERVER));
    assertEquals(
        List.of("smtp_alert: no mail is sent; write " + RECIPIENTS + ", and " + RELAY),
        of(SERVER.replace("protocol", "smtp_alert\nprotocol")));
  }

  @Test
  void oneHalfWantsTheOther() throws IOException {
    assertEquals(
        List.of("notification_email: no mail is sent; write " + RELAY),
        of("global_defs {\nnotification_email {\na@example.org\n}\n}\n"));
    assertEquals(
        List.of("smtp_server: no mail is sent; write " + RECIPIENTS),
        of("global_defs {\nsmtp_server 127.0.0.1\n}\n"));
    assertEquals(
        List.of("smtp_server: no mail is sent; write " + RECIPIENTS),
        of("director {\nmail_relay 127.0.0.1\n}\n"));
  }

  @Test
  void bothTogetherAreEnough() throws IOException {
    assertEquals(
        List.of(),
        of(
            "director {\nmail_relay 127.0.0.1\n}\n"
                + "global_defs {\nnotification_email {\na@example.org\n}\n}\n"));
  }
}

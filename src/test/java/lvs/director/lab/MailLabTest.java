package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lvs.director.lab.DirectorProcess.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A whole director mails by keepalived's own words, and its command tries, shows and silences. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class MailLabTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static String configuration(Postfix relay, int virtual, int real) {
    return """
    global_defs {
        router_id lvs1
        notification_email { ops@example.org }
        notification_email_from lvs1@example.org
        smtp_server 127.0.0.1 %d
        smtp_connect_timeout 20
    }
    virtual_server 127.0.0.1 %d {
        lb_algo rr
        lb_kind NAT
        protocol TCP
        real_server 127.0.0.1 %d {
            TCP_CHECK { connect_timeout 5 }
            delay_loop 1
            retry 1
            delay_before_retry 1
        }
    }
    """
        .formatted(relay.port(), virtual, real);
  }

  @Test
  void aLostServerIsMailedAndTheCommandSaysHowMailFares() throws Exception {
    int real = Lab.freePort();
    try (Postfix relay = new Postfix(Postfix.Security.PLAIN, Map.of(), "ops");
        Nginx server = new Nginx(folder, "a", "127.0.0.1", real);
        DirectorProcess director =
            new DirectorProcess(folder, configuration(relay, Lab.freePort(), real))) {
      assertEquals(
          new Answer(
              0, "relay 127.0.0.1:" + relay.port() + ", unprotected took it for ops@example.org\n"),
          director.run("mail", "test"));
      assertEquals("[lvs1] Test mail", relay.await(1).getFirst().subject());
      Await.until(
          PATIENCE,
          "the server is up",
          () -> director.metrics().matches("(?s).*lvs_real_server_up\\{[^}]*} 1\\.0.*"));

      server.stop();

      List<Postfix.Message> messages = relay.await(2);
      String subject = messages.getLast().subject();
      assertTrue(subject.startsWith("[lvs1] "), subject);
      MimeMultipart either = (MimeMultipart) messages.getLast().mime().getContent();
      assertTrue(either.getBodyPart(0).getContent().toString().contains("127.0.0.1:" + real));
      silenceAndSpeech(director);
      relay.stop();
      Answer refused = director.run("mail", "test");
      assertEquals(1, refused.exitCode());
      assertTrue(refused.output().contains("refuses the connection"), refused.output());
      assertTrue(director.metrics().contains("\nlvs_director_mail_configured 1.0\n"));
    }
  }

  private static void silenceAndSpeech(DirectorProcess director) throws Exception {
    assertEquals(0, director.run("mail", "silence", "1h", "--reason", "night work").exitCode());
    String queue = director.run("mail", "queue").output();
    assertTrue(queue.contains("silent until ") && queue.contains(": night work"), queue);
    assertEquals(0, director.run("mail", "speak").exitCode());
    String json = director.run("mail", "queue", "--json").output();
    assertTrue(json.contains("\"silenced\": 0"), json);
  }
}

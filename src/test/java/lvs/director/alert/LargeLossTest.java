package lvs.director.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.model.VirtualService;
import org.junit.jupiter.api.Test;

/** The largest configuration on record, and all of it down at once. */
class LargeLossTest {
  private static final int SERVICES = 2277;
  private static final int SERVERS = 37_205;

  private static Configuration largest() {
    StringBuilder text =
        new StringBuilder(
            "global_defs {\nrouter_id big\nnotification_email {\na@b.example\n}\n"
                + "smtp_server 127.0.0.1\n}\n");
    int left = SERVERS;
    for (int i = 0; i < SERVICES; i++) {
      text.append("virtual_server 10.").append(i / 250).append('.').append(i % 250);
      text.append(".1 80 {\nlvs_sched rr\nlvs_method NAT\nprotocol TCP\n");
      int here = i < SERVICES - 1 ? SERVERS / SERVICES : left;
      left -= here;
      for (int j = 0; j < here; j++) {
        text.append("real_server 172.").append(16 + j % 16).append('.').append(j / 16);
        text.append('.').append(1 + j % 250).append(" 80 {\n}\n");
      }
      text.append("}\n");
    }
    return OneFile.read(text.toString());
  }

  @Test
  void isOneMailAtOnceAndOneWhenItIsOver() {
    Notebook book = new Notebook();
    book.configure(largest());
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          all(book, false);
          book.until(2_000_000_000L);
          all(book, true);
          book.until(100_000_000_000L);
        });
    assertEquals(2, book.mails.size());
    assertEquals("[big] 37205 real servers DOWN", book.mails.getFirst().subject());
    assertEquals("[big] 37205 real servers UP", book.mails.getLast().subject());
    assertEquals(Letter.FACTS_SHOWN, book.mails.getFirst().facts().size());
    assertTrue(
        book.mails.getFirst().paragraphs().getLast().contains("37155 more"),
        book.mails.getFirst().paragraphs().toString());
    assertTrue(book.memory.lines().count() < 10, "what is well again is not kept");
  }

  private static void all(Notebook book, boolean up) {
    for (VirtualService service : book.configuration().virtualServices()) {
      service
          .realServers()
          .forEach(
              server ->
                  book.step(
                      new AlertEvent.ServerSeen(
                          service.id(),
                          server.endpoint(),
                          up,
                          true,
                          "connection refused after 0.4 ms (3 of 3 attempts)",
                          "0 of 16 servers up")));
    }
  }
}

package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import lvs.director.lab.Await;
import lvs.director.lab.Postfix;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Mails go to a real Postfix, or wait with words that help. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class PostfixTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] PNG = TestPicture.png();

  private static final Optional<String> NONE = Optional.empty();

  @TempDir Path folder;
  private final RecordingLog log = new RecordingLog();

  private Relay relay(Postfix postfix, String host, Security security, String password)
      throws Exception {
    Path file = folder.resolve("password");
    Files.writeString(file, password + "\nsecond line\n");
    return new Relay(
        host,
        postfix.port(),
        security,
        Optional.of("lvs@relay.test"),
        Optional.of(file.toString()),
        Optional.of(postfix.caFile().toString()));
  }

  @Test
  void aMailArrivesByStarttlsAndAuthenticationWithBothFormsAndItsPicture() throws Exception {
    try (Postfix postfix =
            new Postfix(Postfix.Security.STARTTLS, Map.of("lvs", "sesame"), "ops", "boss");
        MailSender sender = Senders.quick(folder, log, (_, _, _, _) -> Optional.of(PNG))) {
      sender.configure(
          Drafts.settings("Ops <ops@example.org>", "boss@example.org"),
          Drafts.policy(relay(postfix, "127.0.0.1", Security.STARTTLS, "sesame")),
          "lvs1");

      sender.submit(Drafts.lostServer());

      List<Postfix.Message> messages = postfix.await(2);
      Postfix.Message ops =
          messages.stream().filter(each -> each.mailbox().equals("ops")).findFirst().orElseThrow();
      assertEquals(Drafts.lostServer().subject(), ops.subject());
      assertEquals("Ops <ops@example.org>, boss@example.org", ops.header("To"));
      assertEquals("LVS director <lvs@example.org>", ops.header("From"));
      assertEquals("auto-generated", ops.header("Auto-Submitted"));
      assertEquals("1 (Highest)", ops.header("X-Priority"));
      assertTrue(ops.header("References").matches("<1699999000000-5@.*> <1699999900000-6@.*>"));
      assertTrue(ops.header("Received").contains("lvs1.example.org"), ops.header("Received"));
      assertTrue(postfix.log().contains("sasl_username=lvs@relay.test"), postfix.log());
      assertTrue(postfix.log().contains("TLS connection established"), postfix.log());
      MimeMultipart either = (MimeMultipart) ops.mime().getContent();
      assertTrue(either.getContentType().startsWith("multipart/alternative"));
      assertTrue(either.getBodyPart(0).getContent().toString().contains("no longer answers"));
      MimeMultipart related = (MimeMultipart) either.getBodyPart(1).getContent();
      assertTrue(related.getBodyPart(0).getContent().toString().contains("cid:graph."));
      assertTrue(related.getBodyPart(1).getContentType().startsWith("image/png"));
      assertEquals(1, sender.health().sent());
      assertEquals(0, sender.health().queued());
    }
  }

  @Test
  void whatIsWrongWithTheRelayIsSaidAndTheMailWaits() throws Exception {
    try (Postfix protectedOne =
            new Postfix(Postfix.Security.STARTTLS, Map.of("lvs", "sesame"), "ops");
        Postfix bare = new Postfix(Postfix.Security.PLAIN, Map.of(), "ops")) {
      Relay good = relay(protectedOne, "127.0.0.1", Security.STARTTLS, "sesame");
      String wrong = Files.writeString(folder.resolve("wrong"), "x").toString();
      Relay bareOne = new Relay("127.0.0.1", bare.port(), Security.STARTTLS, NONE, NONE, NONE);

      refused(
          with(good, good.security(), good.user(), Optional.of(wrong), good.caFile()),
          "refuses user 'lvs@relay.test'",
          "535",
          "password_file");
      refused(
          with(good, good.security(), good.user(), good.passwordFile(), NONE),
          "not trusted",
          "CN=CA of the test",
          "ca_file");
      refused(
          relay(protectedOne, "localhost", Security.STARTTLS, "sesame"),
          "has a certificate for relay.test, 127.0.0.1 only",
          "in place of localhost");
      refused(
          with(good, Security.TLS, good.user(), good.passwordFile(), good.caFile()),
          "speaks no TLS from the first byte");
      refused(with(good, Security.PLAIN, NONE, NONE, NONE), "does not relay for us", "530");
      refused(bareOne, "offers no STARTTLS", "write 'plain'");
      refused(
          with(bareOne, Security.PLAIN, good.user(), good.passwordFile(), NONE),
          "offers no authentication");
    }
  }

  private static Relay with(
      Relay relay,
      Security security,
      Optional<String> user,
      Optional<String> passwordFile,
      Optional<String> caFile) {
    return new Relay(relay.host(), relay.port(), security, user, passwordFile, caFile);
  }

  private void refused(Relay relay, String... words) throws Exception {
    Path spool = Files.createTempDirectory(folder, "refused");
    try (MailSender sender = Senders.quick(spool, log)) {
      sender.configure(Drafts.settings("ops@example.org"), Drafts.policy(relay), "lvs1");
      Refusal refusal = assertThrows(Refusal.class, sender::test);
      sender.submit(Drafts.problem("p1"));
      Await.until(
          PATIENCE, () -> "a failure: " + sender.health(), () -> sender.health().failures() > 0);
      for (String word : words) {
        assertTrue(refusal.getMessage().contains(word), refusal::getMessage);
        assertTrue(sender.health().lastError().contains(word), sender.health()::toString);
      }
      assertEquals(1, sender.health().queued());
    }
  }

  @Test
  void tlsFromTheFirstByteIsForTheNameInTheCertificateOnly() throws Exception {
    try (Postfix postfix = new Postfix(Postfix.Security.TLS, Map.of("lvs", "sesame"), "ops")) {
      Relay good = relay(postfix, "127.0.0.1", Security.TLS, "sesame");
      try (MailSender sender = Senders.quick(folder, log)) {
        sender.configure(Drafts.settings("ops@example.org"), Drafts.policy(good), "lvs1");
        assertTrue(sender.test().contains("TLS, as user lvs@relay.test took it for ops@"));
        postfix.await(1);
      }
      refused(
          relay(postfix, "localhost", Security.TLS, "sesame"),
          "has a certificate for relay.test, 127.0.0.1 only",
          "in place of localhost");
    }
  }

  @Test
  void aRelayThatWasAwayGetsEverythingOnceAndInOrder() throws Exception {
    try (Postfix postfix = new Postfix(Postfix.Security.PLAIN, Map.of(), "ops");
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(postfix.port())), "lvs1");
      sender.submit(Drafts.problem("m0"));
      postfix.await(1);
      postfix.stop();
      List<String> keys = IntStream.range(1, 31).mapToObj(i -> "m" + i).toList();
      keys.forEach(key -> sender.submit(Drafts.note(key)));
      Await.until(PATIENCE, "a failure", () -> sender.health().failures() > 1);
      assertEquals(30, sender.health().queued());

      postfix.start();

      postfix.await(31);
      Await.until(PATIENCE, "an empty spool", () -> sender.health().queued() == 0);
      List<String> arrived = postfix.arrivals().stream().map(PostfixTest::key).toList();
      assertEquals(IntStream.range(0, 31).mapToObj(i -> "m" + i).toList(), arrived);
      assertEquals("", sender.health().lastError());
    }
  }

  private static String key(String messageId) {
    return messageId.substring(1, messageId.indexOf('@'));
  }

  @Test
  void anotherRelayTakesOverAndOneBadRecipientLosesNobodyElse() throws Exception {
    try (Postfix first = new Postfix(Postfix.Security.PLAIN, Map.of(), "ops");
        Postfix second = new Postfix(Postfix.Security.PLAIN, Map.of(), "ops", "boss");
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("nobody@example.org", "ops@example.org"),
          Drafts.policy(Drafts.plain(first.port()), Drafts.plain(second.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      first.await(1);
      Await.until(PATIENCE, "an empty spool", () -> sender.health().queued() == 0);
      assertTrue(sender.health().lastError().contains("refuses nobody@example.org: 550"));

      first.stop();
      sender.submit(Drafts.problem("b"));

      second.await(1);
      assertEquals(List.of("b"), second.arrivals().stream().map(PostfixTest::key).toList());
      assertEquals(List.of("a"), first.arrivals().stream().map(PostfixTest::key).toList());
    }
  }
}

package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lvs.director.lab.Await;
import lvs.director.model.MailPolicy.Relay;
import lvs.director.model.MailPolicy.Security;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a relay does at whatever step: an end in time, words that say it, and no mail lost. */
@Execution(ExecutionMode.CONCURRENT)
class HostileRelayTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> STEPS =
      List.of("GREETING", "EHLO", "MAIL", "RCPT", "DATA", "END");

  private static final long SEED = 42L;

  @TempDir Path folder;
  private final RecordingLog log = new RecordingLog();

  static Stream<Arguments> misdeeds() {
    return Stream.concat(STEPS.stream().flatMap(HostileRelayTest::atStep), rows());
  }

  private static Stream<Arguments> atStep(String step) {
    boolean aboutTheMail = step.equals("END");
    boolean beforeTheMail = step.equals("GREETING") || step.equals("EHLO");
    return Stream.of(
        Arguments.of(step, ScriptedRelay.HANG, "did not answer within 1 s", true),
        Arguments.of(step, ScriptedRelay.CLOSE, "closed the connection", true),
        Arguments.of(step, ScriptedRelay.DRIP, "was too slow: no mail was taken within 4 s", true),
        Arguments.of(step, ScriptedRelay.ENDLESS, "sent more than 256 KiB unasked", true),
        Arguments.of(step, "what is this\0\u00fc", "speaks no SMTP", true),
        Arguments.of(step, "421 4.3.2 going down", "421 4.3.2 going down", true),
        Arguments.of(
            step, "451 4.7.1 try later", beforeTheMail ? "relay" : "451 4.7.1 try later", true),
        Arguments.of(
            step,
            "554 5.6.0 not this one",
            beforeTheMail ? "relay" : "554 5.6.0 not this one",
            !(aboutTheMail || step.equals("RCPT") || step.equals("DATA"))));
  }

  private static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("RCPT", "554 5.7.1 relay access denied", "does not relay for us", true),
        Arguments.of("MAIL", "530 5.7.0 authenticate first", "may want a user", true),
        Arguments.of("MAIL", "553 5.1.8 who are you", "write notification_email_from", true),
        Arguments.of("RCPT", "999 nonsense", "speaks no SMTP", true),
        Arguments.of("DATA", "250 what", "speaks no SMTP", true));
  }

  /** EHLO that fails with an answer is followed by HELO, which succeeds here. */
  private static boolean harmless(String step, String reply) {
    return step.equals("EHLO") && reply.contains(" ");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("misdeeds")
  void everyMisdeedEndsInTimeAndIsTold(String step, String reply, String words, boolean waits)
      throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(said -> said.startsWith(step) ? reply : null);
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings(Duration.ofSeconds(1), "ops@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      if (harmless(step, reply)) {
        Await.until(PATIENCE, "HELO will do", () -> relay.taken.equals(List.of("a")));
        return;
      }
      Await.until(
          PATIENCE, () -> "an error: " + sender.health(), () -> sender.health().failures() > 0);
      Await.until(
          PATIENCE,
          () -> words + " in " + sender.health(),
          () -> sender.health().lastError().contains(words));
      assertEquals(waits ? 1 : 0, sender.health().queued());

      relay.behave();

      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, () -> "sent: " + sender.health(), () -> sender.health().queued() == 0);
      assertEquals(waits ? List.of("a", "b") : List.of("b"), relay.taken);
    }
  }

  @Test
  void manyMailsGoInOneSession() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(_ -> null);
        MailSender sender = Senders.quick(folder, log)) {
      IntStream.range(0, 20).forEach(i -> spool(Drafts.note("m" + i), relay));
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      Await.until(PATIENCE, "all sent", () -> relay.taken.size() == 20);
      assertEquals(1, relay.sessions.get());
      assertEquals(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList(), relay.taken);
    }
  }

  /** As a run before would have left it. */
  private void spool(lvs.director.alert.Draft draft, ScriptedRelay relay) {
    spool(draft, relay, "ops@example.org");
  }

  private void spool(lvs.director.alert.Draft draft, ScriptedRelay relay, String recipient) {
    try {
      Setup setup =
          new Setup(Drafts.settings(recipient), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      new Spool(new SpoolFolder(folder), log).add(Letters.writer(log).write(draft, setup, 0));
    } catch (Refusal wrong) {
      throw new AssertionError(wrong);
    }
  }

  @Test
  void aRecipientWhoIsDeferredHoldsNobodyElseUpAndGetsHisInOrder() throws Exception {
    try (ScriptedRelay relay =
            new ScriptedRelay(
                said -> said.contains("slow@example.org") ? "450 4.2.0 greylisted" : null);
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("ops@example.org", "slow@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, "both for ops", () -> relay.taken.equals(List.of("a", "b")));
      Await.until(
          PATIENCE, "words", () -> sender.health().lastError().contains("defers slow@example.org"));
      assertEquals(2, sender.health().queued());

      relay.behave();

      Await.until(PATIENCE, "both for slow", () -> sender.health().queued() == 0);
      assertEquals(List.of("a", "b", "a", "b"), relay.taken);
    }
  }

  @Test
  void aRecipientToWhomWeMayNotRelayHoldsNobodyElseUp() throws Exception {
    try (ScriptedRelay relay =
            new ScriptedRelay(
                said -> said.contains("away@example.com") ? "554 5.7.1 access denied" : null);
        MailSender sender = Senders.quick(folder, log)) {
      spool(Drafts.problem("a"), relay, "away@example.com");
      sender.configure(
          Drafts.settings("ops@example.org", "away@example.com"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, "b for ops", () -> relay.taken.equals(List.of("b")));
      String words = "defers away@example.com: it does not relay for us: 554 5.7.1 access denied;";
      Await.until(PATIENCE, words, () -> sender.health().lastError().contains(words));
      assertEquals(2, sender.health().queued());

      relay.behave();

      Await.until(PATIENCE, "both for away", () -> sender.health().queued() == 0);
      assertEquals(List.of("b", "a", "b"), relay.taken);
    }
  }

  @Test
  void aMailThatAFilterDoesNotLikeIsOvertaken() throws Exception {
    try (ScriptedRelay relay =
            new ScriptedRelay(said -> said.equals("END a") ? "554 5.7.1 looks like spam" : null);
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      sender.submit(Drafts.problem("a"));
      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, "b", () -> relay.taken.equals(List.of("b")));
      String words = "defers ops@example.org: it does not take the mail: 554 5.7.1 looks like spam";
      Await.until(PATIENCE, words, () -> sender.health().lastError().contains(words));
      assertEquals(1, sender.health().queued());

      relay.behave();

      Await.until(PATIENCE, "a too", () -> sender.health().queued() == 0);
      assertEquals(List.of("b", "a"), relay.taken);
    }
  }

  @Test
  void whatCannotBeReadHoldsNobodyUpAndIsSentLater() throws Exception {
    Path file = folder.resolve("spool/0000000000000001.mail");
    try (ScriptedRelay relay = new ScriptedRelay(_ -> null);
        MailSender sender = Senders.quick(folder, log)) {
      spool(Drafts.problem("a"), relay);
      Path real = Files.move(file, folder.resolve("hidden"));
      Files.createDirectory(file);
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, "b", () -> relay.taken.equals(List.of("b")));
      String words = "a mail in the spool cannot be read";
      Await.until(PATIENCE, words, () -> sender.health().lastError().contains(words));
      Files.delete(file);
      Files.move(real, file);
      Await.until(PATIENCE, "a", () -> relay.taken.equals(List.of("b", "a")));
    }
  }

  @Test
  void aSpoolThatCannotBeReadIsTriedAgain() throws Exception {
    Path spool = folder.resolve("spool");
    try (ScriptedRelay relay = new ScriptedRelay(_ -> null);
        MailSender sender = Senders.quick(folder, log)) {
      spool(Drafts.problem("a"), relay);
      Path real = Files.move(spool, folder.resolve("hidden"));
      Files.createFile(spool);
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, "b", () -> relay.taken.equals(List.of("b")));
      Await.until(PATIENCE, "told", () -> sender.health().lastError().contains("cannot be read"));
      Files.delete(spool);
      Files.move(real, spool);
      Await.until(PATIENCE, "a", () -> relay.taken.equals(List.of("b", "a")));
      Await.until(PATIENCE, "well", () -> sender.health().lastError().isEmpty());
    }
  }

  @Test
  void aMailThatOneRelayRefusesIsOfferedToTheNext() throws Exception {
    try (ScriptedRelay strict =
            new ScriptedRelay(said -> said.startsWith("END") ? "552 5.3.4 too big" : null);
        ScriptedRelay easy = new ScriptedRelay(_ -> null);
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("ops@example.org"),
          Drafts.policy(Drafts.plain(strict.port()), Drafts.plain(easy.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      Await.until(PATIENCE, "taken", () -> easy.taken.equals(List.of("a")));
      Await.until(PATIENCE, "an empty spool", () -> sender.health().queued() == 0);
      assertEquals(1, sender.health().sent());
    }
  }

  @Test
  void aRelayThatHangsIsAskedLastFromThenOn() throws Exception {
    try (ScriptedRelay hanging = new ScriptedRelay(_ -> ScriptedRelay.HANG);
        ScriptedRelay good = new ScriptedRelay(_ -> null);
        MailSender sender = new MailSender(folder, (_, _, _, _) -> Optional.empty(), log)) {
      sender.configure(
          Drafts.settings(Duration.ofSeconds(1), "ops@example.org"),
          Drafts.policy(Drafts.plain(hanging.port()), Drafts.plain(good.port())),
          "lvs1");
      for (String key : List.of("a", "b", "c")) {
        sender.submit(Drafts.problem(key));
        Await.until(PATIENCE, "taken", () -> good.taken.contains(key));
      }
      assertEquals(1, hanging.sessions.get());
    }
  }

  @Test
  void anEndDoesNotWaitForARelayThatHangs() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(_ -> ScriptedRelay.HANG)) {
      MailSender sender = Senders.quick(folder, log);
      sender.configure(
          Drafts.settings(Duration.ofMinutes(5), "ops@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      Await.until(PATIENCE, "a session", () -> relay.sessions.get() > 0);
      long before = System.nanoTime();
      sender.close();
      assertTrue(System.nanoTime() - before < Duration.ofSeconds(20).toNanos());
      assertEquals(1, new Spool(new SpoolFolder(folder), log).state().count());
    }
  }

  @Test
  void anEndStillSendsWhatTheRelayTakes() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(said -> "421 4.3.2 not yet")) {
      MailSender sender = new MailSender(folder, (_, _, _, _) -> Optional.empty(), log);
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      sender.submit(Drafts.problem("a"));
      Await.until(PATIENCE, "a failure", () -> sender.health().failures() == 1);
      relay.behave();
      sender.close();
      assertEquals(List.of("a"), relay.taken);
    }
  }

  @Test
  void problemsAreTriedSoonButTheyAreNoStorm() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(_ -> "421 4.3.2 no");
        MailSender sender = new MailSender(folder, (_, _, _, _) -> Optional.empty(), log)) {
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      IntStream.range(0, 200).forEach(i -> sender.submit(Drafts.problem("m" + i)));
      Await.until(PATIENCE, "a failure", () -> sender.health().failures() > 0);
      assertTrue(relay.sessions.get() <= 1 + 10, () -> relay.sessions + " sessions");
      assertEquals(200, sender.health().queued());
    }
  }

  @Test
  void aTestTellsWhatEachRelaySaid() throws Exception {
    try (ScriptedRelay closed = new ScriptedRelay(_ -> ScriptedRelay.CLOSE);
        ScriptedRelay half =
            new ScriptedRelay(said -> said.contains("nobody") ? "550 5.1.1 no such user" : null);
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("ops@example.org", "nobody@example.org"),
          Drafts.policy(Drafts.plain(closed.port()), Drafts.plain(half.port())),
          "lvs1");
      Refusal refusal = assertThrows(Refusal.class, sender::test);
      assertTrue(
          refusal
              .getMessage()
              .contains("took it for ops@example.org, but not for all: nobody@example.org: 550"),
          refusal::getMessage);
      sender.configure(
          Drafts.settings("ops@example.org"),
          Drafts.policy(Drafts.plain(closed.port()), Drafts.plain(half.port())),
          "lvs1");
      String report = sender.test();
      assertTrue(
          report.contains(
              half.port()
                  + ", unprotected took it for ops@example.org; before it: relay 127.0.0.1:"
                  + closed.port()
                  + " closed the connection"),
          report);
    }
  }

  @Test
  void aMailThatIsDeferredForEverIsGivenUpAndTold() throws Exception {
    Pace pace = Senders.pace(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(300));
    try (ScriptedRelay relay =
            new ScriptedRelay(said -> said.startsWith("END") ? "451 4.3.0 later" : null);
        MailSender sender = Senders.of(folder, log, pace)) {
      sender.configure(
          Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(relay.port())), "lvs1");
      sender.submit(Drafts.problem("a"));
      Await.until(PATIENCE, "given up", () -> sender.health().dropped() == 1);
      relay.behave();
      sender.submit(Drafts.problem("b"));
      Await.until(PATIENCE, "sent", () -> sender.health().queued() == 0);
      assertEquals(List.of("b"), relay.taken);
    }
  }

  @Test
  void aRecipientWhoIsDeferredForEverIsGivenUpAloneAndSlowsNobodyDown() throws Exception {
    Pace pace = Senders.pace(Duration.ofMillis(20), Duration.ofHours(1), Duration.ofMillis(300));
    try (ScriptedRelay relay =
            new ScriptedRelay(said -> said.contains("slow@") ? "452 4.2.2 full" : null);
        MailSender sender = Senders.of(folder, log, pace)) {
      sender.configure(
          Drafts.settings("ops@example.org", "slow@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      List<String> sent = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; sender.health().dropped() < 3; i++) {
        String key = "m" + i;
        sent.add(key);
        sender.submit(Drafts.note(key));
        Await.until(PATIENCE, key, () -> relay.taken.contains(key));
        assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), "nothing is given up");
      }
      assertEquals(sent, relay.taken);
      String words = "mail m0 for slow@example.org is given up";
      assertTrue(log.lines.stream().anyMatch(each -> each.contains(words)), log.lines::toString);
    }
  }

  @Test
  void aRelayThatThinksLongAboutAMailGetsItOnce() throws Exception {
    Pace pace =
        new Pace(
            Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofDays(1), Duration.ofDays(1));
    try (ScriptedRelay relay =
            new ScriptedRelay(said -> said.startsWith("END") ? ScriptedRelay.THINK : null);
        MailSender sender = Senders.of(folder, log, pace)) {
      sender.configure(
          Drafts.settings(Duration.ofSeconds(1), "ops@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      Await.until(PATIENCE, "taken", () -> sender.health().queued() == 0);
      assertEquals(List.of("a"), relay.taken);
      assertEquals(1, relay.sessions.get());
    }
  }

  @Test
  void anEndDoesNotWaitForARelayThatThinks() throws Exception {
    try (ScriptedRelay relay =
        new ScriptedRelay(said -> said.startsWith("END") ? ScriptedRelay.HANG : null)) {
      SessionLimit limit = new SessionLimit(Duration.ofSeconds(1), Duration.ofDays(1)).start();
      try (RelaySession session = RelaySession.open(Drafts.plain(relay.port()), "lvs1", limit)) {
        limit.cap(Duration.ofSeconds(2));
        long before = System.nanoTime();
        RelayRefusal refusal =
            assertThrows(
                RelayRefusal.class,
                () -> session.deliver("a@example.org", List.of("b@example.org"), new byte[0]));
        assertTrue(System.nanoTime() - before < Duration.ofSeconds(20).toNanos());
        assertTrue(refusal.isAboutMail(), refusal::getMessage);
      }
    }
  }

  @Test
  void aLimitThatIsLongerThanSocketsCountHindersNothing() throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(_ -> null);
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings(Duration.ofSeconds(4_294_967), "ops@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      sender.submit(Drafts.problem("a"));
      Await.until(PATIENCE, () -> "taken: " + sender.health(), () -> relay.taken.size() == 1);
    }
  }

  @Test
  void aSessionThatCannotBeginLeavesNothingOpen() throws Exception {
    SessionLimit limit = new SessionLimit(Duration.ofHours(1), Duration.ZERO).start();
    try (Socket socket = new Socket()) {
      limit.add(socket);
      assertThrows(
          IllegalArgumentException.class,
          () -> RelaySession.open(Drafts.plain(70_000), "lvs1", limit));
      assertTrue(socket.isClosed());
    }
  }

  /** What names the relay is what its certificate must be for. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.25", "169.254.0.25", "2001:db8::25", "fe80::25%1"})
  void anAddressKeepsTheNameThatIsConfigured(String host) throws Exception {
    InetAddress address = InetAddress.getByName(host);
    InetAddress named = RelaySession.named(host, address);
    assertEquals(address, named);
    assertTrue(named.toString().startsWith(host + "/"), named::toString);
    assertTrue(!host.contains("%") || ((Inet6Address) named).getScopeId() == 1, named::toString);
  }

  @Test
  void noTlsWhereTlsWasAgreedOnIsTold() throws Exception {
    assertRefusal(
        "offers STARTTLS and then speaks no TLS",
        Security.STARTTLS,
        said ->
            switch (said.split(" ")[0]) {
              case "EHLO" -> "250-relay\r\n250 STARTTLS";
              case "STARTTLS" -> "220 go on\r\n" + "x".repeat(100_000);
              default -> null;
            });
    assertRefusal("did not answer within 10 s", Security.TLS, _ -> ScriptedRelay.HANG);
    assertRefusal("speaks no TLS from the first byte", Security.TLS, _ -> ScriptedRelay.ENDLESS);
  }

  private void assertRefusal(String words, Security security, UnaryOperator<String> script)
      throws Exception {
    try (ScriptedRelay relay = new ScriptedRelay(script)) {
      String refusal = refusal(relay, security);
      assertTrue(refusal.contains(words), refusal);
    }
  }

  private String refusal(ScriptedRelay relay, Security security) {
    Optional<String> none = Optional.empty();
    try (MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings(Duration.ofSeconds(10), "ops@example.org"),
          Drafts.policy(new Relay("127.0.0.1", relay.port(), security, none, none, none)),
          "lvs1");
      return assertThrows(Refusal.class, sender::test).getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "[::1]"})
  void aRelayMayHaveAnIpv6Address(String host) throws Exception {
    Optional<String> none = Optional.empty();
    try (ScriptedRelay relay = new ScriptedRelay(_ -> null, "::1");
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings("ops@example.org"),
          Drafts.policy(new Relay(host, relay.port(), Security.PLAIN, none, none, none)),
          "lvs1");
      assertEquals(
          "relay [::1]:" + relay.port() + ", unprotected took it for ops@example.org",
          sender.test());
    }
  }

  @Test
  void whateverARelayAnswersTheSenderLivesOnAndOnlyRefusedMailsAreGone() throws Exception {
    Random random = new Random(SEED);
    AtomicInteger refusals = new AtomicInteger();
    try (ScriptedRelay relay = new ScriptedRelay(step -> answer(random, step, refusals));
        MailSender sender = Senders.quick(folder, log)) {
      sender.configure(
          Drafts.settings(Duration.ofSeconds(2), "ops@example.org"),
          Drafts.policy(Drafts.plain(relay.port())),
          "lvs1");
      List<String> keys = IntStream.range(0, 40).mapToObj(i -> "m" + i).toList();
      keys.forEach(key -> sender.submit(Drafts.problem(key)));
      Await.until(PATIENCE, "some sessions", () -> relay.sessions.get() >= 60);
      relay.behave();
      sender.submit(Drafts.problem("last"));
      Await.until(PATIENCE, () -> "sent: " + sender.health(), () -> sender.health().queued() == 0);
      long gone = keys.stream().filter(key -> !relay.taken.contains(key)).count();
      assertTrue(relay.taken.contains("last"), "seed " + SEED);
      assertTrue(gone <= refusals.get(), () -> "seed " + SEED + ": " + gone + " are gone");
    }
  }

  /** Mostly good, else a code of any kind with any text. */
  private static synchronized String answer(Random random, String step, AtomicInteger refusals) {
    if (random.nextInt(4) > 0) {
      return null;
    }
    int code = random.nextInt(1000);
    boolean refusal = code >= 500 && code < 600;
    if (refusal && (step.startsWith("RCPT") || step.equals("DATA") || step.startsWith("END"))) {
      refusals.incrementAndGet();
    }
    byte[] text = new byte[random.nextInt(40)];
    random.nextBytes(text);
    String words = new String(text, StandardCharsets.ISO_8859_1).replaceAll("[\r\n]", "");
    return switch (random.nextInt(4)) {
      case 0 -> words;
      case 1 -> "%03d-%s\r\n%03d %s".formatted(code, words, code, words);
      case 2 -> random.nextBoolean() ? ScriptedRelay.CLOSE : "%03d".formatted(code);
      default -> "%03d %s".formatted(code, words);
    };
  }
}

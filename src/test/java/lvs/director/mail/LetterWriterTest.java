package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lvs.director.alert.Draft;
import lvs.director.alert.Draft.Fact;
import lvs.director.alert.Draft.Urgency;
import lvs.director.model.MailSettings;
import lvs.director.port.Refusal;
import org.junit.jupiter.api.Test;

/** What a mail looks like. */
class LetterWriterTest {
  private static final long SEED = 23L;

  private final RecordingLog log = new RecordingLog();

  private static Setup setup(String... recipients) {
    return new Setup(Drafts.settings(recipients), Drafts.policy(Drafts.plain(25)), "lvs1");
  }

  private Letter letter(Draft draft) throws Refusal {
    return Letters.writer(log).write(draft, setup("ops@example.org"), 0);
  }

  private static MimeMessage mime(Letter letter) throws Exception {
    return new MimeMessage((Session) null, new ByteArrayInputStream(letter.message()));
  }

  private static String header(MimeMessage message, String name) throws Exception {
    String[] values = message.getHeader(name);
    assertEquals(1, values == null ? 0 : values.length, name);
    return values[0].replaceAll("\r\n[ \t]", " ");
  }

  private static String text(MimeMessage message) throws Exception {
    return ((MimeMultipart) message.getContent()).getBodyPart(0).getContent().toString();
  }

  private static String html(MimeMessage message) throws Exception {
    MimeBodyPart second = (MimeBodyPart) ((MimeMultipart) message.getContent()).getBodyPart(1);
    Object content = second.getContent();
    return content instanceof MimeMultipart related
        ? related.getBodyPart(0).getContent().toString()
        : content.toString();
  }

  @Test
  void theHeadersSayWhoWhenAndWhatItContinues() throws Exception {
    MimeMessage message =
        mime(
            Letters.writer(log)
                .write(Drafts.lostServer(), setup("Ops <ops@example.org>", "boss@example.org"), 0));
    assertEquals("Wed, 15 Nov 2023 00:13:20 +0200", header(message, "Date"));
    assertEquals("LVS director <lvs@example.org>", header(message, "From"));
    assertEquals("Ops <ops@example.org>, boss@example.org", header(message, "To"));
    assertEquals(Drafts.lostServer().subject(), header(message, "Subject"));
    assertEquals("<1700000000000-7@lvs1.example.org>", header(message, "Message-ID"));
    assertEquals("<1699999900000-6@lvs1.example.org>", header(message, "In-Reply-To"));
    assertEquals(
        "<1699999000000-5@lvs1.example.org> <1699999900000-6@lvs1.example.org>",
        header(message, "References"));
    assertEquals("auto-generated", header(message, "Auto-Submitted"));
    assertEquals("lvs-director", header(message, "X-Mailer"));
    assertEquals("1 (Highest)", header(message, "X-Priority"));
    assertEquals("1.0", header(message, "MIME-Version"));
    MimeMessage note = mime(letter(Drafts.note("n")));
    assertNull(note.getHeader("X-Priority"));
    assertNull(note.getHeader("References"));
  }

  @Test
  void aLongThreadKeepsItsFirstAndItsNewestMails() throws Exception {
    List<String> thread = IntStream.range(0, 500).mapToObj(i -> "m" + i).toList();
    Draft draft = withThread(Drafts.problem("x"), thread);
    String[] references = header(mime(letter(draft)), "References").split(" ");
    assertEquals(20, references.length);
    assertEquals("<m0@lvs1.example.org>", references[0]);
    assertEquals("<m499@lvs1.example.org>", references[19]);
  }

  private static Draft withThread(Draft draft, List<String> thread) {
    return new Draft(
        draft.key(),
        thread,
        draft.epochMillis(),
        draft.urgency(),
        draft.subject(),
        draft.paragraphs(),
        draft.facts(),
        draft.commands(),
        draft.picture());
  }

  private static Draft saying(String words) {
    return new Draft(
        words,
        List.of(words),
        Drafts.NOON,
        Urgency.PROBLEM,
        words,
        List.of(words),
        List.of(new Fact(words, words, Drafts.NOON, words)),
        List.of(words),
        Optional.of(new Draft.Picture(words, words, 6)));
  }

  @Test
  void namesAndReasonsCannotAddHeadersOrMarkup() throws Exception {
    String wicked =
        "x\r\nBcc: all@example.org\r\n\r\n<script>alert('x')</script>&\u202e\u0000 \ud800";
    Letter letter =
        Letters.writer(log)
            .write(
                saying(wicked),
                new Setup(
                    Drafts.settings("ops@example.org"), Drafts.policy(Drafts.plain(25)), wicked),
                0);
    MimeMessage message = mime(letter);
    Set<String> names = new TreeSet<>();
    Collections.list(message.getAllHeaders()).forEach(each -> names.add(each.getName()));
    Set<String> usual = new TreeSet<>();
    Collections.list(mime(letter(Drafts.lostServer())).getAllHeaders())
        .forEach(each -> usual.add(each.getName()));
    assertEquals(usual, names);
    assertFalse(html(message).contains("<script"), html(message));
    assertTrue(html(message).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"));
    assertFalse(text(message).contains("\u202e"));
    assertEquals(List.of("ops@example.org"), letter.recipients());
  }

  @Test
  void whateverIsSaidTheMailTravelsAndSaysIt() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      String words = words(random);
      Letter letter = letter(saying(words));
      String wire = new String(letter.message(), StandardCharsets.ISO_8859_1);
      String seed = "seed " + SEED + ", round " + i;
      assertTrue(wire.chars().allMatch(c -> c < 127), seed);
      for (String line : wire.split("\r\n")) {
        assertTrue(line.length() <= 998 && line.indexOf('\n') < 0 && line.indexOf('\r') < 0, seed);
      }
      MimeMessage message = mime(letter);
      String clean = Clean.line(words, 300);
      assertEquals(clean, message.getSubject() == null ? "" : message.getSubject(), seed);
      String body = text(message).replaceAll("\\s+", " ");
      assertTrue(body.contains(Clean.line(words).replaceAll("\\s+", " ")), seed);
    }
  }

  private static String words(Random random) {
    StringBuilder words = new StringBuilder("w");
    random
        .ints(random.nextInt(300), 0, 7)
        .forEach(
            kind ->
                words.appendCodePoint(
                    switch (kind) {
                      case 0 -> random.nextInt(32);
                      case 1 -> 32;
                      case 2 -> 0x80 + random.nextInt(0x2000);
                      case 3 -> 0x1F600 + random.nextInt(60);
                      default -> 33 + random.nextInt(94);
                    }));
    return words.append('w').toString();
  }

  @Test
  void theTextIsCompleteByItselfAndSeventyTwoColumnsWide() throws Exception {
    String text = text(mime(letter(Drafts.lostServer())));
    assertEquals(
        """
        Real server 10.0.0.3:80 of TCP 10.0.0.1:80 no longer answers. Two of
        three real servers still serve; the service has quorum.

        The last three checks failed: connection refused after 0.4 ms <by
        "10.0.0.3" & nobody else>.

          DOWN  real server 10.0.0.3:80 of TCP 10.0.0.1:80
              since 2023-11-15 00:13:02 +0200
              HTTP_GET /health: connection refused after 0.4 ms (3 of 3
              attempts)
          UP  real server 10.0.0.2:80 of TCP 10.0.0.1:80
              since 2023-11-14 00:13:20 +0200
          MASTER  virtual router VI_1

        What helps now:
          lvs-director status
          lvs-director check-now 10.0.0.1:80 10.0.0.3:80
          lvs-director drain 10.0.0.1:80 10.0.0.3:80 --reason 'no longer answers' --for 2h

        The HTML form of this mail shows connections, the last 6 hours.

        --\s
        lvs-director on lvs1.example.org, 2023-11-15 00:13:20 +0200
        """,
        text.replace("\r\n", "\n"));
  }

  @Test
  void theHtmlLoadsNothingFromElsewhereAndShowsThePictureBesideIt() throws Exception {
    MimeMessage message = mime(letter(Drafts.lostServer()));
    String html = html(message);
    assertFalse(
        Pattern.compile("https?:|url\\(|@import|<script|<link|<iframe").matcher(html).find());
    MimeMultipart related =
        (MimeMultipart) ((MimeMultipart) message.getContent()).getBodyPart(1).getContent();
    assertTrue(related.getContentType().contains("type=\"text/html\""), related.getContentType());
    MimeBodyPart picture = (MimeBodyPart) related.getBodyPart(1);
    assertTrue(html.contains("src=\"cid:graph.1700000000000-7@lvs1.example.org\""), html);
    assertEquals("<graph.1700000000000-7@lvs1.example.org>", picture.getContentID());
    assertEquals("inline", picture.getDisposition());
    assertArrayEquals(TestPicture.png(), picture.getInputStream().readAllBytes());
  }

  @Test
  void aPictureThatCannotBeDrawnLeavesOneLineThatSaysWhy() throws Exception {
    for (Pictures pictures :
        List.<Pictures>of(
            (_, _, _, _) -> {
              throw new Refusal("there is no archive server/x");
            },
            (_, _, _, _) -> {
              throw new UnsatisfiedLinkError("there is no archive of fonts");
            })) {
      MimeMessage message =
          mime(
              Letters.writer(log, pictures)
                  .write(Drafts.lostServer(), setup("ops@example.org"), 0));
      assertTrue(text(message).contains("There is no picture: "), text(message));
      assertTrue(text(message).contains("there is no archive"), text(message));
      assertTrue(html(message).contains("There is no picture: "), html(message));
      assertFalse(html(message).contains("<img"));
    }
  }

  @Test
  void thePictureIsOfTheHoursBeforeTheMail() throws Exception {
    long[] span = new long[2];
    Letters.writer(
            log,
            (_, _, from, to) -> {
              span[0] = from;
              span[1] = to;
              return Optional.empty();
            })
        .write(Drafts.lostServer(), setup("ops@example.org"), 0);
    assertArrayEquals(new long[] {Drafts.NOON / 1000 - 6 * 3600, Drafts.NOON / 1000}, span);
  }

  @Test
  void lostMailsAreToldInTheNext() throws Exception {
    Letter letter = Letters.writer(log).write(Drafts.note("n"), setup("ops@example.org"), 3);
    assertEquals(3, letter.tellsLost());
    assertTrue(
        text(mime(letter)).contains("3 mails before this one were dropped: the spool was full."));
  }

  @Test
  void aRecipientThatIsNoAddressIsToldAndLeftOut() throws Exception {
    for (String wrong :
        List.of(
            "",
            "two words@example.org",
            "a@b@c",
            "ops@",
            "@example.org",
            "ops@exa mple.org",
            "o,p@example.org",
            "<ops@example.org> RCPT TO:<x@y>",
            "m\u00fcller@example.org",
            "group: a@b, c@d;")) {
      log.lines.clear();
      Letter letter = Letters.writer(log).write(Drafts.note("n"), setup(wrong, "ok@b"), 0);
      assertEquals(List.of("ok@b"), letter.recipients(), wrong);
      assertEquals(1, log.lines.size(), wrong);
      assertThrows(
          Refusal.class, () -> Letters.writer(log).write(Drafts.note("n"), setup(wrong), 0));
    }
  }

  @Test
  void addressesMayHaveNamesOrForeignDomainsOrNone() throws Exception {
    Letter letter =
        Letters.writer(log)
            .write(
                Drafts.note("n"),
                setup("J\u00fcrgen <j@b\u00fccher.example>", "root", "r@[192.0.2.1]", "root"),
                0);
    assertEquals(List.of("j@xn--bcher-kva.example", "root", "r@[192.0.2.1]"), letter.recipients());
    assertEquals(
        "J\u00fcrgen",
        ((jakarta.mail.internet.InternetAddress)
                mime(letter).getRecipients(jakarta.mail.Message.RecipientType.TO)[0])
            .getPersonal());
  }

  @Test
  void withoutASenderItIsTheUserOnThisMachine() throws Exception {
    Setup plain = new Setup(MailSettings.DEFAULT, Drafts.policy(Drafts.plain(25)), "lvs1");
    assertEquals(
        System.getProperty("user.name") + "@lvs1.example.org",
        Letters.writer(log).from(plain).getAddress());
  }
}

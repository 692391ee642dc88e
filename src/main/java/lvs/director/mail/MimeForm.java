package lvs.director.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lvs.director.alert.Draft;
import lvs.director.alert.Draft.Urgency;

/**
 * A page as MIME (RFC 2045 to 2049): plain text and HTML to choose from, the HTML with its picture
 * beside it (RFC 2387), never attached.
 */
final class MimeForm {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
  private static final int MOST_REFERENCES = 20;

  private final Page page;
  private final Letterhead head;

  private MimeForm(Page page, Letterhead head) {
    this.page = page;
    this.head = head;
  }

  /** Headers and body with CRLF, in ASCII. */
  static byte[] bytes(Page page, Letterhead head) throws MessagingException, IOException {
    return new MimeForm(page, head).write();
  }

  private byte[] write() throws MessagingException, IOException {
    Draft draft = page.draft();
    MimeMessage message =
        new MimeMessage((Session) null) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id(draft.key()));
          }
        };
    message.setHeader(
        "Date", DATE.format(Instant.ofEpochMilli(draft.epochMillis()).atZone(head.zone())));
    message.setFrom(head.from());
    message.setRecipients(
        Message.RecipientType.TO, head.recipients().toArray(InternetAddress[]::new));
    message.setSubject(draft.subject(), "UTF-8");
    thread(message, draft.thread());
    marks(message, draft.urgency());
    message.setContent(body());
    message.saveChanges();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    return bytes.toByteArray();
  }

  private void thread(MimeMessage message, List<String> thread) throws MessagingException {
    if (thread.isEmpty()) {
      return;
    }
    message.setHeader("In-Reply-To", id(thread.getLast()));
    String references = shortened(thread).stream().map(this::id).collect(Collectors.joining(" "));
    message.setHeader("References", MimeUtility.fold("References: ".length(), references));
  }

  /** The first one and the newest: readers find the thread by either. */
  private static List<String> shortened(List<String> thread) {
    if (thread.size() <= MOST_REFERENCES) {
      return thread;
    }
    List<String> few = new ArrayList<>(List.of(thread.getFirst()));
    few.addAll(thread.subList(thread.size() - MOST_REFERENCES + 1, thread.size()));
    return few;
  }

  /** RFC 3834 asks answering machines to be silent; Exchange has a word of its own. */
  private static void marks(MimeMessage message, Urgency urgency) throws MessagingException {
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    message.setHeader("X-Mailer", "lvs-director");
    if (urgency == Urgency.PROBLEM) {
      message.setHeader("X-Priority", "1 (Highest)");
      message.setHeader("Importance", "high");
    }
  }

  private MimeMultipart body() throws MessagingException {
    MimeMultipart either = new MimeMultipart("alternative");
    either.addBodyPart(text(TextPage.text(page), "text/plain"));
    MimeBodyPart html = text(HtmlPage.html(page, pictureId()), "text/html");
    if (page.picture().isPresent()) {
      MimeMultipart related = new Related();
      related.addBodyPart(html);
      related.addBodyPart(picture(page.picture().get()));
      html = new MimeBodyPart();
      html.setContent(related);
    }
    either.addBodyPart(html);
    return either;
  }

  private static MimeBodyPart text(String text, String type) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type + "; charset=utf-8")));
    part.setHeader("Content-Transfer-Encoding", plain(text) ? "7bit" : "quoted-printable");
    return part;
  }

  /** RFC 5322: lines of at most 998 characters, better 78; ASCII. */
  private static boolean plain(String text) {
    return text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127))
        && text.lines().allMatch(line -> line.length() <= 200);
  }

  private MimeBodyPart picture(byte[] png) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(png, "image/png")));
    part.setHeader("Content-Transfer-Encoding", "base64");
    part.setContentID("<" + pictureId() + ">");
    part.setHeader("Content-Disposition", "inline; filename=graph.png");
    return part;
  }

  private String id(String key) {
    return "<" + address(key) + ">";
  }

  private String pictureId() {
    return address("graph." + page.draft().key());
  }

  private String address(String key) {
    return MailAddress.atom(key) + "@" + MailAddress.atom(head.host());
  }

  /** RFC 2387 wants to be told what its main part is. */
  private static final class Related extends MimeMultipart {
    Related() throws MessagingException {
      super("related");
      ContentType type = new ContentType(contentType);
      type.setParameter("type", "text/html");
      contentType = type.toString();
    }
  }
}

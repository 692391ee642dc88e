package lvs.director.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.alert.Draft;
import lvs.director.port.Refusal;

/** Turns drafts into letters. The first use loads Angus Mail. */
final class LetterWriter {
  private static final int MOST_PICTURE_BYTES = 2 << 20;

  private final Pictures pictures;
  private final MailLog log;
  private final String host;
  private final ZoneId zone;

  /**
   * @param host full name of this machine
   */
  LetterWriter(Pictures pictures, MailLog log, String host, ZoneId zone) {
    this.pictures = pictures;
    this.log = log;
    this.host = host;
    this.zone = zone;
  }

  /** Full name of this machine. */
  String host() {
    return host;
  }

  /**
   * @param lost mails before it that were dropped, of which it tells
   * @throws Refusal when no recipient is a mail address
   */
  Letter write(Draft given, Setup setup, int lost) throws Refusal {
    Draft draft = Clean.draft(given);
    List<InternetAddress> recipients = recipients(setup);
    Letterhead head =
        new Letterhead(from(setup), recipients, host, Clean.line(setup.routerId()), zone);
    List<String> remarks = new ArrayList<>();
    Optional<byte[]> picture = picture(draft, setup, remarks);
    if (lost > 0) {
      remarks.add(lost(lost));
    }
    Page page = new Page(draft, picture, List.copyOf(remarks), head.director(), zone);
    return new Letter(
        draft.key(),
        draft.urgency(),
        draft.epochMillis(),
        lost,
        recipients.stream().map(InternetAddress::getAddress).toList(),
        bytes(page, head));
  }

  private static byte[] bytes(Page page, Letterhead head) throws Refusal {
    try {
      return MimeForm.bytes(page, head);
    } catch (MessagingException | IOException failed) {
      throw new Refusal("the mail cannot be written: " + failed.getMessage());
    }
  }

  private static String lost(int lost) {
    return lost == 1
        ? "One mail before this one was dropped: the spool was full."
        : lost + " mails before this one were dropped: the spool was full.";
  }

  /** Each once; those that are no addresses are told and left out. */
  private List<InternetAddress> recipients(Setup setup) throws Refusal {
    Map<String, InternetAddress> good = new LinkedHashMap<>();
    String trouble = "there are no recipients";
    for (String each : setup.settings().recipients()) {
      try {
        InternetAddress address = MailAddress.parse(each);
        good.putIfAbsent(address.getAddress(), address);
      } catch (AddressException wrong) {
        trouble = wrong.getMessage();
        log.warning("no mail to this recipient: " + trouble);
      }
    }
    if (good.isEmpty()) {
      throw new Refusal(trouble + "; write notification_email");
    }
    return List.copyOf(good.values());
  }

  /** Who the mails come from, as keepalived's when nothing is configured. */
  InternetAddress from(Setup setup) throws Refusal {
    String text =
        setup.settings().from().orElseGet(() -> System.getProperty("user.name") + "@" + host);
    try {
      return MailAddress.parse(text);
    } catch (AddressException wrong) {
      throw new Refusal(wrong.getMessage() + "; write notification_email_from");
    }
  }

  private Optional<byte[]> picture(Draft draft, Setup setup, List<String> remarks) {
    if (draft.picture().isEmpty() || !setup.policy().pictures()) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> png = draw(draft);
      if (png.isEmpty()) {
        remarks.add("There is no picture: nothing is recorded yet.");
      }
      return png;
    } catch (Refusal | RuntimeException | LinkageError failed) {
      remarks.add(Clean.line("There is no picture: " + why(failed), 300));
      return Optional.empty();
    }
  }

  private static String why(Throwable failed) {
    return failed instanceof Refusal ? failed.getMessage() : failed.toString();
  }

  private Optional<byte[]> draw(Draft draft) throws Refusal {
    Draft.Picture wanted = draft.picture().orElseThrow();
    long to = draft.epochMillis() / 1000;
    long from = to - Math.clamp(wanted.hours(), 1, 24 * 366) * 3600L;
    return pictures
        .draw(wanted.archiveId(), wanted.topic(), from, to)
        .filter(png -> png.length > 0 && png.length <= MOST_PICTURE_BYTES);
  }
}

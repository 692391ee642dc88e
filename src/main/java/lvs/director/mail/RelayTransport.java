package lvs.director.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Angus's dialogue up to the authentication; from there on each step with its own answer, which
 * tells what to do with whom better than one exception for all recipients.
 */
final class RelayTransport extends SMTPTransport {

  /**
   * What the relay answered (RFC 5321, 4.2).
   *
   * @param code -1 when it closed the connection or answered what is no answer
   */
  record Reply(int code, String text) {
    boolean good() {
      return code >= 200 && code < 300;
    }

    /** Later may be better. */
    boolean later() {
      return code >= 400 && code < 500;
    }

    /** The session is over, whatever it was about. */
    boolean endsSession() {
      return code < 200 || code >= 600 || code == 421 || (code >= 300 && code < 400);
    }

    /** Not about the recipient or the mail but about us: RFC 3463 X.7.X, RFC 4954. */
    boolean aboutRights() {
      return aboutUser() || text.matches("(?s)...[ -]5\\.7\\..*");
    }

    /** It wants a user, or another one, whoever the recipient is. */
    boolean aboutUser() {
      return code == 530 || code == 535;
    }

    @Override
    public String toString() {
      return Clean.reply(text).orElse("no answer");
    }
  }

  RelayTransport(Session session, URLName relay) {
    super(session, relay);
  }

  synchronized Reply sender(String address) throws MessagingException {
    return reply(simpleCommand("MAIL FROM:<" + address + ">"));
  }

  synchronized Reply recipient(String address) throws MessagingException {
    return reply(simpleCommand("RCPT TO:<" + address + ">"));
  }

  synchronized Reply reset() throws MessagingException {
    return reply(simpleCommand("RSET"));
  }

  /** The mail itself, and what the relay says to its end. */
  synchronized Reply content(byte[] message, SessionLimit limit)
      throws MessagingException, IOException {
    try {
      OutputStream out = data();
      out.write(message);
      out.flush();
    } catch (SMTPSendFailedException refused) {
      Reply reply = reply(refused);
      return reply.good() ? new Reply(-1, reply.text()) : reply;
    }
    limit.awaitVerdict();
    try {
      finishData();
      return reply(getLastReturnCode());
    } catch (SMTPSendFailedException refused) {
      return reply(refused);
    }
  }

  synchronized Reply last() {
    return reply(getLastReturnCode());
  }

  private static Reply reply(SMTPSendFailedException refused) {
    return reply(refused.getReturnCode(), refused.getMessage());
  }

  private Reply reply(int code) {
    return reply(code, getLastServerResponse());
  }

  private static Reply reply(int code, String text) {
    return new Reply(code, text == null || text.equals("[EOF]") ? "" : text);
  }
}

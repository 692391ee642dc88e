package lvs.director.mail;

import java.util.List;
import lvs.director.alert.Draft.Urgency;

/**
 * A mail that is ready to go.
 *
 * @param key of its draft
 * @param tellsLost how many dropped mails it tells of
 * @param recipients who has not got it yet: addresses for RCPT TO, without brackets
 * @param message headers and body as they travel, with CRLF and in ASCII
 */
record Letter(
    String key,
    Urgency urgency,
    long createdEpochMillis,
    int tellsLost,
    List<String> recipients,
    byte[] message) {

  Letter to(List<String> others) {
    return new Letter(key, urgency, createdEpochMillis, tellsLost, List.copyOf(others), message);
  }
}

package lvs.director.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Addresses as keepalived.conf has them: {@code ops@example.org} or {@code Ops <ops@…>}. */
final class MailAddress {
  private static final int LONGEST_ATOM = 200;

  private MailAddress() {}

  /**
   * @throws AddressException when it cannot stand in an SMTP command
   */
  static InternetAddress parse(String text) throws AddressException {
    InternetAddress[] found = InternetAddress.parse(Clean.line(text), false);
    if (found.length != 1 || found[0].isGroup()) {
      throw new AddressException("'" + Clean.line(text, 100) + "' is not one mail address");
    }
    InternetAddress address = found[0];
    address.setAddress(travelling(address.getAddress()));
    try {
      address.setPersonal(address.getPersonal(), "UTF-8");
    } catch (UnsupportedEncodingException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
    return address;
  }

  /** Domains may be written in any script; what stands before the @ must be ASCII (RFC 5321). */
  private static String travelling(String address) throws AddressException {
    int at = address.lastIndexOf('@');
    String domain = at < 0 ? "" : address.substring(at + 1);
    String local = at < 0 ? address : address.substring(0, at);
    if (local.isEmpty()
        || (at >= 0 && domain.isEmpty())
        || !local.chars().allMatch(c -> c > ' ' && c < 127 && "<>()[]\\,;:\"@".indexOf(c) < 0)) {
      throw new AddressException("'" + address + "' is no mail address, such as ops@example.org");
    }
    return at < 0 ? local : local + "@" + ascii(domain, address);
  }

  private static String ascii(String domain, String address) throws AddressException {
    if (domain.startsWith("[") && domain.matches("\\[[0-9A-Za-z.:]+]")) {
      return domain;
    }
    try {
      String ascii = IDN.toASCII(domain);
      if (ascii.matches("[0-9A-Za-z._-]+")) {
        return ascii;
      }
    } catch (IllegalArgumentException noDomain) {
      // told below
    }
    throw new AddressException("the domain of '" + address + "' is none");
  }

  /**
   * What may stand in a Message-ID (RFC 5322 dot-atom): other characters become their codes, and
   * what would be too long for a line its digest.
   */
  static String atom(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder atom = new StringBuilder();
    for (byte each : bytes) {
      boolean plain = each > 0 && (Character.isLetterOrDigit(each) || each == '-' || each == '.');
      atom.append(plain ? String.valueOf((char) each) : String.format("_%02X", each));
    }
    String dotted = atom.toString().replaceAll("\\.(?=\\.|$)|^\\.", "_2E");
    if (dotted.length() > LONGEST_ATOM) {
      return UUID.nameUUIDFromBytes(bytes).toString();
    }
    return dotted.isEmpty() ? "_" : dotted;
  }
}

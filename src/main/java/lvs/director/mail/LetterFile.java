package lvs.director.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import lvs.director.alert.Draft.Urgency;

/**
 * A letter as a file: what a relay must know in lines, an empty line, the mail itself.
 *
 * <pre>
 * lvs-director mail 1 9a3c01ff        CRC-32C of all that follows
 * key: 1700000000000-7
 * urgency: PROBLEM
 * created: 1700000000000              milliseconds since 1970-01-01 UTC
 * tells-lost: 0
 * to: ops@example.org                 a line for each recipient that has not got it
 *
 * Date: ...
 * </pre>
 */
final class LetterFile {
  private static final String MAGIC = "lvs-director mail 1 ";
  private static final int FIRST_LINE = MAGIC.length() + 9;

  private LetterFile() {}

  static byte[] encode(Letter letter) {
    StringBuilder head = new StringBuilder();
    line(head, "key", letter.key());
    line(head, "urgency", letter.urgency().name());
    line(head, "created", Long.toString(letter.createdEpochMillis()));
    line(head, "tells-lost", Integer.toString(letter.tellsLost()));
    letter.recipients().forEach(each -> line(head, "to", each));
    byte[] rest =
        joined(head.append('\n').toString().getBytes(StandardCharsets.UTF_8), letter.message());
    String first = MAGIC + HexFormat.of().toHexDigits(sum(rest, 0)) + "\n";
    return joined(first.getBytes(StandardCharsets.UTF_8), rest);
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(Clean.line(value)).append('\n');
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static int sum(byte[] bytes, int from) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, bytes.length - from);
    return (int) sum.getValue();
  }

  /** Empty for whatever {@link #encode} has not written. */
  static Optional<Letter> decode(byte[] bytes) {
    if (bytes.length < FIRST_LINE
        || !ascii(bytes, 0, MAGIC.length()).equals(MAGIC)
        || !ascii(bytes, MAGIC.length(), FIRST_LINE)
            .equals(HexFormat.of().toHexDigits(sum(bytes, FIRST_LINE)) + "\n")) {
      return Optional.empty();
    }
    int body = emptyLine(bytes);
    return body < 0
        ? Optional.empty()
        : letter(
            new String(bytes, FIRST_LINE, body - FIRST_LINE, StandardCharsets.UTF_8),
            Arrays.copyOfRange(bytes, body + 1, bytes.length));
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  /** Where the empty line's own end stands; negative for none. */
  private static int emptyLine(byte[] bytes) {
    for (int i = FIRST_LINE; i < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<Letter> letter(String head, byte[] message) {
    String key = "";
    Urgency urgency = Urgency.NOTE;
    long created = 0;
    int tellsLost = 0;
    List<String> recipients = new ArrayList<>();
    try {
      for (String line : head.split("\n")) {
        int colon = line.indexOf(": ");
        String value = line.substring(colon + 2);
        switch (line.substring(0, colon)) {
          case "key" -> key = value;
          case "urgency" -> urgency = Urgency.valueOf(value);
          case "created" -> created = Long.parseLong(value);
          case "tells-lost" -> tellsLost = Integer.parseInt(value);
          case "to" -> recipients.add(value);
          default -> throw new IllegalArgumentException(line);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
      return Optional.empty();
    }
    return Optional.of(
        new Letter(key, urgency, created, tellsLost, List.copyOf(recipients), message));
  }
}

package lvs.director.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import lvs.director.model.Check.Dns;

/** DNS_CHECK (RFC 1035): a query with recursion desired is answered without error. */
final class DnsProbe {
  private static final int HEADER_BYTES = 12;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int CLASS_INTERNET = 1;
  private static final int LONGEST_LABEL_BYTES = 63;
  private static final int LONGEST_NAME_BYTES = 255;
  private static final String[] ERRORS = {
    "NOERROR",
    "FORMERR",
    "SERVFAIL",
    "NXDOMAIN",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE"
  };

  private DnsProbe() {}

  static String run(Dns check, Attempt attempt) throws IOException, BadAnswer {
    int id = ThreadLocalRandom.current().nextInt(1 << 16);
    try (DatagramExchange exchange = new DatagramExchange(check.target(), attempt)) {
      attempt.waitsFor("the answer");
      exchange.send(query(check, id));
      while (true) {
        Optional<byte[]> answer = exchange.receive();
        if (answer.isEmpty()) {
          throw attempt.timedOut();
        }
        if (answersQuery(answer.get(), id)) {
          return verdict(check, answer.get(), attempt);
        }
      }
    }
  }

  /** Late answers to earlier queries and stray datagrams are passed over. */
  private static boolean answersQuery(byte[] answer, int id) {
    return answer.length >= HEADER_BYTES
        && ((answer[0] & 0xff) << 8 | answer[1] & 0xff) == id
        && (answer[2] & 0x80) != 0;
  }

  private static String verdict(Dns check, byte[] answer, Attempt attempt) throws BadAnswer {
    int code = answer[3] & 0x0f;
    String name = code < ERRORS.length ? ERRORS[code] : "error " + code;
    String asked = check.type() + " " + check.name();
    if (code != 0) {
      throw new BadAnswer("%s for %s, wanted NOERROR".formatted(name, asked));
    }
    return "%s for %s in %s".formatted(name, asked, attempt.elapsed());
  }

  private static byte[] query(Dns check, int id) throws BadAnswer {
    ByteBuffer query = ByteBuffer.allocate(HEADER_BYTES + LONGEST_NAME_BYTES + 5);
    query.putShort((short) id).putShort((short) RECURSION_DESIRED);
    query.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    putName(query, check.name());
    query.putShort((short) typeNumber(check.type())).putShort((short) CLASS_INTERNET);
    byte[] bytes = new byte[query.flip().remaining()];
    query.get(bytes);
    return bytes;
  }

  private static void putName(ByteBuffer query, String name) throws BadAnswer {
    if (name.length() > LONGEST_NAME_BYTES - 2) {
      throw new BadAnswer("DNS name " + Wording.excerpt(name) + " is too long");
    }
    for (String label : name.split("\\.")) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      if (bytes.length > LONGEST_LABEL_BYTES || bytes.length == 0 && !name.matches("\\.?")) {
        throw new BadAnswer("DNS name " + Wording.excerpt(name) + " has a part of wrong length");
      }
      if (bytes.length > 0) {
        query.put((byte) bytes.length).put(bytes);
      }
    }
    query.put((byte) 0);
  }

  private static int typeNumber(String type) throws BadAnswer {
    return switch (type) {
      case "A" -> 1;
      case "NS" -> 2;
      case "CNAME" -> 5;
      case "SOA" -> 6;
      case "MX" -> 15;
      case "TXT" -> 16;
      case "AAAA" -> 28;
      case "RRSIG" -> 46;
      case "DNSKEY" -> 48;
      default -> throw new BadAnswer("DNS type " + type + " is not known");
    };
  }
}

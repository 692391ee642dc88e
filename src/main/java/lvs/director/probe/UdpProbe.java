package lvs.director.probe;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import lvs.director.model.Check.Udp;

/**
 * UDP_CHECK: without a wanted reply, silence until the deadline is good and an ICMP error is bad;
 * with one, the first datagram must fit.
 */
final class UdpProbe {
  private UdpProbe() {}

  static String run(Udp check, Attempt attempt) throws IOException, BadAnswer {
    try (DatagramExchange exchange = new DatagramExchange(check.target(), attempt)) {
      attempt.waitsFor("the reply");
      exchange.send(payload(check));
      Optional<byte[]> reply = exchange.receive();
      if (reply.isPresent()) {
        judge(check, reply.get());
        return "reply of %s in %s"
            .formatted(Wording.count(reply.get().length, "byte"), attempt.elapsed());
      }
      if (check.requireReply()) {
        throw attempt.timedOut();
      }
      return "no error within " + attempt.elapsed();
    }
  }

  private static byte[] payload(Udp check) throws BadAnswer {
    try {
      return HexFormat.of().parseHex(digits(check.payload()));
    } catch (IllegalArgumentException notHex) {
      throw new BadAnswer("payload is not made of pairs of hex digits: " + check.payload());
    }
  }

  private static String digits(String hex) {
    return hex.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }

  /** As in keepalived a reply is looked at only when one is required and described. */
  private static void judge(Udp check, byte[] reply) throws BadAnswer {
    if (!check.requireReply() || check.reply().isEmpty()) {
      return;
    }
    if (reply.length < check.minReplyLength() || reply.length > check.maxReplyLength()) {
      throw new BadAnswer(
          "reply of %s, wanted %d to %d"
              .formatted(
                  Wording.count(reply.length, "byte"),
                  check.minReplyLength(),
                  check.maxReplyLength()));
    }
    String wanted = digits(check.reply().get());
    String seen = HexFormat.of().formatHex(reply);
    if (!fits(wanted, seen)) {
      throw new BadAnswer(
          "reply begins %s, wanted %s".formatted(Wording.excerpt(seen), Wording.excerpt(wanted)));
    }
  }

  /** Digit by digit; a question mark is any digit, what follows the pattern does not matter. */
  private static boolean fits(String wanted, String seen) {
    if (seen.length() < wanted.length()) {
      return false;
    }
    for (int i = 0; i < wanted.length(); i++) {
      if (wanted.charAt(i) != '?' && wanted.charAt(i) != seen.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

package lvs.director.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Word;

/**
 * One address, or several in one word: {@code 10.0.0.1-9} (last octet), {@code 2001:db8::1-ff}
 * (last 16 bits, in hex), {@code 10.0.0.1-10.0.1.9} or {@code 10.0.0.0/28}.
 */
final class AddressRange {
  /** More would be a mistake, and more table entries than anybody wants. */
  private static final int MOST_ADDRESSES = 65536;

  private static final String FORMS =
      "Write an address, a range such as 192.0.2.1-9, or a network such as 192.0.2.0/28.";

  private AddressRange() {}

  static List<InetAddress> read(Arguments arguments, Word word) {
    String text = word.text();
    int slash = text.indexOf('/');
    int dash = text.indexOf('-');
    if (slash >= 0) {
      return network(arguments, word, text.substring(0, slash), text.substring(slash + 1));
    }
    if (dash >= 0) {
      return range(arguments, word, text.substring(0, dash), text.substring(dash + 1));
    }
    return arguments.address(word).map(List::of).orElse(List.of());
  }

  private static List<InetAddress> network(
      Arguments arguments, Word word, String base, String prefix) {
    Optional<InetAddress> first = Endpoint.address(base);
    int bits = first.map(a -> a.getAddress().length * 8).orElse(0);
    Optional<Integer> length =
        Numbers.whole(prefix).filter(n -> n >= 0 && n <= bits).map(Long::intValue);
    if (first.isEmpty() || length.isEmpty()) {
      return bad(arguments, word, "\"" + word + "\" is not a network.", FORMS);
    }
    BigInteger low = number(first.get());
    BigInteger size = BigInteger.ONE.shiftLeft(bits - length.get());
    if (low.mod(size).signum() != 0) {
      return bad(
          arguments,
          word,
          "\"" + word + "\" has address bits after the prefix.",
          "Write "
              + Endpoint.text(address(low.subtract(low.mod(size)), bits))
              + "/"
              + prefix
              + ".");
    }
    return all(arguments, word, low, low.add(size).subtract(BigInteger.ONE), bits);
  }

  private static List<InetAddress> range(Arguments arguments, Word word, String from, String to) {
    Optional<InetAddress> first = Endpoint.address(from);
    Optional<BigInteger> last = first.flatMap(low -> end(low, to));
    if (last.isEmpty()) {
      return bad(arguments, word, "\"" + word + "\" is not a range of addresses.", FORMS);
    }
    BigInteger low = number(first.get());
    if (last.get().compareTo(low) <= 0) {
      return bad(
          arguments,
          word,
          "The range \"" + word + "\" ends before it begins.",
          "Write the lower address first.");
    }
    return all(arguments, word, low, last.get(), first.get().getAddress().length * 8);
  }

  /** The end of a range: a whole address, or what replaces the last part of the first. */
  private static Optional<BigInteger> end(InetAddress first, String to) {
    boolean ipv6 = first.getAddress().length > 4;
    Optional<InetAddress> whole = Endpoint.address(to);
    if (whole.isPresent()) {
      return whole
          .filter(last -> last.getAddress().length == first.getAddress().length)
          .map(AddressRange::number);
    }
    BigInteger part = BigInteger.valueOf(ipv6 ? 0x10000 : 0x100);
    Optional<Long> value = ipv6 ? hex(to) : Numbers.whole(to);
    return value
        .filter(v -> v >= 0 && v < part.longValueExact())
        .map(v -> number(first).subtract(number(first).mod(part)).add(BigInteger.valueOf(v)));
  }

  private static Optional<Long> hex(String text) {
    boolean digits = text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    return digits && !text.isEmpty() && text.length() <= 4
        ? Optional.of(Long.parseLong(text, 16))
        : Optional.empty();
  }

  private static List<InetAddress> all(
      Arguments arguments, Word word, BigInteger low, BigInteger high, int bits) {
    BigInteger size = high.subtract(low).add(BigInteger.ONE);
    if (size.compareTo(BigInteger.valueOf(MOST_ADDRESSES)) > 0) {
      return bad(
          arguments,
          word,
          "\"" + word + "\" stands for " + size + " addresses.",
          "Write a range of at most " + MOST_ADDRESSES + " addresses, or use a firewall mark.");
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (BigInteger next = low; next.compareTo(high) <= 0; next = next.add(BigInteger.ONE)) {
      addresses.add(address(next, bits));
    }
    return addresses;
  }

  private static List<InetAddress> bad(Arguments arguments, Word word, String what, String remedy) {
    boolean lookAlike = !DigitLikeLetters.hint(word.text()).isEmpty();
    arguments.error(
        "bad-address",
        word,
        lookAlike
            ? what.substring(0, what.length() - 1) + DigitLikeLetters.hint(word.text()) + "."
            : what,
        lookAlike ? DigitLikeLetters.remedy(word.text()) : remedy);
    return List.of();
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  private static InetAddress address(BigInteger number, int bits) {
    byte[] bytes = new byte[bits / 8];
    byte[] significant = number.toByteArray();
    for (int i = 0; i < Math.min(bytes.length, significant.length); i++) {
      bytes[bytes.length - 1 - i] = significant[significant.length - 1 - i];
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

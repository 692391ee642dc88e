package lvs.director.config;

import java.net.InetAddress;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.config.text.Word;

/** The values of persistence_timeout and persistence_granularity. */
final class PersistenceArguments {
  static final int DEFAULT_TIMEOUT_SECONDS = 360;
  static final int LONGEST_TIMEOUT_SECONDS = 31 * 24 * 3600;

  private PersistenceArguments() {}

  /** Seconds; a bare keyword means six minutes, and 0, as many write, means none. */
  static Optional<Integer> timeout(Arguments arguments) {
    Optional<Word> word = arguments.peek();
    if (word.isEmpty()) {
      return Optional.of(DEFAULT_TIMEOUT_SECONDS);
    }
    if (arguments.takes("0")) {
      arguments.warning(
          "no-persistence",
          word.get(),
          "persistence_timeout 0 means no persistence.",
          "Remove the line, or write seconds from 1 to " + LONGEST_TIMEOUT_SECONDS + ".");
      return Optional.empty();
    }
    return arguments.integer(1, LONGEST_TIMEOUT_SECONDS);
  }

  /** A netmask for IPv4, a prefix length for IPv6. */
  static Optional<Integer> prefixLength(Arguments arguments) {
    Optional<Word> word = arguments.next();
    Optional<Integer> length =
        word.map(Word::text).flatMap(t -> t.indexOf('.') < 0 ? ipv6Length(t) : ofNetmask(t));
    if (word.isPresent() && length.isEmpty()) {
      arguments.error(
          "bad-netmask",
          word.get(),
          "\"" + word.get() + "\" is neither a netmask nor a prefix length.",
          "Write a netmask such as 255.255.255.0, or for IPv6 a number from 1 to 128.");
    }
    return length;
  }

  private static Optional<Integer> ipv6Length(String text) {
    return Numbers.whole(text).filter(n -> n >= 1 && n <= 128).map(Long::intValue);
  }

  private static Optional<Integer> ofNetmask(String text) {
    return Endpoint.address(text).flatMap(PersistenceArguments::leadingOnes);
  }

  /** The count of one bits, if no one follows a zero. */
  private static Optional<Integer> leadingOnes(InetAddress mask) {
    int bits = java.nio.ByteBuffer.wrap(mask.getAddress()).getInt();
    int ones = Integer.bitCount(bits);
    boolean contiguous = ones == Integer.numberOfLeadingZeros(~bits);
    return contiguous ? Optional.of(ones) : Optional.empty();
  }
}

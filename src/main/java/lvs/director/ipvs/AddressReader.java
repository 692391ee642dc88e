package lvs.director.ipvs;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.base.Endpoint;
import lvs.director.model.Protocol;

/** Addresses with or without a port, as ipvsadm takes them. */
final class AddressReader {
  /** A number of inet_aton(3): hexadecimal, octal or decimal. */
  private static final Pattern PART =
      Pattern.compile("0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*)");

  private final Names names;

  AddressReader(Names names) {
    this.names = names;
  }

  /**
   * @param port empty where none was written
   */
  record Read(InetAddress address, OptionalInt port) {
    boolean isIpv6() {
      return address instanceof Inet6Address;
    }
  }

  /**
   * Reads {@code HOST[:PORT]}: an IPv6 address stands in brackets when a port follows, and without
   * them when none does.
   *
   * @param protocol that a service name is looked up for; without one there are only numbers
   */
  Optional<Read> read(String text, Optional<Protocol> protocol) {
    return text.startsWith("[") ? bracketed(text, protocol) : plain(text, protocol);
  }

  private Optional<Read> bracketed(String text, Optional<Protocol> protocol) {
    int end = text.indexOf(']');
    if (end < 0 || !text.startsWith(":", end + 1)) {
      return Optional.empty();
    }
    String host = text.substring(1, end);
    Optional<InetAddress> ipv6 = ipv6(host);
    return ipv6.isEmpty()
        ? plain(host, protocol)
        : withPort(ipv6.get(), text.substring(end + 2), protocol);
  }

  private Optional<Read> plain(String text, Optional<Protocol> protocol) {
    Optional<InetAddress> ipv6 = ipv6(text);
    if (ipv6.isPresent()) {
      return Optional.of(new Read(ipv6.get(), OptionalInt.empty()));
    }
    int colon = text.lastIndexOf(':');
    Optional<InetAddress> address = ipv4OrName(colon < 0 ? text : text.substring(0, colon));
    return address.flatMap(
        found ->
            colon < 0
                ? Optional.of(new Read(found, OptionalInt.empty()))
                : withPort(found, text.substring(colon + 1), protocol));
  }

  private Optional<Read> withPort(InetAddress address, String text, Optional<Protocol> protocol) {
    OptionalLong number = NumberText.parse(text, 0, 65535);
    OptionalInt port =
        number.isPresent()
            ? OptionalInt.of((int) number.getAsLong())
            : protocol.map(known -> names.port(text, known)).orElse(OptionalInt.empty());
    return port.isPresent() ? Optional.of(new Read(address, port)) : Optional.empty();
  }

  static Optional<InetAddress> ipv6(String text) {
    return text.indexOf(':') < 0
        ? Optional.empty()
        : Endpoint.address(text).filter(Inet6Address.class::isInstance);
  }

  /** An address as inet_aton(3) reads it, else a host. */
  Optional<InetAddress> ipv4OrName(String text) {
    OptionalLong number = ipv4(text);
    return number.isPresent()
        ? Optional.of(address((int) number.getAsLong()))
        : Optional.of(text).filter(name -> !name.isEmpty()).flatMap(names::address);
  }

  /**
   * One to four numbers with dots between; the last one fills what is left, so that 10.1 is
   * 10.0.0.1. What follows after white space is not looked at.
   */
  static OptionalLong ipv4(String text) {
    String[] parts = text.split("[ \\t\\n\\x0b\\f\\r]", 2)[0].split("\\.", -1);
    if (parts.length > 4) {
      return OptionalLong.empty();
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      int bits = i < parts.length - 1 ? 8 : 8 * (5 - parts.length);
      OptionalLong part = part(parts[i]);
      if (part.isEmpty() || part.getAsLong() >>> bits != 0) {
        return OptionalLong.empty();
      }
      address = address << bits | part.getAsLong();
    }
    return OptionalLong.of(address);
  }

  private static OptionalLong part(String text) {
    Matcher matcher = PART.matcher(text);
    if (!matcher.matches() || text.length() > 14) {
      return OptionalLong.empty();
    }
    if (matcher.group(1) != null) {
      return OptionalLong.of(Long.parseLong(matcher.group(1), 16));
    }
    return OptionalLong.of(
        matcher.group(2) != null ? Long.parseLong(text, 8) : Long.parseLong(text));
  }

  private static InetAddress address(int bits) {
    byte[] bytes = {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package lvs.director.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IP address with a port: one end of a service.
 *
 * @param address an IPv4 or IPv6 address, without scope
 * @param port 0 to 65535; 0 means every port
 */
public record Endpoint(InetAddress address, int port) implements Comparable<Endpoint> {
  public Endpoint {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is outside 0 to 65535");
    }
  }

  /** Reads {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}; empty when the text is neither. */
  public static Optional<Endpoint> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.indexOf(':') >= 0 != bracketed || port > 65535) {
      return Optional.empty();
    }
    return address(bracketed ? host.substring(1, host.length() - 1) : host)
        .map(address -> new Endpoint(address, port));
  }

  /** Reads a literal IPv4 or IPv6 address and never asks a name server. */
  public static Optional<InetAddress> address(String literal) {
    if (!(literal.indexOf(':') >= 0 ? hasIpv6Letters(literal) : isDottedQuad(literal))) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Without regular expressions: a large configuration asks a hundred thousand times. */
  private static boolean hasIpv6Letters(String literal) {
    boolean fits = literal.length() >= 2 && literal.length() <= 45;
    for (int i = 0; i < literal.length() && fits; i++) {
      char c = literal.charAt(i);
      fits = c == ':' || c == '.' || c < 128 && Character.digit(c, 16) >= 0;
    }
    return fits;
  }

  /** Four numbers of one to three digits; the JDK would accept fewer, and other bases. */
  private static boolean isDottedQuad(String literal) {
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '.' && digits > 0) {
        dots++;
        digits = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        digits++;
      } else {
        return false;
      }
    }
    return dots == 3 && digits > 0;
  }

  /** True for an IPv6 address. */
  public boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  /** The same endpoint as the JDK's socket calls want it. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  /** The address in its shortest text form (RFC 5952 for IPv6), without port. */
  public String host() {
    return text(address);
  }

  /** An address in its shortest text form (RFC 5952 for IPv6). */
  public static String text(InetAddress address) {
    return address instanceof Inet6Address
        ? shortIpv6(address.getAddress())
        : withoutScope(address).getHostAddress();
  }

  /** The same address without its scope (interface), which would make equal addresses differ. */
  public static InetAddress withoutScope(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String shortIpv6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
    }
    int bestStart = -1;
    int bestLength = 1;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - start > bestLength) {
        bestStart = start;
        bestLength = end - start;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == bestStart) {
        text.append("::");
        i += bestLength - 1;
      } else {
        boolean afterGroup = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
        text.append(afterGroup ? ":" : "").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** {@code 10.0.0.1:80} or {@code [2001:db8::1]:80}, as ipvsadm prints it. */
  @Override
  public String toString() {
    return isIpv6() ? "[" + host() + "]:" + port : host() + ":" + port;
  }

  /** A form made of letters, digits, dots, dashes and one underscore: safe in a JMX object name. */
  public String id() {
    return host().replace(':', '-') + "_" + port;
  }

  /** IPv4 before IPv6, then by address bytes, then by port. */
  @Override
  public int compareTo(Endpoint other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.address.getAddress();
    if (mine.length != theirs.length) {
      return Integer.compare(mine.length, theirs.length);
    }
    int byAddress = java.util.Arrays.compareUnsigned(mine, theirs);
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }
}

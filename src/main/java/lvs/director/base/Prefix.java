package lvs.director.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IP address with the length of its network part: {@code 10.0.0.1/24}.
 *
 * @param address host bits may be set
 * @param lengthBits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Prefix(InetAddress address, int lengthBits) {
  public Prefix {
    if (lengthBits < 0 || lengthBits > address.getAddress().length * 8) {
      throw new IllegalArgumentException(
          "prefix length " + lengthBits + " does not fit " + address);
    }
  }

  /** Reads {@code ADDRESS[/LENGTH]}; without a length the whole address is meant. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Endpoint.address(text).map(Prefix::host);
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(length);
    return Endpoint.address(text.substring(0, slash))
        .filter(address -> bits <= address.getAddress().length * 8)
        .map(address -> new Prefix(address, bits));
  }

  /** The prefix that holds this one address only. */
  public static Prefix host(InetAddress address) {
    return new Prefix(address, address.getAddress().length * 8);
  }

  public boolean isIpv6() {
    return address instanceof Inet6Address;
  }

  /** True when it names one address only. */
  public boolean isHost() {
    return lengthBits == address.getAddress().length * 8;
  }

  /** True when the address is of this family and lies in this network. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < lengthBits; bit++) {
      if (((mine[bit / 8] ^ theirs[bit / 8]) & 0x80 >> bit % 8) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The network's first address: all host bits clear. */
  public InetAddress first() {
    return withHostBits(false);
  }

  /** The network's last address, for IPv4 its broadcast address: all host bits set. */
  public InetAddress last() {
    return withHostBits(true);
  }

  private InetAddress withHostBits(boolean set) {
    byte[] bytes = address.getAddress();
    for (int bit = lengthBits; bit < bytes.length * 8; bit++) {
      int mask = 0x80 >> bit % 8;
      bytes[bit / 8] = (byte) (set ? bytes[bit / 8] | mask : bytes[bit / 8] & ~mask);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return Endpoint.text(address) + "/" + lengthBits;
  }
}

package lvs.director.vrrp.packet;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses from the bytes of a packet. */
final class IpAddresses {
  private IpAddresses() {}

  /**
   * An IPv6 address stays one, also where it is an IPv4-mapped one, which the JDK would turn into
   * an IPv4 address.
   *
   * @param bytes 4 or 16
   */
  static InetAddress of(byte[] bytes) {
    try {
      return bytes.length == 16
          ? Inet6Address.getByAddress(null, bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package lvs.director.linux.rtnetlink;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import lvs.director.model.AddressFamily;

/** Numbers of address families (linux/socket.h) and the addresses of their attributes. */
public final class Families {
  public static final int UNSPECIFIED = 0;
  public static final int IPV4 = 2;
  public static final int IPV6 = 10;

  private Families() {}

  public static int number(AddressFamily family) {
    return family == AddressFamily.IPV6 ? IPV6 : IPV4;
  }

  static int number(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }

  /** Empty when family and length do not fit. */
  static Optional<InetAddress> address(int family, byte[] bytes) {
    try {
      if (family == IPV6 && bytes.length == 16) {
        // Not InetAddress.getByAddress: that makes an IPv4 address of ::ffff:a.b.c.d.
        return Optional.of(Inet6Address.getByAddress(null, bytes, -1));
      }
      return family == IPV4 && bytes.length == 4
          ? Optional.of(InetAddress.getByAddress(bytes))
          : Optional.empty();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

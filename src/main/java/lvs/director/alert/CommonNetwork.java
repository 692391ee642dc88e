package lvs.director.alert;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Optional;
import lvs.director.base.Prefix;

/** The network that addresses share, if it is one that may be behind one cable. */
final class CommonNetwork {
  private static final int IPV4_BITS = 24;
  private static final int IPV6_BITS = 64;

  private CommonNetwork() {}

  /** A /24 or /64; empty when they are spread. */
  static Optional<Prefix> of(Collection<InetAddress> addresses) {
    Optional<Prefix> network = addresses.stream().findFirst().map(CommonNetwork::around);
    return network.filter(each -> addresses.stream().allMatch(each::contains));
  }

  private static Prefix around(InetAddress address) {
    byte[] bytes = address.getAddress();
    int bits = bytes.length == 4 ? IPV4_BITS : IPV6_BITS;
    for (int i = bits / 8; i < bytes.length; i++) {
      bytes[i] = 0;
    }
    try {
      return new Prefix(InetAddress.getByAddress(bytes), bits);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

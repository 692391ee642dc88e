package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;

/** Numbers and addresses as operators read them. */
final class Words {
  private Words() {}

  /** {@code 3.609 s}, {@code 0.0021 s}, {@code 2 s}: to a tenth of a millisecond. */
  static String seconds(long nanos) {
    String text = String.format(Locale.ROOT, "%.4f", nanos / 1e9);
    return text.replaceAll("\\.?0+$", "") + " s";
  }

  static String address(InetAddress address) {
    return Endpoint.text(address);
  }

  static String addresses(Collection<InetAddress> addresses) {
    return addresses.stream().map(Words::address).collect(Collectors.joining(", "));
  }
}

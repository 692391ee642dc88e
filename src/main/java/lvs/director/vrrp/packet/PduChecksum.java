package lvs.director.vrrp.packet;

import java.net.InetAddress;
import lvs.director.base.InternetChecksum;

/** What the checksum of an advertisement covers, in each of the forms that are spoken. */
final class PduChecksum {
  private PduChecksum() {}

  /**
   * The advertisement alone: version 2 (RFC 3768, 5.3.8), and version 3 over IPv4 as some makers
   * read RFC 5798, 5.2.8.
   *
   * @param pdu its checksum being 0
   */
  static int plain(byte[] pdu) {
    return InternetChecksum.of(pdu);
  }

  /**
   * With the pseudo header in front (RFC 9568, 5.2.8): source, destination, protocol and length,
   * for IPv4 (RFC 9293, 3.1) or IPv6 (RFC 8200, 8.1). Both sum up the same words.
   *
   * @param pdu its checksum being 0
   */
  static int withPseudoHeader(byte[] pdu, InetAddress source, InetAddress destination) {
    return new InternetChecksum()
        .add(source.getAddress())
        .add(destination.getAddress())
        .add(new byte[] {0, Ipv4Header.PROTOCOL_VRRP, (byte) (pdu.length >>> 8), (byte) pdu.length})
        .add(pdu)
        .value();
  }
}

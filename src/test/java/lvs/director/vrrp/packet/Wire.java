package lvs.director.vrrp.packet;

import java.net.Inet6Address;
import java.util.Arrays;

/** What a raw socket of the receiver makes of a packet that was sent. */
final class Wire {
  private Wire() {}

  static IncomingPacket carry(OutgoingPacket sent) {
    return sent.destination() instanceof Inet6Address ? carryIpv6(sent) : ipv4(sent.bytes());
  }

  /** The kernel of the sender fills the checksum in (IPV6_CHECKSUM). */
  private static IncomingPacket carryIpv6(OutgoingPacket sent) {
    byte[] bytes = sent.bytes().clone();
    int checksum = PduChecksum.withPseudoHeader(bytes, sent.source(), sent.destination());
    bytes[6] = (byte) (checksum >>> 8);
    bytes[7] = (byte) checksum;
    return new IncomingPacket(
        sent.interfaceName(),
        sent.source(),
        sent.destination(),
        sent.hopLimit(),
        new byte[0],
        bytes);
  }

  /**
   * @param bytes a whole packet of IPv4
   */
  static IncomingPacket ipv4(byte[] bytes) {
    int headerBytes = (bytes[0] & 0x0f) * 4;
    return new IncomingPacket(
        "eth0",
        IpAddresses.of(Arrays.copyOfRange(bytes, 12, 16)),
        IpAddresses.of(Arrays.copyOfRange(bytes, 16, 20)),
        bytes[8] & 0xff,
        Arrays.copyOf(bytes, headerBytes),
        Arrays.copyOfRange(bytes, headerBytes, bytes.length));
  }
}

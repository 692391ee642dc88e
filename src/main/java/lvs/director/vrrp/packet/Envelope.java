package lvs.director.vrrp.packet;

import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Optional;

/**
 * A packet as far as it can be taken apart without knowing the virtual router.
 *
 * @param ipv6 the kernel keeps the IP header
 * @param authenticated it has, or claims to have, an authentication header
 * @param payload without what follows the length that the IP header tells (padding of Ethernet)
 * @param defect why it cannot be an advertisement at all
 */
record Envelope(
    IncomingPacket packet,
    boolean ipv6,
    boolean authenticated,
    byte[] payload,
    Optional<String> defect) {

  static Envelope of(IncomingPacket packet) {
    if (packet.source() instanceof Inet6Address) {
      return new Envelope(packet, true, false, packet.payload(), Optional.empty());
    }
    byte[] header = packet.ipHeader();
    boolean authenticated = Ipv4Header.protocol(header) == Ipv4Header.PROTOCOL_AH;
    if (!Ipv4Header.isComplete(header)) {
      String defect = "its IP header has " + header.length + " bytes, which is not what it says";
      return new Envelope(packet, false, authenticated, packet.payload(), Optional.of(defect));
    }
    int said = Ipv4Header.totalLengthBytes(header) - header.length;
    int found = packet.payload().length;
    Optional<String> defect =
        said < 0 || said > found
            ? Optional.of(
                "its IP header tells of " + said + " bytes after it, but " + found + " came")
            : Optional.empty();
    byte[] payload = Arrays.copyOf(packet.payload(), Math.clamp(said, 0, found));
    return new Envelope(packet, false, authenticated, payload, defect);
  }

  int headerBytes() {
    return authenticated ? HeaderDigest.LENGTH_BYTES : 0;
  }

  /** Empty when it is too short. */
  Optional<Pdu> pdu() {
    return payload.length < headerBytes() + Pdu.HEADER_BYTES
        ? Optional.empty()
        : Optional.of(new Pdu(Arrays.copyOfRange(payload, headerBytes(), payload.length), ipv6));
  }
}

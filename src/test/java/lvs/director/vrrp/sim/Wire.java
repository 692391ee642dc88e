package lvs.director.vrrp.sim;

import lvs.director.base.InternetChecksum;
import lvs.director.vrrp.PacketRecord;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/** What the kernels of sender and receiver do to a packet between two raw sockets. */
final class Wire {
  private static final int VRRP = 112;
  private static final int CHECKSUM_AT = 6;
  private static final int IPV6_BYTES = 16;

  private Wire() {}

  /** The packet as another machine's socket delivers it. */
  static IncomingPacket arriving(OutgoingPacket packet) {
    // Time and name of the record do not matter: it only takes the packet apart.
    IncomingPacket taken = PacketRecord.of(0, "LAN", packet).incoming();
    boolean ipv6 = taken.source().getAddress().length == IPV6_BYTES;
    if (!ipv6 || taken.payload().length < CHECKSUM_AT + 2) {
      return taken;
    }
    return new IncomingPacket(
        taken.interfaceName(),
        taken.source(),
        taken.destination(),
        taken.hopLimit(),
        taken.ipHeader(),
        withChecksum(taken));
  }

  /** The sender's kernel fills it in for IPv6, over a pseudo header (RFC 8200, 8.1). */
  private static byte[] withChecksum(IncomingPacket packet) {
    byte[] payload = packet.payload().clone();
    payload[CHECKSUM_AT] = 0;
    payload[CHECKSUM_AT + 1] = 0;
    byte[] length = {0, 0, (byte) (payload.length >>> 8), (byte) payload.length, 0, 0, 0, VRRP};
    int checksum =
        new InternetChecksum()
            .add(packet.source().getAddress())
            .add(packet.destination().getAddress())
            .add(length)
            .add(payload)
            .value();
    payload[CHECKSUM_AT] = (byte) (checksum >>> 8);
    payload[CHECKSUM_AT + 1] = (byte) checksum;
    return payload;
  }
}

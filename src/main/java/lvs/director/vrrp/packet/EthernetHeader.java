package lvs.director.vrrp.packet;

import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;
import lvs.director.base.MacAddress;

/** The header of an Ethernet II frame (RFC 894). */
final class EthernetHeader {
  static final int LENGTH_BYTES = 14;
  static final int TYPE_ARP = 0x0806;
  static final int TYPE_IPV6 = 0x86dd;

  private EthernetHeader() {}

  static ByteWriter begin(MacAddress destination, MacAddress source, int type) {
    return new ByteWriter().bytes(destination.bytes()).bytes(source.bytes()).u16be(type);
  }

  /** Skips the header; false when the frame is too short or of another type. */
  static boolean skip(ByteReader frame, int type) {
    return frame.remaining() >= LENGTH_BYTES
        && frame.skip(2 * MacAddress.LENGTH_BYTES).u16be() == type;
  }
}

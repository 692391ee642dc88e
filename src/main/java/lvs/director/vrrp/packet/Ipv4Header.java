package lvs.director.vrrp.packet;

import java.net.InetAddress;
import lvs.director.base.ByteWriter;
import lvs.director.base.InternetChecksum;

/** The IPv4 header (RFC 791, 3.1) that we write ourselves, without options. */
final class Ipv4Header {
  static final int LENGTH_BYTES = 20;
  static final int PROTOCOL_AH = 51;
  static final int PROTOCOL_VRRP = 112;

  /** Internetwork control, as routing protocols use it (RFC 791, 3.1). */
  private static final int TOS = 0xc0;

  private static final int VERSION_AND_LENGTH = 0x45;
  private static final int AT_TOTAL_LENGTH = 2;
  private static final int AT_PROTOCOL = 9;
  private static final int AT_CHECKSUM = 10;

  private Ipv4Header() {}

  /**
   * @param identification never 0, since the kernel would choose another one, which the digest of
   *     an authentication header does not cover
   */
  static byte[] encode(
      int identification,
      int timeToLive,
      int protocol,
      InetAddress source,
      InetAddress destination,
      int payloadBytes) {
    ByteWriter header =
        new ByteWriter(LENGTH_BYTES)
            .u8(VERSION_AND_LENGTH)
            .u8(TOS)
            .u16be(LENGTH_BYTES + payloadBytes)
            .u16be(identification)
            .u16be(0)
            .u8(timeToLive)
            .u8(protocol)
            .u16be(0)
            .bytes(source.getAddress())
            .bytes(destination.getAddress());
    return header.setU16be(AT_CHECKSUM, InternetChecksum.of(header.toBytes())).toBytes();
  }

  /** Whether it is as long as it says, and at least as long as it must be. */
  static boolean isComplete(byte[] header) {
    return header.length >= LENGTH_BYTES && (header[0] & 0x0f) * 4 == header.length;
  }

  /** 0 when the header is too short to have one. */
  static int protocol(byte[] header) {
    return header.length > AT_PROTOCOL ? header[AT_PROTOCOL] & 0xff : 0;
  }

  /** Of header and payload, as a complete header says. */
  static int totalLengthBytes(byte[] header) {
    return (header[AT_TOTAL_LENGTH] & 0xff) << 8 | header[AT_TOTAL_LENGTH + 1] & 0xff;
  }
}

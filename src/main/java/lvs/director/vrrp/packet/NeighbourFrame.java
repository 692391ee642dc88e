package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;
import lvs.director.base.InternetChecksum;
import lvs.director.base.MacAddress;

/**
 * The frame around a message of neighbour discovery (RFC 4861): Ethernet, IPv6, ICMPv6.
 *
 * @param flags the word after the checksum
 * @param options undecoded
 */
record NeighbourFrame(
    MacAddress from,
    InetAddress source,
    InetAddress destination,
    int type,
    long flags,
    InetAddress target,
    byte[] options) {
  static final int TYPE_SOLICITATION = 135;
  static final int TYPE_ADVERTISEMENT = 136;
  static final int OPTION_TARGET_LINK_ADDRESS = 2;

  private static final int IPV6_HEADER_BYTES = 40;
  private static final int NEXT_HEADER_ICMPV6 = 58;

  /** RFC 4861, 7.1: what came through a router is not listened to. */
  private static final int HOP_LIMIT = 255;

  /** Type, code, checksum, flags and target. */
  private static final int FIXED_BYTES = 24;

  private static final int AT_CHECKSUM = 2;
  private static final long IPV6_VERSION = 6L << 28;

  /** To the Ethernet address that belongs to the multicast destination (RFC 2464, 7). */
  byte[] encode() {
    byte[] group = destination.getAddress();
    long lowest = new ByteReader(group).skip(12).u32be();
    MacAddress to = new MacAddress(0x3333_0000_0000L | lowest);
    ByteWriter message =
        new ByteWriter()
            .u8(type)
            .u8(0)
            .u16be(0)
            .u32be(flags)
            .bytes(target.getAddress())
            .bytes(options);
    message.setU16be(AT_CHECKSUM, checksum(source, destination, message.toBytes()));
    return EthernetHeader.begin(to, from, EthernetHeader.TYPE_IPV6)
        .u32be(IPV6_VERSION)
        .u16be(message.length())
        .u8(NEXT_HEADER_ICMPV6)
        .u8(HOP_LIMIT)
        .bytes(source.getAddress())
        .bytes(group)
        .bytes(message.toBytes())
        .toBytes();
  }

  /** Validated as RFC 4861, 7.1 demands: hop limit, checksum, code and length. */
  static Optional<NeighbourFrame> decode(byte[] frame) {
    ByteReader reader = new ByteReader(frame);
    if (!EthernetHeader.skip(reader, EthernetHeader.TYPE_IPV6)
        || reader.remaining() < IPV6_HEADER_BYTES) {
      return Optional.empty();
    }
    boolean version6 = reader.u32be() >>> 28 == 6;
    int lengthBytes = reader.u16be();
    boolean fits = reader.u8() == NEXT_HEADER_ICMPV6 & reader.u8() == HOP_LIMIT;
    InetAddress source = IpAddresses.of(reader.bytes(16));
    InetAddress destination = IpAddresses.of(reader.bytes(16));
    if (!version6 || !fits || lengthBytes < FIXED_BYTES || lengthBytes > reader.remaining()) {
      return Optional.empty();
    }
    byte[] message = reader.bytes(lengthBytes);
    boolean genuine = checksum(source, destination, message) == 0 && message[1] == 0;
    MacAddress from = MacAddress.of(Arrays.copyOfRange(frame, 6, 12));
    return genuine
        ? Optional.of(body(from, source, destination, new ByteReader(message)))
        : Optional.empty();
  }

  private static NeighbourFrame body(
      MacAddress from, InetAddress source, InetAddress destination, ByteReader message) {
    int type = message.u8();
    long flags = message.skip(3).u32be();
    InetAddress target = IpAddresses.of(message.bytes(16));
    byte[] options = message.bytes(message.remaining());
    return new NeighbourFrame(from, source, destination, type, flags, target, options);
  }

  /** The link address in an option of this type (RFC 4861, 4.6.1). */
  Optional<MacAddress> linkAddress(int optionType) {
    ByteReader reader = new ByteReader(options);
    while (reader.remaining() >= 8) {
      int found = reader.u8();
      int lengthBytes = reader.u8() * 8;
      if (lengthBytes == 0 || lengthBytes - 2 > reader.remaining()) {
        return Optional.empty();
      }
      byte[] value = reader.bytes(lengthBytes - 2);
      if (found == optionType && value.length == MacAddress.LENGTH_BYTES) {
        return Optional.of(MacAddress.of(value));
      }
    }
    return Optional.empty();
  }

  /** Source, destination, length and next header stand in front (RFC 8200, 8.1). */
  private static int checksum(InetAddress source, InetAddress destination, byte[] message) {
    ByteWriter tail = new ByteWriter().u32be(message.length).u32be(NEXT_HEADER_ICMPV6);
    return new InternetChecksum()
        .add(source.getAddress())
        .add(destination.getAddress())
        .add(tail.toBytes())
        .add(message)
        .value();
  }
}

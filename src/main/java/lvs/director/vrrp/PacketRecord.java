package lvs.director.vrrp;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.base.Endpoint;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;

/**
 * One VRRP packet of a run, as a line of a scenario text:
 *
 * <pre>
 * at 3.609375000 A hears eth0 10.9.0.2 > 224.0.0.18 hops 255 header 45c0… payload 2133…  # v2 vrid 51 priority 150
 * </pre>
 *
 * What follows {@code #} is for people. An interface that is not known is written {@code -}, and so
 * is an IP header that the kernel keeps to itself (IPv6).
 *
 * @param atNanos since the begin of the recording
 * @param director whose ears or mouth it is: one word
 * @param heard received rather than sent
 * @param interfaceName empty where the socket is bound to none
 * @param hopLimit time to live or hop limit, 0 to 255
 * @param header IPv4: the IP header with its options; IPv6: empty
 * @param payload what follows the IP header
 */
public record PacketRecord(
    long atNanos,
    String director,
    boolean heard,
    String interfaceName,
    InetAddress source,
    InetAddress destination,
    int hopLimit,
    byte[] header,
    byte[] payload) {
  private static final int NANOS_DIGITS = 9;
  private static final int AUTHENTICATION_HEADER_BYTES = 24;
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern LINE =
      Pattern.compile(
          "at (\\d{1,9})\\.(\\d{9}) (\\S+) (hears|sends) (\\S+) (\\S+) > (\\S+) hops (\\d{1,3})"
              + " header (-|(?:[0-9a-f]{2})+) payload (-|(?:[0-9a-f]{2})+)\\s*(?:#.*)?");

  public static PacketRecord of(long atNanos, String director, IncomingPacket packet) {
    return new PacketRecord(
        atNanos,
        director,
        true,
        packet.interfaceName(),
        packet.source(),
        packet.destination(),
        packet.hopLimit(),
        packet.ipHeader(),
        packet.payload());
  }

  public static PacketRecord of(long atNanos, String director, OutgoingPacket packet) {
    int header = headerBytes(packet);
    return new PacketRecord(
        atNanos,
        director,
        false,
        packet.interfaceName(),
        packet.source(),
        packet.destination(),
        packet.hopLimit(),
        Arrays.copyOf(packet.bytes(), header),
        Arrays.copyOfRange(packet.bytes(), header, packet.bytes().length));
  }

  /** Reads what {@link #toString} wrote; empty for every other text. */
  public static Optional<PacketRecord> parse(String line) {
    Matcher found = LINE.matcher(line.strip());
    if (!found.matches() || Integer.parseInt(found.group(8)) > 255) {
      return Optional.empty();
    }
    Optional<InetAddress> source = Endpoint.address(found.group(6));
    Optional<InetAddress> destination = Endpoint.address(found.group(7));
    if (source.isEmpty() || destination.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PacketRecord(
            Long.parseLong(found.group(1) + found.group(2)),
            found.group(3),
            found.group(4).equals("hears"),
            found.group(5).equals("-") ? "" : found.group(5),
            source.get(),
            destination.get(),
            Integer.parseInt(found.group(8)),
            bytes(found.group(9)),
            bytes(found.group(10))));
  }

  /**
   * As a socket delivers it; for one that was sent, as it arrives at the others, apart from the
   * checksum of IPv6, which the kernel fills in.
   */
  public IncomingPacket incoming() {
    return new IncomingPacket(interfaceName, source, destination, hopLimit, header, payload);
  }

  @Override
  public String toString() {
    return "at %s %s %s %s %s > %s hops %d header %s payload %s%s"
        .formatted(
            seconds(),
            director,
            heard ? "hears" : "sends",
            interfaceName.isEmpty() ? "-" : interfaceName,
            Endpoint.text(source),
            Endpoint.text(destination),
            hopLimit,
            hex(header),
            hex(payload),
            remark());
  }

  private String seconds() {
    String digits = "%010d".formatted(Math.max(0, atNanos));
    int point = digits.length() - NANOS_DIGITS;
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /** Version, VRID and priority stand at the same place in every version (RFC 9568, 5.1). */
  private String remark() {
    boolean signed = header.length > 9 && (header[9] & 0xff) == 51;
    int at = signed ? AUTHENTICATION_HEADER_BYTES : 0;
    if (payload.length < at + 3) {
      return "";
    }
    return "  # v%d vrid %d priority %d"
        .formatted((payload[at] & 0xf0) >> 4, payload[at + 1] & 0xff, payload[at + 2] & 0xff);
  }

  /** Only IPv4 packets are sent with their IP header, whose length is in its first byte. */
  private static int headerBytes(OutgoingPacket packet) {
    boolean ipv4 = packet.destination().getAddress().length == 4;
    return ipv4 && packet.bytes().length > 0
        ? Math.min(packet.bytes().length, (packet.bytes()[0] & 0x0f) * 4)
        : 0;
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "-" : HEX.formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return hex.equals("-") ? new byte[0] : HEX.parseHex(hex);
  }
}

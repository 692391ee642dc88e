package lvs.director.vrrp.packet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Frames that keepalived sent, from a text under {@code vrrp/captures}: lines of a kind and bytes,
 * remarks behind {@code #}.
 */
record Capture(List<Frame> frames) {
  /**
   * @param kind vrrp, arp or nd
   */
  record Frame(String kind, byte[] bytes) {
    /** What a raw socket of the receiver gives. */
    IncomingPacket packet() {
      byte[] ip = Arrays.copyOfRange(bytes, EthernetHeader.LENGTH_BYTES, bytes.length);
      return ip[0] >>> 4 == 4 ? Wire.ipv4(ip) : ipv6(ip);
    }

    private static IncomingPacket ipv6(byte[] ip) {
      return new IncomingPacket(
          "eth0",
          IpAddresses.of(Arrays.copyOfRange(ip, 8, 24)),
          IpAddresses.of(Arrays.copyOfRange(ip, 24, 40)),
          ip[7] & 0xff,
          new byte[0],
          Arrays.copyOfRange(ip, 40, ip.length));
    }
  }

  static Capture of(String name) {
    String resource = "/vrrp/captures/" + name + ".txt";
    try (InputStream in = Capture.class.getResourceAsStream(resource)) {
      return new Capture(
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" "))
              .map(words -> new Frame(words[0], HexFormat.of().parseHex(words[1])))
              .toList());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  List<Frame> ofKind(String kind) {
    return frames.stream().filter(frame -> frame.kind().equals(kind)).toList();
  }
}

package lvs.director.linux;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import lvs.director.base.ByteWriter;
import lvs.director.base.Endpoint;
import lvs.director.base.InternetChecksum;

/** Advertisements written out by hand, so that the sockets are judged without our codec. */
final class Adverts {
  private Adverts() {}

  /** VRRP version 2 without authentication, interval 1 s, in an IPv4 packet. */
  static String version2(int vrid, int priority, String source, String to, List<String> addresses) {
    ByteWriter vrrp = new ByteWriter().u8(0x21).u8(vrid).u8(priority).u8(addresses.size());
    vrrp.u8(0).u8(1).u16be(0);
    addresses.forEach(address -> vrrp.bytes(bytes(address)));
    vrrp.zeros(8);
    vrrp.setU16be(6, InternetChecksum.of(vrrp.toBytes()));
    return ipv4(source, to, vrrp.toBytes());
  }

  /** VRRP version 3, interval 1 s, in an IPv4 packet. */
  static String version3(int vrid, int priority, String source, String to, List<String> addresses) {
    byte[] vrrp = version3(vrid, priority, addresses);
    byte[] pseudo =
        new ByteWriter()
            .bytes(bytes(source))
            .bytes(bytes(to))
            .u8(0)
            .u8(112)
            .u16be(vrrp.length)
            .toBytes();
    int checksum = new InternetChecksum().add(pseudo).add(vrrp).value();
    vrrp[6] = (byte) (checksum >>> 8);
    vrrp[7] = (byte) checksum;
    return ipv4(source, to, vrrp);
  }

  /** VRRP version 3, interval 1 s, without IP header and checksum: IPv6. */
  static String version3Payload(int vrid, int priority, List<String> addresses) {
    return HexFormat.of().formatHex(version3(vrid, priority, addresses));
  }

  private static byte[] version3(int vrid, int priority, List<String> addresses) {
    ByteWriter vrrp = new ByteWriter().u8(0x31).u8(vrid).u8(priority).u8(addresses.size());
    vrrp.u16be(100).u16be(0);
    addresses.forEach(address -> vrrp.bytes(bytes(address)));
    return vrrp.toBytes();
  }

  private static String ipv4(String source, String to, byte[] payload) {
    ByteWriter packet =
        new ByteWriter().u8(0x45).u8(0xc0).u16be(20 + payload.length).u16be(1).u16be(0);
    packet.u8(255).u8(112).u16be(0).bytes(bytes(source)).bytes(bytes(to)).bytes(payload);
    return HexFormat.of().formatHex(packet.toBytes());
  }

  private static byte[] bytes(String address) {
    return Endpoint.address(address).map(InetAddress::getAddress).orElseThrow();
  }
}

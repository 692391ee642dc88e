package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import lvs.director.base.Endpoint;
import lvs.director.vrrp.packet.IncomingPacket;
import lvs.director.vrrp.packet.OutgoingPacket;
import org.junit.jupiter.api.Test;

class PacketRecordTest {
  private static final byte[] HEADER = hex("45c00028000100 00ff70cf0d0a090002e0000012");
  private static final byte[] PAYLOAD = hex("2133960100017b9d0a0900640000000000000000");
  private static final String LINE =
      "at 3.609375000 A hears eth0 10.9.0.2 > 224.0.0.18 hops 255"
          + " header 45c0002800010000ff70cf0d0a090002e0000012"
          + " payload 2133960100017b9d0a0900640000000000000000  # v2 vrid 51 priority 150";

  @Test
  void aPacketHeardIsALine() {
    assertEquals(LINE, PacketRecord.of(3_609_375_000L, "A", heard()).toString());
  }

  @Test
  void aLineGivesThePacketAgain() {
    PacketRecord read = PacketRecord.parse(LINE).orElseThrow();
    assertEquals(LINE, read.toString());
    assertEquals(3_609_375_000L, read.atNanos());
    assertTrue(read.heard());
    assertArrayEquals(PAYLOAD, read.incoming().payload());
    assertArrayEquals(HEADER, read.incoming().ipHeader());
    assertEquals("eth0", read.incoming().interfaceName());
  }

  @Test
  void thePacketSentIsTheOneThatTheOthersHear() {
    byte[] whole = new byte[HEADER.length + PAYLOAD.length];
    System.arraycopy(HEADER, 0, whole, 0, HEADER.length);
    System.arraycopy(PAYLOAD, 0, whole, HEADER.length, PAYLOAD.length);
    OutgoingPacket packet =
        new OutgoingPacket("eth0", address("10.9.0.2"), address("224.0.0.18"), 255, whole);
    PacketRecord record = PacketRecord.of(0, "B", packet);
    assertTrue(record.toString().startsWith("at 0.000000000 B sends eth0 10.9.0.2 > 224.0.0.18 "));
    assertArrayEquals(HEADER, record.header());
    assertArrayEquals(PAYLOAD, record.payload());
  }

  @Test
  void ipv6HasNoHeaderAndAnUnboundSocketNoInterface() {
    OutgoingPacket packet =
        new OutgoingPacket(
            "", address("fe80::2"), address("ff02::12"), 255, hex("31339601006400 00"));
    String line = PacketRecord.of(1, "A", packet).toString();
    assertEquals(
        "at 0.000000001 A sends - fe80::2 > ff02::12 hops 255 header - payload 3133960100640000"
            + "  # v3 vrid 51 priority 150",
        line);
    PacketRecord read = PacketRecord.parse(line).orElseThrow();
    assertEquals("", read.interfaceName());
    assertEquals(line, read.toString());
  }

  @Test
  void whatIsTooShortHasNoRemark() {
    IncomingPacket packet =
        new IncomingPacket(
            "eth0", address("10.9.0.2"), address("10.9.0.1"), 0, HEADER, new byte[2]);
    assertFalse(PacketRecord.of(0, "A", packet).toString().contains("#"));
  }

  @Test
  void theRemarkOfASignedPacketIsAboutWhatIsBehindTheAuthenticationHeader() {
    byte[] header = HEADER.clone();
    header[9] = 51;
    byte[] payload = new byte[24 + PAYLOAD.length];
    System.arraycopy(PAYLOAD, 0, payload, 24, PAYLOAD.length);
    IncomingPacket packet =
        new IncomingPacket(
            "eth0", address("10.9.0.2"), address("224.0.0.18"), 255, header, payload);
    assertTrue(PacketRecord.of(0, "A", packet).toString().endsWith("# v2 vrid 51 priority 150"));
  }

  @Test
  void otherTextIsNoPacket() {
    assertEquals(Optional.empty(), PacketRecord.parse(""));
    assertEquals(Optional.empty(), PacketRecord.parse("at 1.0 A stops"));
    assertEquals(Optional.empty(), PacketRecord.parse(LINE.replace("hops 255", "hops 256")));
    assertEquals(Optional.empty(), PacketRecord.parse(LINE.replace("10.9.0.2 ", "10.9.0.256 ")));
    assertEquals(Optional.empty(), PacketRecord.parse(LINE.replace("payload 2", "payload ")));
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      int from = random.nextInt(LINE.length());
      PacketRecord.parse(LINE.substring(0, from) + (char) random.nextInt(256));
    }
  }

  @Test
  void everyPacketComesBack() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      byte[] payload = new byte[random.nextInt(60)];
      random.nextBytes(payload);
      IncomingPacket packet =
          new IncomingPacket(
              "eth" + i, address("10.9.0.2"), address("224.0.0.18"), i % 256, HEADER, payload);
      String line = PacketRecord.of(random.nextLong(1L << 50), "A", packet).toString();
      PacketRecord read = PacketRecord.parse(line).orElseThrow();
      assertEquals(line, read.toString());
      assertArrayEquals(payload, read.payload());
    }
  }

  private static IncomingPacket heard() {
    return new IncomingPacket(
        "eth0", address("10.9.0.2"), address("224.0.0.18"), 255, HEADER, PAYLOAD);
  }

  private static InetAddress address(String text) {
    return Endpoint.address(text).orElseThrow();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}

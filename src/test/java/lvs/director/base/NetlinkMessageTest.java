package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Messages of netlink, byte by byte. */
@EnabledIf("littleEndian")
class NetlinkMessageTest {
  static boolean littleEndian() {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  }

  private static final String REFUSAL =
      "3c000000"
          + "0200"
          + "0003"
          + "07000000"
          + "63000000" // NLM_F_CAPPED, NLM_F_ACK_TLVS
          + "eaffffff" // -EINVAL
          + "20000000"
          + "1400"
          + "0500"
          + "07000000"
          + "00000000" // header of what was refused
          + "1500"
          + "0100"
          + hex("Invalid prefix!!")
          + "00"
          + "000000";

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void aRequestHasItsLengthFlagsAndSequence() {
    byte[] bytes =
        new NetlinkRequest(20, NetlinkRequest.CREATE)
            .header(w -> w.u8(2).u8(24).u8(0).u8(0).u32ne(5))
            .u8(11, 0x70)
            .text(3, "eth0:vip")
            .nest(18, nest -> nest.u32ne(1, 1).flag(2))
            .with(NetlinkRequest.ACKNOWLEDGE)
            .encode(7);
    assertEquals(
        "40000000"
            + "1400"
            + "0504"
            + "07000000"
            + "00000000"
            + "02180000"
            + "05000000"
            + "0500"
            + "0b00"
            + "70"
            + "000000"
            + "0d00"
            + "0300"
            + "657468303a76697000"
            + "000000"
            + "1000"
            + "1280"
            + "0800"
            + "0100"
            + "01000000"
            + "0400"
            + "0200",
        HexFormat.of().formatHex(bytes));
  }

  @Test
  void whatWasWrittenIsRead() {
    byte[] bytes =
        new NetlinkRequest(20, 0)
            .u8(1, 0xff)
            .u16ne(2, 0xfffe)
            .u32ne(3, 0xfffffffdL)
            .u64be(4, 1)
            .text(5, "eth0")
            .nest(6, nest -> nest.u8(1, 9))
            .flag(7)
            .encode(1);
    NetlinkMessage message = NetlinkMessage.split(bytes, bytes.length).getFirst();
    NetlinkAttributes attributes = message.attributes(0);
    assertEquals(20, message.type());
    assertEquals(OptionalInt.of(0xff), attributes.u8(1));
    assertEquals(OptionalInt.of(0xfffe), attributes.u16ne(2));
    assertEquals(0xfffffffdL, attributes.u32ne(3).orElseThrow());
    assertEquals(1L << 56, attributes.u64ne(4).orElseThrow());
    assertEquals(Optional.of("eth0"), attributes.text(5));
    assertEquals(OptionalInt.of(9), attributes.nested(6).u8(1));
    assertTrue(attributes.has(7));
    assertFalse(attributes.has(8));
    assertEquals(OptionalInt.empty(), attributes.u8(7), "too short for a number");
    assertEquals(NetlinkAttributes.NONE, attributes.nested(8));
  }

  @Test
  void severalMessagesStandInOneDatagram() {
    byte[] one = new NetlinkRequest(20, 0).u8(1, 5).encode(1);
    byte[] both = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, both, one.length, one.length);
    assertEquals(2, NetlinkMessage.split(both, both.length).size());
    assertEquals(1, NetlinkMessage.split(both, both.length - 1).size(), "the second is cut off");
    assertEquals(List.of(), NetlinkMessage.split(both, 15));
  }

  @Test
  void aRefusalHasItsErrnoAndTheKernelsWords() {
    byte[] bytes = HexFormat.of().parseHex(REFUSAL);
    NetlinkMessage message = NetlinkMessage.split(bytes, bytes.length).getFirst();
    assertEquals(22, message.errno());
    assertEquals("Invalid prefix!!", message.explanation());
    assertEquals(7, message.sequence());
    assertEquals(99, message.port());
  }

  @Test
  void anAcknowledgementIsNoError() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "24000000"
                    + "0200"
                    + "0000"
                    + "07000000"
                    + "63000000"
                    + "00000000"
                    + "20000000"
                    + "1400"
                    + "0500"
                    + "07000000"
                    + "00000000");
    NetlinkMessage message = NetlinkMessage.split(bytes, bytes.length).getFirst();
    assertEquals(0, message.errno());
    assertEquals("", message.explanation());
  }

  @Test
  void aRefusalThatIsCutAnywhereIsReadWithoutAnException() {
    byte[] bytes = HexFormat.of().parseHex(REFUSAL);
    for (int length = 0; length <= bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      if (length >= 4) {
        new ByteWriter(4).u32ne(length);
        cut[0] = (byte) length;
      }
      NetlinkMessage.split(cut, length).forEach(NetlinkMessageTest::readAll);
    }
  }

  @Test
  void randomBytesAreReadWithoutAnException() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 8) {
        bytes[0] = (byte) (bytes.length - random.nextInt(3));
        bytes[1] = bytes[2] = bytes[3] = bytes[5] = 0;
        bytes[4] = (byte) random.nextInt(4);
      }
      NetlinkMessage.split(bytes, bytes.length).forEach(NetlinkMessageTest::readAll);
    }
  }

  private static void readAll(NetlinkMessage message) {
    message.errno();
    message.explanation();
    for (NetlinkAttributes.Attribute each : message.attributes(8).all()) {
      each.nested().text(1);
      each.nested().u32ne(1);
    }
  }
}

package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetlinkCursorTest {
  private static NetlinkCursor cursor(NetlinkRequest request) {
    byte[] bytes = request.encode(1);
    return NetlinkCursor.of(NetlinkMessage.split(bytes, bytes.length).getFirst(), 0);
  }

  private static NetlinkCursor first(NetlinkRequest request) {
    NetlinkCursor cursor = cursor(request);
    assertTrue(cursor.next());
    return cursor;
  }

  private static NetlinkRequest request() {
    return new NetlinkRequest(20, 0);
  }

  @Test
  void valuesAreReadInTheOrderOfTheMessage() {
    NetlinkCursor cursor =
        cursor(
            request()
                .u8(1, 0xff)
                .u16be(2, 0x1234)
                .u32ne(3, 0xffff_fffeL)
                .text(4, "eth0")
                .nest(5, nest -> nest.u16ne(6, 7))
                .flag(8));
    assertTrue(cursor.next());
    assertEquals(0xff, cursor.u8(0));
    assertTrue(cursor.next());
    assertEquals(0x1234, cursor.u16be(0));
    assertTrue(cursor.next());
    assertEquals(-2, cursor.u32ne(0));
    assertTrue(cursor.next());
    assertEquals("eth0", cursor.text());
    assertTrue(cursor.next());
    assertEquals(5, cursor.type());
    NetlinkCursor nested = cursor.nested();
    assertTrue(nested.next());
    assertEquals(7, nested.u16ne(0));
    assertFalse(nested.next());
    assertTrue(cursor.next());
    assertEquals(8, cursor.type());
    assertFalse(cursor.next());
    assertFalse(cursor.next(), "the end stays the end");
  }

  @Test
  void aValueThatIsNotReadIsPassedOver() {
    NetlinkCursor cursor = cursor(request().text(1, "something").u8(2, 9));
    assertTrue(cursor.next());
    assertTrue(cursor.next());
    assertEquals(9, cursor.u8(0));
  }

  @Test
  void whatIsTooShortGivesWhatTheCallerNames() {
    NetlinkCursor cursor = first(request().u8(1, 9));
    assertEquals(5, cursor.u16ne(5));
    assertEquals(6, cursor.u16be(6));
    assertEquals(7, cursor.u32ne(7));
    assertEquals(8, cursor.counter(8));
    assertEquals(9, cursor.u8(0), "nothing was taken");
    assertEquals(3, cursor.u8(3), "a value is read once");
  }

  @Test
  void countersHaveEightBytesOrFour() {
    byte[] wide = new ByteWriter().u64ne(1L << 40).toBytes();
    assertEquals(1L << 40, first(request().bytes(1, wide)).counter(0));
    assertEquals(0xffff_ffffL, first(request().u32ne(1, 0xffff_ffffL)).counter(0));
  }

  @Test
  void bytesAreAtMostThoseOfTheValue() {
    byte[] value = {1, 2, 3, 4, 5};
    assertArrayEquals(new byte[] {1, 2, 3}, first(request().bytes(1, value)).bytes(3));
    assertArrayEquals(value, first(request().bytes(1, value)).bytes(16));
  }

  @Test
  void aLengthThatCannotBeEndsTheList() {
    byte[] tooLong = new ByteWriter().u16ne(20).u16ne(1).u32ne(7).toBytes();
    assertFalse(new NetlinkCursor(new ByteReader(tooLong)).next());
    byte[] tooShort = new ByteWriter().u16ne(3).u16ne(1).u32ne(7).toBytes();
    assertFalse(new NetlinkCursor(new ByteReader(tooShort)).next());
    NetlinkCursor last = new NetlinkCursor(new ByteReader(new byte[] {5, 0, 1, 0, 9}));
    assertTrue(last.next(), "the last one needs no padding");
    assertEquals(9, last.u8(0));
    assertFalse(last.next());
  }

  @Test
  void anAddressStandsAtTheBeginningOfItsField() {
    byte[] field = new byte[16];
    field[0] = 10;
    field[3] = 1;
    assertEquals(Endpoint.address("10.0.0.1"), NetlinkCursor.address(false, field));
    assertEquals(Endpoint.address("a00:1::"), NetlinkCursor.address(true, field));
    assertEquals(Optional.empty(), NetlinkCursor.address(true, new byte[15]));
    assertEquals(Optional.empty(), NetlinkCursor.address(false, new byte[3]));
  }

  @Test
  void anIpv6AddressThatHoldsAnIpv4OneStaysWhatItIs() {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    assertTrue(NetlinkCursor.address(true, mapped).orElseThrow() instanceof Inet6Address);
  }
}

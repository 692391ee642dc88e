package lvs.director.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Goes over the attributes of a netlink message (struct nlattr, drawn at {@link NetlinkAttributes})
 * without making an object of each: for tables with tens of thousands of entries.
 *
 * <pre>
 *   while (cursor.next()) {
 *     switch (cursor.type()) {
 *       case PORT -> port = cursor.u16be(port);
 * </pre>
 *
 * A value may be read once. Where it is too short for what is asked, the answer is what the caller
 * names, so that reading never fails; a length that cannot be ends the list. A type that comes
 * twice is met twice: the last one wins, as in the kernel.
 */
public final class NetlinkCursor {
  private static final int HEADER_BYTES = 4;

  /** NLA_TYPE_MASK: without the bits for nested and for network byte order. */
  private static final int TYPE_MASK = 0x3fff;

  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private final ByteReader reader;
  private int type;

  /** Bytes of the value that were not read. */
  private int left;

  /** What remains in the reader when the next attribute begins. */
  private int behind;

  /** Everything that remains in the reader, which then belongs to the cursor. */
  public NetlinkCursor(ByteReader reader) {
    this.reader = reader;
    this.behind = reader.remaining();
  }

  /**
   * The attributes behind the header of the family.
   *
   * @param familyHeaderBytes its length, a multiple of 4
   */
  public static NetlinkCursor of(NetlinkMessage message, int familyHeaderBytes) {
    ByteReader payload = message.payload();
    return new NetlinkCursor(payload.skip(Math.min(payload.remaining(), familyHeaderBytes)));
  }

  /** Goes to the next attribute; false at the end. */
  public boolean next() {
    reader.skip(reader.remaining() - behind);
    left = 0;
    if (behind < HEADER_BYTES) {
      return false;
    }
    int valueBytes = reader.u16ne() - HEADER_BYTES;
    type = reader.u16ne() & TYPE_MASK;
    if (valueBytes < 0 || valueBytes > reader.remaining()) {
      behind = 0;
      return false;
    }
    left = valueBytes;
    behind = Math.max(0, reader.remaining() - (valueBytes + 3 & ~3));
    return true;
  }

  public int type() {
    return type;
  }

  public int u8(int otherwise) {
    return take(1) ? reader.u8() : otherwise;
  }

  public int u16ne(int otherwise) {
    return take(2) ? reader.u16ne() : otherwise;
  }

  public int u16be(int otherwise) {
    return take(2) ? reader.u16be() : otherwise;
  }

  public int u32ne(int otherwise) {
    return take(4) ? (int) reader.u32ne() : otherwise;
  }

  public int u32be(int otherwise) {
    return take(4) ? (int) reader.u32be() : otherwise;
  }

  /** A counter that has 8 bytes, or in older messages 4. */
  public long counter(long otherwise) {
    if (take(8)) {
      return reader.u64ne();
    }
    return take(4) ? reader.u32ne() : otherwise;
  }

  /** The value, or its beginning. */
  public byte[] bytes(int mostBytes) {
    byte[] value = reader.bytes(Math.min(left, mostBytes));
    left -= value.length;
    return value;
  }

  /** Up to the terminating zero. */
  public String text() {
    byte[] value = bytes(left);
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
  }

  /** The attributes of a nest. */
  public NetlinkCursor nested() {
    NetlinkCursor nested = new NetlinkCursor(reader.slice(left));
    left = 0;
    return nested;
  }

  /**
   * An address from the first bytes of its field, which may be longer.
   *
   * @return empty when there are too few
   */
  public static Optional<InetAddress> address(boolean ipv6, byte[] field) {
    int length = ipv6 ? IPV6_BYTES : IPV4_BYTES;
    if (field.length < length) {
      return Optional.empty();
    }
    byte[] bytes = field.length == length ? field : java.util.Arrays.copyOf(field, length);
    try {
      // Not InetAddress.getByAddress: that makes an IPv4 address of ::ffff:a.b.c.d.
      return Optional.of(
          ipv6 ? Inet6Address.getByAddress(null, bytes, -1) : InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private boolean take(int count) {
    if (left < count) {
      return false;
    }
    left -= count;
    return true;
  }
}

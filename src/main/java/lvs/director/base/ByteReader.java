package lvs.director.base;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads a packet or message front to back. Reading past the end throws {@link
 * IndexOutOfBoundsException}, which is a mistake of the caller: a decoder asks {@link #remaining}
 * first. Names of methods tell the byte order as those of {@link ByteWriter} do.
 */
public final class ByteReader {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final byte[] bytes;
  private final int end;
  private int at;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code lengthBytes} from {@code from} on, without copying. */
  public ByteReader(byte[] bytes, int from, int lengthBytes) {
    if (from < 0 || lengthBytes < 0 || from + lengthBytes > bytes.length) {
      throw new IndexOutOfBoundsException(from + " + " + lengthBytes + " of " + bytes.length);
    }
    this.bytes = bytes;
    this.at = from;
    this.end = from + lengthBytes;
  }

  public int remaining() {
    return end - at;
  }

  public int u8() {
    need(1);
    return bytes[at++] & 0xff;
  }

  public int u16be() {
    return u8() << 8 | u8();
  }

  public long u32be() {
    return (long) u16be() << 16 | u16be();
  }

  public long u64be() {
    return u32be() << 32 | u32be();
  }

  public int u16ne() {
    return LITTLE ? Short.reverseBytes((short) u16be()) & 0xffff : u16be();
  }

  public long u32ne() {
    return LITTLE ? Integer.reverseBytes((int) u32be()) & 0xffff_ffffL : u32be();
  }

  public long u64ne() {
    return LITTLE ? Long.reverseBytes(u64be()) : u64be();
  }

  public byte[] bytes(int count) {
    need(count);
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  public ByteReader skip(int count) {
    need(count);
    at += count;
    return this;
  }

  /** A reader of the next {@code count} bytes, which this one skips. */
  public ByteReader slice(int count) {
    need(count);
    at += count;
    return new ByteReader(bytes, at - count, count);
  }

  private void need(int count) {
    if (count < 0 || count > remaining()) {
      throw new IndexOutOfBoundsException(count + " bytes of " + remaining());
    }
  }
}

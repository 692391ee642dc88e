package lvs.director.base;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a packet or message front to back. Names of methods tell the byte order: {@code be} is the
 * network's, {@code ne} the machine's own, as netlink uses.
 */
public final class ByteWriter {
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private byte[] bytes;
  private int length;

  public ByteWriter() {
    this(128);
  }

  public ByteWriter(int expectedBytes) {
    bytes = new byte[Math.max(16, expectedBytes)];
  }

  public int length() {
    return length;
  }

  public ByteWriter u8(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  public ByteWriter u16be(int value) {
    return u8(value >>> 8).u8(value);
  }

  public ByteWriter u32be(long value) {
    return u16be((int) (value >>> 16)).u16be((int) value);
  }

  public ByteWriter u64be(long value) {
    return u32be(value >>> 32).u32be(value);
  }

  public ByteWriter u16ne(int value) {
    return LITTLE ? u8(value).u8(value >>> 8) : u16be(value);
  }

  public ByteWriter u32ne(long value) {
    return LITTLE ? u16ne((int) value).u16ne((int) (value >>> 16)) : u32be(value);
  }

  public ByteWriter u64ne(long value) {
    return LITTLE ? u32ne(value).u32ne(value >>> 32) : u64be(value);
  }

  public ByteWriter bytes(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  public ByteWriter zeros(int count) {
    room(count);
    Arrays.fill(bytes, length, length + count, (byte) 0);
    length += count;
    return this;
  }

  /** Zeros until the length is a multiple of {@code unitBytes}. */
  public ByteWriter align(int unitBytes) {
    return zeros((unitBytes - length % unitBytes) % unitBytes);
  }

  /** Overwrites what was written before. */
  public ByteWriter setU16be(int at, int value) {
    bytes[at] = (byte) (value >>> 8);
    bytes[at + 1] = (byte) value;
    return this;
  }

  /** Overwrites what was written before, in the machine's byte order. */
  public ByteWriter setU16ne(int at, int value) {
    return setU16be(at, LITTLE ? Short.reverseBytes((short) value) : value);
  }

  /** Overwrites what was written before, in the machine's byte order. */
  public ByteWriter setU32ne(int at, long value) {
    int ordered = LITTLE ? Integer.reverseBytes((int) value) : (int) value;
    return setU16be(at, ordered >>> 16).setU16be(at + 2, ordered);
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void room(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}

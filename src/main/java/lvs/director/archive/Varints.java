package lvs.director.archive;

import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;

/** Whole numbers in as few bytes as they need: seven bits each, the lowest first. */
final class Varints {
  private static final int MOST_BYTES = 10;

  private Varints() {}

  /**
   * @param value as unsigned
   */
  static void put(ByteWriter to, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to.u8((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    to.u8((int) rest);
  }

  /** Small numbers of either sign. */
  static void putSigned(ByteWriter to, long value) {
    put(to, value << 1 ^ value >> 63);
  }

  /**
   * @throws IndexOutOfBoundsException at the end of the bytes
   */
  static long get(ByteReader from) {
    long value = 0;
    for (int i = 0; i < MOST_BYTES; i++) {
      int next = from.u8();
      value |= (long) (next & 0x7f) << 7 * i;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("a number that does not end");
  }

  static long getSigned(ByteReader from) {
    long coded = get(from);
    return coded >>> 1 ^ -(coded & 1);
  }

  /**
   * @throws IndexOutOfBoundsException when there is no such number of things
   */
  static int getCount(ByteReader from) {
    long count = get(from);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IndexOutOfBoundsException("a count of " + count);
    }
    return (int) count;
  }
}

package lvs.director.proxy.scheduler;

import java.net.InetAddress;

/** The kernel's hashes of addresses. */
final class AddressHash {
  /** 2^32 divided by the golden ratio, as linux/hash.h has it since 4.7. */
  private static final int GOLDEN_RATIO = 0x61C88647;

  private AddressHash() {}

  /** An IPv4 address, or the four words of an IPv6 address folded by exclusive or. */
  static int fold(InetAddress address) {
    byte[] bytes = address.getAddress();
    int folded = 0;
    for (int i = 0; i < bytes.length; i += 4) {
      folded ^=
          bytes[i] << 24
              | (bytes[i + 1] & 0xff) << 16
              | (bytes[i + 2] & 0xff) << 8
              | bytes[i + 3] & 0xff;
    }
    return folded;
  }

  /** {@code hash_32}: the upper bits of the product. */
  static int multiplicative(int value, int bits) {
    return value * GOLDEN_RATIO >>> 32 - bits;
  }

  /** {@code hsiphash} of one 32-bit word on 64-bit machines: SipHash-1-3, lower half, unsigned. */
  static long sip(int value, long key) {
    long v0 = 0x736f6d6570736575L ^ key;
    long v1 = 0x646f72616e646f6dL ^ key;
    long v2 = 0x6c7967656e657261L ^ key;
    long v3 = 0x7465646279746573L ^ key;
    long block = 4L << 56 | value & 0xffffffffL;
    v3 ^= block;
    for (int round = 0; round < 4; round++) {
      if (round == 1) {
        v0 ^= block;
        v2 ^= 0xff;
      }
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
    return (v0 ^ v1 ^ v2 ^ v3) & 0xffffffffL;
  }
}

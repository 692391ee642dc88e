package lvs.director.base;

/** The checksum of IP, VRRP and ICMPv6: one's complement of the one's complement sum (RFC 1071). */
public final class InternetChecksum {
  private long sum;
  private boolean odd;

  /** Adds bytes; an odd number goes on in the middle of a word. */
  public InternetChecksum add(byte[] bytes) {
    return add(bytes, 0, bytes.length);
  }

  /** Adds {@code lengthBytes} of {@code bytes} from {@code from} on. */
  public InternetChecksum add(byte[] bytes, int from, int lengthBytes) {
    for (int i = from; i < from + lengthBytes; i++) {
      sum += odd ? bytes[i] & 0xff : (bytes[i] & 0xff) << 8;
      odd = !odd;
    }
    return this;
  }

  /**
   * What goes into the field, 0 to 65535; over data that contains its own right checksum it is 0.
   */
  public int value() {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }

  public static int of(byte[] bytes) {
    return new InternetChecksum().add(bytes).value();
  }
}

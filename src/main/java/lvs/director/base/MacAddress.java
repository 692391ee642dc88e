package lvs.director.base;

import java.util.HexFormat;
import java.util.Optional;

/**
 * An Ethernet address (EUI-48).
 *
 * @param bits its 48 bits, the first byte on the wire being the most significant
 */
public record MacAddress(long bits) {
  public static final int LENGTH_BYTES = 6;
  public static final MacAddress BROADCAST = new MacAddress(0xffff_ffff_ffffL);

  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("more than 48 bits");
    }
  }

  /**
   * The address of a virtual router: 00-00-5E-00-01-VRID for IPv4, 00-00-5E-00-02-VRID for IPv6
   * (RFC 9568, 7.3).
   */
  public static MacAddress ofVirtualRouter(int vrid, boolean ipv6) {
    return new MacAddress(0x0000_5e00_0000L | (ipv6 ? 0x200 : 0x100) | vrid);
  }

  /**
   * @param bytes exactly 6
   */
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(bytes.length + " bytes instead of 6");
    }
    long bits = 0;
    for (byte each : bytes) {
      bits = bits << 8 | each & 0xff;
    }
    return new MacAddress(bits);
  }

  /** {@code 00:00:5e:00:01:33}, in either case. */
  public static Optional<MacAddress> parse(String text) {
    try {
      return Optional.of(of(COLONS.parseHex(text)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  public byte[] bytes() {
    byte[] bytes = new byte[LENGTH_BYTES];
    for (int i = 0; i < LENGTH_BYTES; i++) {
      bytes[i] = (byte) (bits >>> 8 * (LENGTH_BYTES - 1 - i));
    }
    return bytes;
  }

  @Override
  public String toString() {
    return COLONS.formatHex(bytes());
  }
}

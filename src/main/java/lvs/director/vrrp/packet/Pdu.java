package lvs.director.vrrp.packet;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;
import lvs.director.model.AddressFamily;
import lvs.director.model.Authentication;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;

/**
 * The advertisement itself: what stands between the IP header, or the authentication header, and
 * the trailer of auth_hmac (drawing in the javadoc of the package).
 *
 * @param bytes at least {@link #HEADER_BYTES}; may be followed by a trailer or by padding
 * @param ipv6 whether its addresses have 16 bytes
 */
record Pdu(byte[] bytes, boolean ipv6) {
  static final int HEADER_BYTES = 8;
  static final int AT_CHECKSUM = 6;
  static final int TYPE_ADVERTISEMENT = 1;

  /**
   * RFC 2338, 5.3.10; over IPv4 it is there with every type of authentication, also with none. Over
   * IPv6, of which RFC 2338 does not speak, keepalived leaves it out, but tells the type.
   */
  static final int AUTHENTICATION_DATA_BYTES = 8;

  static final int MAXIMUM_ADDRESSES = 255;

  private static final Duration CENTISECOND = Duration.ofMillis(10);

  /** Types of authentication (RFC 2338, 5.3.6). */
  static final int NO_AUTHENTICATION = 0;

  static final int SIMPLE_TEXT_PASSWORD = 1;
  static final int IP_AUTHENTICATION_HEADER = 2;

  /** With 0 as checksum. */
  static Pdu encode(VirtualRouter router, int priority) {
    boolean ipv6 = router.family() == AddressFamily.IPV6;
    List<InetAddress> addresses = advertised(router);
    ByteWriter pdu =
        new ByteWriter(HEADER_BYTES + addresses.size() * 16 + AUTHENTICATION_DATA_BYTES)
            .u8((router.version() == VrrpVersion.V2 ? 2 : 3) << 4 | TYPE_ADVERTISEMENT)
            .u8(router.vrid())
            .u8(priority)
            .u8(addresses.size());
    if (router.version() == VrrpVersion.V2) {
      pdu.u8(authenticationType(router.authentication()))
          .u8((int) router.advertisementInterval().toSeconds());
    } else {
      pdu.u16be((int) router.advertisementInterval().dividedBy(CENTISECOND) & 0xfff);
    }
    pdu.u16be(0);
    addresses.forEach(address -> pdu.bytes(address.getAddress()));
    if (router.version() == VrrpVersion.V2 && !ipv6) {
      pdu.bytes(authenticationData(router.authentication()));
    }
    return new Pdu(pdu.toBytes(), ipv6);
  }

  private static List<InetAddress> advertised(VirtualRouter router) {
    return router.addresses().stream()
        .filter(address -> address.family() == router.family())
        .limit(MAXIMUM_ADDRESSES)
        .map(address -> address.address())
        .toList();
  }

  static int authenticationType(Authentication authentication) {
    return switch (authentication) {
      case Authentication.Pass pass -> SIMPLE_TEXT_PASSWORD;
      case Authentication.AuthenticationHeader header -> IP_AUTHENTICATION_HEADER;
      case Authentication.None none -> NO_AUTHENTICATION;
      case Authentication.Hmac hmac -> NO_AUTHENTICATION;
    };
  }

  /** The password, filled up with zeros. */
  static byte[] authenticationData(Authentication authentication) {
    byte[] password =
        authentication instanceof Authentication.Pass pass ? pass.password().bytes() : new byte[0];
    return Arrays.copyOf(password, AUTHENTICATION_DATA_BYTES);
  }

  int version() {
    return u8(0) >>> 4;
  }

  int type() {
    return u8(0) & 0x0f;
  }

  int vrid() {
    return u8(1);
  }

  int priority() {
    return u8(2);
  }

  int addressCount() {
    return u8(3);
  }

  /** Version 2 only. */
  int authenticationType() {
    return u8(4);
  }

  Duration interval() {
    return version() == 2
        ? Duration.ofSeconds(u8(5))
        : CENTISECOND.multipliedBy((u8(4) & 0x0f) << 8 | u8(5));
  }

  int checksum() {
    return u8(AT_CHECKSUM) << 8 | u8(AT_CHECKSUM + 1);
  }

  /** As long as its version and number of addresses make it. */
  int lengthBytes() {
    return addressesEnd() + (version() == 2 && !ipv6 ? AUTHENTICATION_DATA_BYTES : 0);
  }

  boolean isComplete() {
    return lengthBytes() <= bytes.length;
  }

  /** Of a complete one of version 2 over IPv4. */
  byte[] authenticationData() {
    return Arrays.copyOfRange(bytes, addressesEnd(), lengthBytes());
  }

  /** Of a complete one. */
  List<InetAddress> addresses() {
    ByteReader reader = new ByteReader(bytes).skip(HEADER_BYTES);
    List<InetAddress> addresses = new ArrayList<>(addressCount());
    for (int i = 0; i < addressCount(); i++) {
      addresses.add(IpAddresses.of(reader.bytes(addressBytes())));
    }
    return List.copyOf(addresses);
  }

  /** Of a complete one: itself with another checksum, without what follows it. */
  byte[] withChecksum(int checksum) {
    byte[] copy = Arrays.copyOf(bytes, lengthBytes());
    copy[AT_CHECKSUM] = (byte) (checksum >>> 8);
    copy[AT_CHECKSUM + 1] = (byte) checksum;
    return copy;
  }

  /** Of a complete one: what follows it, a trailer or padding. */
  byte[] rest() {
    return Arrays.copyOfRange(bytes, lengthBytes(), bytes.length);
  }

  private int addressesEnd() {
    return HEADER_BYTES + addressCount() * addressBytes();
  }

  private int addressBytes() {
    return ipv6 ? 16 : 4;
  }

  private int u8(int at) {
    return bytes[at] & 0xff;
  }
}

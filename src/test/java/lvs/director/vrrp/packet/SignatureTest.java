package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.OURS6;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import lvs.director.model.AddressFamily;
import lvs.director.model.Authentication;
import lvs.director.model.Authentication.Mode;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Accepted;
import lvs.director.vrrp.packet.Decoded.Discarded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The trailer of auth_hmac: its bytes, its keys, its modes. */
class SignatureTest {
  /** 0x65000000 s since 1970 and a half. */
  private static final long EPOCH_NANOS = 0x6500_0000L * 1_000_000_000L + 500_000_000L;

  /**
   * Digests worked out by hand with {@code openssl dgst -sha256 -mac HMAC -macopt hexkey:0101...01}
   * over, for version 3:
   *
   * <pre>
   * 04033300 0a090001 000000000000000000000000     IPv4, version, VRID; source
   * 3133640100640000 0a090064                      advertisement, checksum 0
   * 01010000 65000000 8000 0001                    trailer: key 1, half past, second one
   * 00000000000000000000000000000000
   * </pre>
   */
  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments(
            Routers.version3().withAddresses(Routers.addresses("10.9.0.100")),
            "6de8a0783df9156f2f7a05eb078ad608"),
        arguments(
            Routers.version2().withAddresses(Routers.addresses("10.9.0.100")),
            "36d535d731a4edc82203af2522161e3f"),
        arguments(
            Routers.ipv6().withAddresses(Routers.addresses("fe80::100")),
            "4331c8a7b5e79c7bc2019474ed706db8"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theTrailerIsWhatOpensslWorksOut(Routers routers, String digest) {
    AdvertisementCodec codec = routers.with(Keys.hmac()).codec();
    InetAddress source = address(routers.family() == AddressFamily.IPV6 ? OURS6 : OURS);
    codec.encode(100, "eth0", source, 0, EPOCH_NANOS);
    byte[] sent = codec.encode(100, "eth0", source, 0, EPOCH_NANOS).getFirst().bytes();
    String hex = HexFormat.of().formatHex(sent);
    assertEquals("010100006500000080000001" + digest, hex.substring(hex.length() - 56));
  }

  @Test
  void theIpLengthCountsTheTrailerAndTheChecksumDoesNot() {
    byte[] plain = sent(Routers.version3());
    byte[] signed = sent(Routers.version3().with(Keys.hmac()));
    assertEquals(plain.length + 28, signed.length);
    assertEquals(signed.length, signed[3]);
    assertEquals(plain[26], signed[26]);
    assertEquals(plain[27], signed[27]);
  }

  /** Rows: mode here, what comes, whether it is heard. */
  static Stream<Arguments> modes() {
    Authentication ours = Keys.hmac();
    Authentication foreign = Keys.hmac(2, Mode.ENFORCE, 2);
    return Stream.of(
        arguments(Mode.ENFORCE, Authentication.NONE, false),
        arguments(Mode.ENFORCE, ours, true),
        arguments(Mode.ENFORCE, foreign, false),
        arguments(Mode.PERMISSIVE, Authentication.NONE, true),
        arguments(Mode.PERMISSIVE, ours, true),
        arguments(Mode.PERMISSIVE, foreign, false),
        arguments(Mode.RECEIVE_ONLY, Authentication.NONE, true),
        arguments(Mode.RECEIVE_ONLY, ours, true),
        arguments(Mode.RECEIVE_ONLY, foreign, false));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void theModeSaysWhetherTheUnsignedIsHeard(Mode mode, Authentication theirs, boolean heard) {
    for (VrrpVersion version : VrrpVersion.values()) {
      Routers routers = Routers.version2().with(version);
      AdvertisementCodec codec = routers.with(Keys.hmac(1, mode, 1)).codec();
      Decoded decoded = codec.decode(Wire.ipv4(sent(routers.with(theirs))), 0, EPOCH_NANOS);
      assertEquals(heard, decoded instanceof Accepted, decoded::toString);
    }
  }

  @Test
  void whoReceivesOnlyDoesNotSign() {
    byte[] plain = sent(Routers.version3());
    byte[] receiving = sent(Routers.version3().with(Keys.hmac(1, Mode.RECEIVE_ONLY, 1)));
    assertEquals(HexFormat.of().formatHex(plain), HexFormat.of().formatHex(receiving));
  }

  @Test
  void keysAreChangedOneRouterAfterTheOther() {
    Routers old = Routers.version3().with(Keys.hmac(1, Mode.ENFORCE, 1));
    Routers both = Routers.version3().with(Keys.hmac(1, Mode.ENFORCE, 1, 2));
    Routers changed = Routers.version3().with(Keys.hmac(2, Mode.ENFORCE, 1, 2));
    Routers done = Routers.version3().with(Keys.hmac(2, Mode.ENFORCE, 2));
    List<Routers> steps = List.of(old, both, changed, done);
    AdvertisementCodec left = old.codec();
    AdvertisementCodec right = old.codec();
    long time = EPOCH_NANOS;
    for (Routers step : steps) {
      left.configure(step.router());
      time += 1_000_000_000L;
      assertHeard(left, right, time);
      right.configure(step.router());
      time += 1_000_000_000L;
      assertHeard(left, right, time);
    }
  }

  private static void assertHeard(AdvertisementCodec left, AdvertisementCodec right, long time) {
    assertInstanceOf(Accepted.class, pass(left, right, time));
    assertInstanceOf(Accepted.class, pass(right, left, time));
  }

  private static Decoded pass(AdvertisementCodec from, AdvertisementCodec to, long time) {
    OutgoingPacket sent = from.encode(100, "eth0", address(OURS), time, time).getFirst();
    return to.decode(Wire.carry(sent), time, time);
  }

  @Test
  void aSignatureIsNotWorthAnythingInAnotherPlace() {
    byte[] sent = sent(Routers.version3().with(Keys.hmac()));
    AdvertisementCodec codec = Routers.version3().with(Keys.hmac()).codec();
    sent[15]++; // source
    Decoded decoded = codec.decode(Wire.ipv4(sent), 0, EPOCH_NANOS);
    Discarded discarded = assertInstanceOf(Discarded.class, decoded);
    assertEquals(DiscardReason.AUTHENTICATION_FAILURE, discarded.reason());
    assertTrue(discarded.detail().contains("make key 1 of auth_hmac equal"));
  }

  private static byte[] sent(Routers routers) {
    return routers.codec().encode(100, "eth0", address(OURS), 0, EPOCH_NANOS).getFirst().bytes();
  }
}

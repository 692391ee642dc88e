package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.THEIRS;
import static lvs.director.vrrp.packet.Routers.THEIRS6;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.model.AdvertisementTransport.Peer;
import lvs.director.model.AdvertisementTransport.Unicast;
import lvs.director.model.Authentication;
import lvs.director.model.Authentication.Mode;
import lvs.director.model.Secret;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Accepted;
import lvs.director.vrrp.packet.Decoded.Discarded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each reason to discard a packet, and what the operator is told. */
class DiscardTest {
  private static final Authentication PASS = new Authentication.Pass(Secret.of("secret"));
  private static final Authentication OTHER_PASS = new Authentication.Pass(Secret.of("other"));
  private static final Authentication AH =
      new Authentication.AuthenticationHeader(Secret.of("secret"));
  private static final Authentication OTHER_AH =
      new Authentication.AuthenticationHeader(Secret.of("other"));

  private static Routers v2() {
    return Routers.version2();
  }

  private static Routers v3() {
    return Routers.version3();
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        row(v2(), v3(), DiscardReason.VERSION_ERROR, "version 3, this router version 2"),
        row(v3(), v2(), DiscardReason.VERSION_ERROR, "version 2, this router version 3"),
        row(v2(), v2().with(PASS), DiscardReason.AUTHENTICATION_TYPE_MISMATCH, "is PASS, ours is"),
        row(v2().with(PASS), v2(), DiscardReason.AUTHENTICATION_TYPE_MISMATCH, "auth_type equal"),
        row(
            v2().with(PASS),
            v2().with(OTHER_PASS),
            DiscardReason.AUTHENTICATION_FAILURE,
            "auth_pass equal"),
        row(v2().with(AH), v2(), DiscardReason.AUTHENTICATION_TYPE_MISMATCH, "AH there"),
        row(v2(), v2().with(AH), DiscardReason.AUTHENTICATION_TYPE_MISMATCH, "AH here"),
        row(
            v2().with(AH),
            v2().with(OTHER_AH),
            DiscardReason.AUTHENTICATION_FAILURE,
            "auth_pass equal"),
        row(
            v3().with(Keys.hmac()),
            v3(),
            DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
            "it is not signed"),
        row(
            v3().with(Keys.hmac(1, Mode.PERMISSIVE, 1)),
            v3().with(Keys.hmac(2, Mode.ENFORCE, 2)),
            DiscardReason.AUTHENTICATION_FAILURE,
            "add that key here"),
        row(
            v2(),
            v2().withInterval(Duration.ofSeconds(2)),
            DiscardReason.INTERVAL_ERROR,
            "its interval is 2 s, ours is 1 s"),
        row(
            v3(),
            v3().withInterval(Duration.ZERO),
            DiscardReason.INTERVAL_ERROR,
            "its interval is 0 s, ours is 1 s"),
        row(
            v3(),
            v3().withPlainChecksum(),
            DiscardReason.CHECKSUM_ERROR,
            "write v3_checksum_as_v2 here"),
        row(
            v3().withPeers(THEIRS),
            v3(),
            DiscardReason.FOREIGN_SOURCE,
            "by multicast, but unicast_peer"),
        row(v3(), v3().withPeers(OURS), DiscardReason.FOREIGN_SOURCE, "by unicast, but no"),
        row(
            v3(),
            v3().with(Routers.unicast(64, OldChecksum.NEVER, OURS)),
            DiscardReason.FOREIGN_SOURCE,
            "by unicast, but no"),
        row(
            v3().withPeers("10.9.0.3"),
            v3().withPeers(OURS),
            DiscardReason.FOREIGN_SOURCE,
            "its source 10.9.0.2 is none of our peers"),
        row(
            v3().with(Routers.unicast(255, OldChecksum.NEVER, THEIRS)),
            v3().with(Routers.unicast(255, OldChecksum.ALWAYS, OURS)),
            DiscardReason.CHECKSUM_ERROR,
            "its checksum is wrong"),
        row(limited(100, 254), unicast(255), DiscardReason.IP_TTL_ERROR, "255, outside 100 to 254"),
        row(limited(100, 254), unicast(99), DiscardReason.IP_TTL_ERROR, "99, outside 100 to 254"));
  }

  private static Arguments row(Routers ours, Routers theirs, DiscardReason reason, String detail) {
    return arguments(ours, theirs, reason, detail);
  }

  private static Routers unicast(int timeToLive) {
    return v2().with(Routers.unicast(timeToLive, OldChecksum.AUTOMATIC, OURS));
  }

  private static Routers limited(int least, int most) {
    Peer peer = new Peer(address(THEIRS), OptionalInt.of(least), OptionalInt.of(most));
    return v2().with(
            new Unicast(
                Optional.empty(), false, List.of(peer), true, 255, false, OldChecksum.NEVER));
  }

  @ParameterizedTest(name = "{2}: {3}")
  @MethodSource("differences")
  void aPeerThatIsConfiguredDifferentlyIsNotHeard(
      Routers ours, Routers theirs, DiscardReason reason, String detail) {
    assertDiscarded(reason, detail, ours.codec().decode(from(theirs), 0, 0));
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage(v2(), bytes -> set(bytes, 20, 0x22), DiscardReason.INVALID_TYPE, "type 2"),
        damage(v3(), bytes -> set(bytes, 20, 0x32), DiscardReason.INVALID_TYPE, "type 2"),
        damage(v2(), bytes -> set(bytes, 20, 0x11), DiscardReason.VERSION_ERROR, "version 1"),
        damage(v2(), bytes -> set(bytes, 8, 254), DiscardReason.IP_TTL_ERROR, "254 instead of 255"),
        damage(
            v2(),
            bytes -> set(bytes, 24, 7),
            DiscardReason.INVALID_AUTHENTICATION_TYPE,
            "of type 7, which does not exist"),
        damage(v2(), bytes -> set(bytes, 22, 99), DiscardReason.CHECKSUM_ERROR, "checksum"),
        damage(v3(), bytes -> set(bytes, 22, 99), DiscardReason.CHECKSUM_ERROR, "checksum"),
        damage(
            v2(),
            bytes -> set(bytes, 23, 3),
            DiscardReason.PACKET_LENGTH_ERROR,
            "24 bytes, but with 3 addresses it must have 28"),
        damage(
            v3(),
            bytes -> Arrays.copyOf(bytes, bytes.length - 1),
            DiscardReason.PACKET_LENGTH_ERROR,
            "16 bytes after it, but 15 came"),
        damage(
            v3(),
            bytes -> set(Arrays.copyOf(bytes, 26), 3, 26),
            DiscardReason.PACKET_LENGTH_ERROR,
            "it has 6 bytes, fewer than"),
        damage(
            v2().with(AH),
            bytes -> set(bytes, 20, 17),
            DiscardReason.AUTHENTICATION_FAILURE,
            "not one of HMAC-MD5-96"),
        damage(
            v2().with(AH),
            bytes -> set(bytes, 27, 9),
            DiscardReason.AUTHENTICATION_FAILURE,
            "something translates addresses"),
        damage(
            v3().with(Keys.hmac()),
            bytes -> set(bytes, 36, 2),
            DiscardReason.INVALID_AUTHENTICATION_TYPE,
            "of type 2, which this version does not know"),
        damage(
            v3().with(Keys.hmac()),
            bytes -> set(bytes, 39, 2),
            DiscardReason.INVALID_AUTHENTICATION_TYPE,
            "auth_hmac"),
        damage(
            v3().with(Keys.hmac()),
            bytes -> set(bytes, 63, bytes[63] ^ 1),
            DiscardReason.AUTHENTICATION_FAILURE,
            "make key 1 of auth_hmac equal"));
  }

  private static Arguments damage(
      Routers routers, UnaryOperator<byte[]> change, DiscardReason reason, String detail) {
    return arguments(routers, change, reason, detail);
  }

  @ParameterizedTest(name = "{2}: {3}")
  @MethodSource("damages")
  void aDamagedPacketIsNotHeard(
      Routers routers, UnaryOperator<byte[]> change, DiscardReason reason, String detail) {
    byte[] sent = routers.codec().encode(100, "eth0", address(THEIRS), 0, 0).getFirst().bytes();
    IncomingPacket damaged = Wire.ipv4(change.apply(sent));
    assertDiscarded(reason, detail, routers.codec().decode(damaged, 0, 0));
  }

  private static byte[] set(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  @Test
  void overIpv6TheChecksumAndTheHopLimitAreJudgedToo() {
    IncomingPacket sent = from(Routers.ipv6());
    AdvertisementCodec codec = Routers.ipv6().codec();
    byte[] damaged = sent.payload().clone();
    damaged[2]++;
    IncomingPacket wrong =
        new IncomingPacket(
            "eth0", sent.source(), sent.destination(), 255, sent.ipHeader(), damaged);
    assertDiscarded(DiscardReason.CHECKSUM_ERROR, "checksum is wrong", codec.decode(wrong, 0, 0));
    IncomingPacket forwarded =
        new IncomingPacket(
            "eth0", sent.source(), sent.destination(), 64, sent.ipHeader(), sent.payload());
    assertDiscarded(DiscardReason.IP_TTL_ERROR, "instead of 255", codec.decode(forwarded, 0, 0));
  }

  @Test
  void thePasswordIsNotSpokenOverIpv6ButItsTypeIs() {
    Routers v6 = Routers.ipv6().with(VrrpVersion.V2);
    assertInstanceOf(Accepted.class, v6.with(PASS).codec().decode(from(v6.with(OTHER_PASS)), 0, 0));
    assertDiscarded(
        DiscardReason.AUTHENTICATION_TYPE_MISMATCH,
        "is none, ours is PASS",
        v6.with(PASS).codec().decode(from(v6), 0, 0));
  }

  @Test
  void anotherFamilyIsNoAdvertisementForThisRouter() {
    assertDiscarded(
        DiscardReason.PACKET_LENGTH_ERROR,
        "another version of IP",
        v3().codec().decode(from(Routers.ipv6()), 0, 0));
    assertDiscarded(
        DiscardReason.PACKET_LENGTH_ERROR,
        "another version of IP",
        Routers.ipv6().codec().decode(from(v3()), 0, 0));
  }

  @Test
  void whatIsWrongButToleratedIsSaid() {
    assertRemark(
        "its interval is 0.25 s, ours is 1 s; make advert_int equal on both sides",
        v3(),
        v3().withInterval(Duration.ofMillis(250)));
    assertRemark("its checksum contains the pseudo header", v3().withPlainChecksum(), v3());
    assertRemark("configure auth_hmac", v3(), v3().with(Keys.hmac()));
    assertRemark("configure auth_hmac", v2(), v2().with(Keys.hmac()));
  }

  @Test
  void withVersion3ChecksumAsVersion2AnyChecksumIsTolerated() {
    byte[] sent = v3().codec().encode(100, "eth0", address(THEIRS), 0, 0).getFirst().bytes();
    Decoded decoded = v3().withPlainChecksum().codec().decode(Wire.ipv4(set(sent, 22, 99)), 0, 0);
    Accepted accepted = assertInstanceOf(Accepted.class, decoded, decoded::toString);
    assertTrue(accepted.remark().orElseThrow().contains("wrong in every form"));
  }

  @Test
  void withoutCheckUnicastSrcAStrangerIsHeard() {
    Unicast open =
        new Unicast(Optional.empty(), false, List.of(), false, 255, false, OldChecksum.AUTOMATIC);
    assertInstanceOf(Accepted.class, v3().with(open).codec().decode(from(unicast3()), 0, 0));
  }

  private static Routers unicast3() {
    return v3().withPeers(OURS);
  }

  @Test
  void paddingBehindThePacketIsIgnored() {
    for (Routers routers : List.of(v2(), v2().with(AH), v3(), v3().with(Keys.hmac()))) {
      byte[] sent = routers.codec().encode(100, "eth0", address(THEIRS), 0, 0).getFirst().bytes();
      Decoded decoded =
          routers.codec().decode(Wire.ipv4(Arrays.copyOf(sent, sent.length + 18)), 0, 0);
      Accepted accepted = assertInstanceOf(Accepted.class, decoded, decoded::toString);
      assertEquals(Optional.empty(), accepted.remark());
    }
  }

  private static IncomingPacket from(Routers sender) {
    boolean ipv6 = sender.family() == AddressFamily.IPV6;
    InetAddress source = address(ipv6 ? THEIRS6 : THEIRS);
    return Wire.carry(sender.codec().encode(100, "eth0", source, 0, 0).getFirst());
  }

  private static void assertRemark(String expected, Routers ours, Routers theirs) {
    Decoded decoded = ours.codec().decode(from(theirs), 0, 0);
    Accepted accepted = assertInstanceOf(Accepted.class, decoded, decoded::toString);
    assertTrue(accepted.remark().orElseThrow().contains(expected), decoded::toString);
  }

  private static void assertDiscarded(DiscardReason reason, String detail, Decoded decoded) {
    Discarded discarded = assertInstanceOf(Discarded.class, decoded, decoded::toString);
    assertEquals(reason, discarded.reason(), discarded::toString);
    assertTrue(discarded.detail().contains(detail), discarded::toString);
  }
}

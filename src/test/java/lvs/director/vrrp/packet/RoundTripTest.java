package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.OURS6;
import static lvs.director.vrrp.packet.Routers.THEIRS;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import lvs.director.model.AddressFamily;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.model.Authentication;
import lvs.director.model.Secret;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Accepted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one router sends, another of the same configuration understands. */
class RoundTripTest {
  static Stream<Arguments> routers() {
    Authentication pass = new Authentication.Pass(Secret.of("secret"));
    Authentication ah = new Authentication.AuthenticationHeader(Secret.of("secret"));
    Routers v2 = Routers.version2();
    Routers v3 = Routers.version3();
    Routers v6 = Routers.ipv6();
    return Stream.of(
        arguments("version 2", v2),
        arguments("version 2 with PASS", v2.with(pass)),
        arguments("version 2 with AH", v2.with(ah)),
        arguments("version 2 with AH, unicast", v2.with(ah).withPeers(OURS, THEIRS)),
        arguments("version 2 signed", v2.with(Keys.hmac())),
        arguments("version 2 over IPv6", v6.with(VrrpVersion.V2)),
        arguments("version 2 over IPv6 signed", v6.with(VrrpVersion.V2).with(Keys.hmac())),
        arguments("version 3", v3),
        arguments("version 3 without pseudo header", v3.withPlainChecksum()),
        arguments("version 3 signed", v3.with(Keys.hmac())),
        arguments("version 3, unicast", v3.withPeers(OURS, THEIRS)),
        arguments(
            "version 3, old unicast checksum",
            v3.with(Routers.unicast(64, OldChecksum.ALWAYS, OURS, THEIRS))),
        arguments("version 3 over IPv6", v6),
        arguments("version 3 over IPv6 signed", v6.with(Keys.hmac())),
        arguments("version 3 over IPv6, unicast", v6.withPeers(OURS6, Routers.THEIRS6)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("routers")
  void whatIsSentIsUnderstood(String name, Routers routers) {
    Random random = new Random(name.hashCode());
    AdvertisementCodec sender = null;
    AdvertisementCodec receiver = null;
    for (int round = 0; round < 300; round++) {
      VirtualRouter router = anyOf(routers, random).router();
      sender = configured(sender, router);
      receiver = configured(receiver, router);
      long now = round * 1_000_000_000L;
      int priority = random.nextInt(256);
      InetAddress source = address(router.family() == AddressFamily.IPV6 ? OURS6 : OURS);
      for (OutgoingPacket sent : sender.encode(priority, "eth0", source, now, now)) {
        IncomingPacket came = Wire.carry(sent);
        assertEquals(OptionalInt.of(51), AdvertisementCodec.vrid(came));
        Decoded decoded = receiver.decode(came, now, now);
        Accepted accepted = assertInstanceOf(Accepted.class, decoded, decoded::toString);
        assertEquals(Optional.empty(), accepted.remark());
        assertEquals(expected(router, priority), accepted.advertisement());
        if (routers.authentication() instanceof Authentication.Hmac) {
          break;
        }
      }
    }
  }

  private static AdvertisementCodec configured(AdvertisementCodec codec, VirtualRouter router) {
    if (codec == null) {
      return new AdvertisementCodec(router);
    }
    codec.configure(router);
    return codec;
  }

  private static Routers anyOf(Routers routers, Random random) {
    List<InetAddress> addresses = new ArrayList<>();
    int count = random.nextInt(10) == 0 ? 255 : random.nextInt(20);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[routers.family() == AddressFamily.IPV6 ? 16 : 4];
      random.nextBytes(bytes);
      addresses.add(IpAddresses.of(bytes));
    }
    Duration interval =
        routers.version() == VrrpVersion.V2
            ? Duration.ofSeconds(1 + random.nextInt(255))
            : Duration.ofMillis(10L * (1 + random.nextInt(4095)));
    return routers.withAddresses(addresses).withInterval(interval);
  }

  private static Advertisement expected(VirtualRouter router, int priority) {
    return new Advertisement(
        router.version(),
        51,
        priority,
        router.advertisementInterval(),
        router.addresses().stream().map(each -> each.address()).toList());
  }

  @Test
  void everyPeerGetsAPacketOfItsOwn() {
    List<OutgoingPacket> sent =
        Routers.version2()
            .with(Routers.unicast(7, OldChecksum.AUTOMATIC, "10.9.0.2", "10.9.0.3"))
            .codec()
            .encode(100, "eth0", address(OURS), 0, 0);
    assertEquals(
        List.of(address("10.9.0.2"), address("10.9.0.3")),
        sent.stream().map(OutgoingPacket::destination).toList());
    for (OutgoingPacket each : sent) {
      assertEquals(7, each.hopLimit());
      assertEquals(7, Wire.carry(each).hopLimit());
      assertEquals(each.destination(), Wire.carry(each).destination());
    }
  }

  @Test
  void theIdentificationGoesUpOverReloadsAndIsNeverZero() {
    AdvertisementCodec codec = Routers.version2().codec();
    int last = 0;
    for (int i = 0; i < 70_000; i++) {
      if (i == 1000) {
        codec.configure(Routers.version3().router());
      }
      byte[] bytes = codec.encode(100, "eth0", address(OURS), 0, 0).getFirst().bytes();
      int identification = (bytes[4] & 0xff) << 8 | bytes[5] & 0xff;
      assertEquals(last % 0xffff + 1, identification);
      last = identification;
    }
  }
}

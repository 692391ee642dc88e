package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.OURS6;
import static lvs.director.vrrp.packet.Routers.THEIRS;
import static lvs.director.vrrp.packet.Routers.THEIRS6;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lvs.director.base.MacAddress;
import lvs.director.model.AddressFamily;
import lvs.director.model.Authentication;
import lvs.director.model.Authentication.Mode;
import lvs.director.model.Secret;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Discarded;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, a decoder gives a value or a reason. */
class DecoderFuzzTest {
  private static final int ROUNDS = 4000;
  private static final MacAddress MAC = MacAddress.ofVirtualRouter(51, false);

  private final Random random = new Random(51);

  private static List<Routers> kinds() {
    Routers v2 = Routers.version2();
    Routers v3 = Routers.version3();
    Routers v6 = Routers.ipv6();
    return List.of(
        v2,
        v2.with(new Authentication.Pass(Secret.of("secret"))),
        v2.with(new Authentication.AuthenticationHeader(Secret.of("secret"))),
        v2.with(Keys.hmac()),
        v3,
        v3.withPlainChecksum(),
        v3.with(Keys.hmac(1, Mode.PERMISSIVE, 1)),
        v3.withPeers(OURS, THEIRS),
        v6,
        v6.with(VrrpVersion.V2),
        v6.with(Keys.hmac()),
        v6.withPeers(OURS6, THEIRS6));
  }

  private static IncomingPacket valid(Routers routers) {
    boolean ipv6 = routers.family() == AddressFamily.IPV6;
    InetAddress source = address(ipv6 ? OURS6 : OURS);
    return Wire.carry(routers.codec().encode(100, "eth0", source, 0, 0).getFirst());
  }

  private static Decoded decode(AdvertisementCodec codec, IncomingPacket packet) {
    AdvertisementCodec.vrid(packet);
    Decoded decoded = codec.decode(packet, 0, 0);
    if (decoded instanceof Discarded discarded) {
      assertFalse(discarded.detail().isBlank());
    }
    return decoded;
  }

  private static IncomingPacket with(IncomingPacket packet, byte[] header, byte[] payload) {
    return new IncomingPacket(
        "eth0", packet.source(), packet.destination(), packet.hopLimit(), header, payload);
  }

  /**
   * What the length in the IP header says is repaired, so that the later checks are reached too.
   */
  private static byte[] repaired(byte[] header, int payloadBytes) {
    byte[] repaired = header.clone();
    if (repaired.length >= 20) {
      repaired[2] = (byte) (header.length + payloadBytes >>> 8);
      repaired[3] = (byte) (header.length + payloadBytes);
    }
    return repaired;
  }

  @Test
  void everyTruncationIsDiscarded() {
    for (Routers routers : kinds()) {
      IncomingPacket packet = valid(routers);
      for (int length = 0; length < packet.payload().length; length++) {
        byte[] cut = Arrays.copyOf(packet.payload(), length);
        decode(routers.codec(), with(packet, packet.ipHeader(), cut));
        Decoded decoded =
            decode(routers.codec(), with(packet, repaired(packet.ipHeader(), length), cut));
        if (!isPermissive(routers)) {
          assertInstanceOf(Discarded.class, decoded);
        }
      }
      for (int length = 0; length < packet.ipHeader().length; length++) {
        byte[] cut = Arrays.copyOf(packet.ipHeader(), length);
        assertInstanceOf(
            Discarded.class, decode(routers.codec(), with(packet, cut, packet.payload())));
      }
    }
  }

  /** Then what is cut within the trailer is an advertisement that nobody signed. */
  private static boolean isPermissive(Routers routers) {
    return routers.authentication() instanceof Authentication.Hmac hmac
        && hmac.mode() == Mode.PERMISSIVE;
  }

  @Test
  void randomBytesAreNoReasonToFail() {
    for (Routers routers : kinds()) {
      AdvertisementCodec codec = routers.codec();
      IncomingPacket packet = valid(routers);
      for (int i = 0; i < ROUNDS; i++) {
        byte[] payload = new byte[random.nextInt(80)];
        byte[] header = new byte[random.nextInt(4) == 0 ? random.nextInt(61) : 20];
        random.nextBytes(payload);
        random.nextBytes(header);
        decode(codec, with(packet, header, payload));
        decode(codec, with(packet, repaired(packet.ipHeader(), payload.length), payload));
        if (payload.length > 0) {
          payload[0] = packet.payload()[0];
          decode(codec, with(packet, repaired(packet.ipHeader(), payload.length), payload));
        }
      }
    }
  }

  @Test
  void changedPacketsAreNoReasonToFail() {
    for (Routers routers : kinds()) {
      IncomingPacket packet = valid(routers);
      for (int i = 0; i < ROUNDS; i++) {
        byte[] payload = packet.payload().clone();
        byte[] header = packet.ipHeader().clone();
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
          payload[random.nextInt(payload.length)] = (byte) random.nextInt();
          if (header.length > 0 && random.nextInt(4) == 0) {
            header[random.nextInt(header.length)] = (byte) random.nextInt();
          }
        }
        decode(routers.codec(), with(packet, header, payload));
      }
    }
  }

  @Test
  void noBitOfASignedAdvertisementCanBeChanged() {
    for (Routers routers : List.of(Routers.version2(), Routers.version3(), Routers.ipv6())) {
      Routers signed = routers.with(Keys.hmac());
      IncomingPacket packet = valid(signed);
      for (int bit = 0; bit < packet.payload().length * 8; bit++) {
        byte[] changed = packet.payload().clone();
        changed[bit / 8] ^= (byte) (0x80 >> bit % 8);
        assertInstanceOf(
            Discarded.class,
            decode(signed.codec(), with(packet, packet.ipHeader(), changed)),
            "bit " + bit);
      }
    }
  }

  @Test
  void framesOfOthersAreNoReasonToFail() {
    Inet6Address six = (Inet6Address) address("2001:db8::100");
    List<byte[]> frames = new ArrayList<>();
    frames.add(ArpPacket.gratuitous(MAC, (Inet4Address) address("10.9.0.100")));
    frames.add(NeighbourAdvertisement.encode(MAC, six, true));
    frames.add(NeighbourSolicitation.probe(MAC, six));
    for (byte[] frame : frames) {
      for (int length = 0; length < frame.length; length++) {
        assertFalse(decodesAny(Arrays.copyOf(frame, length)), "cut to " + length);
      }
      assertTrue(decodesAny(Arrays.copyOf(frame, frame.length + 18)), "padded");
      for (int i = 0; i < ROUNDS; i++) {
        byte[] changed = frame.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        decodesAny(changed);
        byte[] noise = new byte[random.nextInt(100)];
        random.nextBytes(noise);
        decodesAny(noise);
      }
    }
  }

  private static boolean decodesAny(byte[] frame) {
    return ArpPacket.decode(frame).isPresent()
        | NeighbourAdvertisement.decode(frame).isPresent()
        | NeighbourSolicitation.decode(frame).isPresent();
  }
}

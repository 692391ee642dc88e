package lvs.director.vrrp.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lvs.director.base.MacAddress;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.model.Authentication;
import lvs.director.model.Secret;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VirtualRouter.VrrpVersion;
import lvs.director.vrrp.packet.Decoded.Accepted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes as keepalived 2.2.7 for the same configuration, and understood both ways. */
class CaptureTest {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01").orElseThrow();
  private static final HexFormat HEX = HexFormat.of();

  static Stream<Arguments> captures() {
    Authentication pass = new Authentication.Pass(Secret.of("secret"));
    Authentication ah = new Authentication.AuthenticationHeader(Secret.of("secret"));
    Routers v2 = Routers.version2();
    Routers v3 = Routers.version3();
    Routers v6 = Routers.ipv6();
    return Stream.of(
        arguments("v2", v2),
        arguments("v2-pass", v2.with(pass)),
        arguments("v2-ah", v2.with(ah)),
        arguments("v2-unicast", unicast(v2, OldChecksum.AUTOMATIC)),
        arguments("v2-ah-unicast", unicast(v2.with(ah), OldChecksum.AUTOMATIC)),
        arguments("v2-ipv6", v6.with(VrrpVersion.V2)),
        arguments("v2-ipv6-pass", v6.with(VrrpVersion.V2).with(pass)),
        arguments("v3", v3),
        arguments("v3-unicast", unicast(v3, OldChecksum.AUTOMATIC)),
        arguments("v3-unicast-old", unicast(v3, OldChecksum.ALWAYS)),
        arguments("v3-ipv6", v6),
        arguments("v3-ipv6-unicast", v6.withPeers("2001:db8::2")));
  }

  /** As the sender was configured: its peer is 10.9.0.2. */
  private static Routers unicast(Routers routers, OldChecksum oldChecksum) {
    return routers.with(Routers.unicast(64, oldChecksum, "10.9.0.2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captures")
  void weSendTheSameBytes(String name, Routers routers) {
    AdvertisementCodec codec = routers.codec();
    List<Capture.Frame> frames = Capture.of(name).ofKind("vrrp");
    assertEquals(5, frames.size());
    for (Capture.Frame frame : frames) {
      IncomingPacket captured = frame.packet();
      int priority = frame == frames.getLast() ? 0 : VirtualRouter.OWNER_PRIORITY;
      OutgoingPacket sent = codec.encode(priority, "eth0", captured.source(), 0, 0).getFirst();
      IncomingPacket ours = Wire.carry(sent);
      assertEquals(HEX.formatHex(captured.ipHeader()), HEX.formatHex(ours.ipHeader()));
      assertEquals(HEX.formatHex(captured.payload()), HEX.formatHex(ours.payload()));
      assertEquals(captured.destination(), sent.destination());
      if (!name.equals(
          "v3-ipv6-unicast")) { // keepalived leaves the kernel's hop limit, we set ours
        assertEquals(captured.hopLimit(), sent.hopLimit());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("captures")
  void weUnderstandIt(String name, Routers routers) {
    boolean peers =
        routers.transport() instanceof lvs.director.model.AdvertisementTransport.Unicast;
    AdvertisementCodec codec =
        (peers ? routers.withPeers("10.9.0.1", "2001:db8::1") : routers).codec();
    List<Capture.Frame> frames = Capture.of(name).ofKind("vrrp");
    for (Capture.Frame frame : frames) {
      Decoded decoded = codec.decode(frame.packet(), 0, 0);
      Accepted accepted = assertInstanceOf(Accepted.class, decoded, decoded::toString);
      assertEquals(Optional.empty(), accepted.remark());
      int priority = frame == frames.getLast() ? 0 : VirtualRouter.OWNER_PRIORITY;
      assertEquals(
          new Advertisement(
              routers.version(), 51, priority, routers.interval(), routers.addresses()),
          accepted.advertisement());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v2-pass", "v2-ah", "v3"})
  void gratuitousArpIsTheSame(String name) {
    List<Capture.Frame> frames = Capture.of(name).ofKind("arp");
    assertEquals(2, frames.size());
    for (int i = 0; i < frames.size(); i++) {
      InetAddress address = Routers.version2().addresses().get(i);
      assertArrayEquals(frames.get(i).bytes(), ArpPacket.gratuitous(MAC, (Inet4Address) address));
      assertEquals(
          Optional.of(
              new ArpPacket(ArpPacket.REQUEST, MAC, address, MacAddress.BROADCAST, address)),
          ArpPacket.decode(frames.get(i).bytes()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2-ipv6", "v3-ipv6", "v3-ipv6-unicast"})
  void neighbourAdvertisementsAreTheSame(String name) {
    List<Capture.Frame> frames = Capture.of(name).ofKind("nd");
    assertFalse(frames.isEmpty());
    for (int i = 0; i < frames.size(); i++) {
      InetAddress address = Routers.ipv6().addresses().get(i);
      assertArrayEquals(
          frames.get(i).bytes(), NeighbourAdvertisement.encode(MAC, (Inet6Address) address, false));
      assertEquals(
          Optional.of(new NeighbourAdvertisement(address, MAC, false, false, true)),
          NeighbourAdvertisement.decode(frames.get(i).bytes()));
    }
  }
}

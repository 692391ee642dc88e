package lvs.director.lab.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lvs.director.lab.net.Capture.Packet;

/** What tshark says about packets. */
final class Packets {
  private static final String GOOD = "1";

  /**
   * Sums that tshark does not know: VRRPv2 over IPv6 is in no RFC, and the old unicast form is that
   * of keepalived before 1.3.7. {@link WireTest} compares them with keepalived's own.
   */
  private static final Set<Setup> NOT_TSHARKS =
      EnumSet.of(Setup.V2_IPV6, Setup.UNICAST_OLD_CHECKSUM);

  private Packets() {}

  /** Every packet is well formed and its checksums are right. */
  static void judge(List<Packet> packets, Setup setup) {
    assertTrue(packets.stream().anyMatch(p -> p.has("vrrp.version")), "no advertisement seen");
    packets.forEach(packet -> judge(packet, setup));
  }

  private static void judge(Packet packet, Setup setup) {
    assertFalse(packet.has("_ws.malformed"), () -> "malformed: " + packet);
    for (String checksum : List.of("ip.checksum.status", "icmpv6.checksum.status")) {
      if (packet.has(checksum)) {
        assertEquals(GOOD, packet.field(checksum), () -> checksum + ": " + packet);
      }
    }
    if (packet.has("vrrp.checksum") && !NOT_TSHARKS.contains(setup)) {
      assertEquals(GOOD, packet.field("vrrp.checksum.status"), () -> "vrrp checksum: " + packet);
    }
  }
}

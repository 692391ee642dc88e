package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.HexFormat;
import java.util.Optional;
import lvs.director.base.InternetChecksum;
import lvs.director.base.MacAddress;
import org.junit.jupiter.api.Test;

/** Frames of ARP and neighbour discovery, beside those that keepalived sends too. */
class NeighbourTest {
  private static final MacAddress MAC = MacAddress.parse("00:00:5e:00:01:33").orElseThrow();
  private static final Inet4Address FOUR = (Inet4Address) address("10.9.0.100");
  private static final Inet6Address SIX = (Inet6Address) address("2001:db8::1234:5678");

  @Test
  void aProbeAsksForTheAddressWithoutClaimingIt() {
    byte[] frame = ArpPacket.probe(MAC, FOUR);
    assertEquals(
        "ffffffffffff00005e0001330806"
            + "0001080006040001"
            + "00005e00013300000000"
            + "0000000000000a090064",
        HexFormat.of().formatHex(frame));
    ArpPacket probe = ArpPacket.decode(frame).orElseThrow();
    assertFalse(probe.claims(FOUR));
    assertEquals(FOUR, probe.targetAddress());
    assertTrue(ArpPacket.decode(ArpPacket.gratuitous(MAC, FOUR)).orElseThrow().claims(FOUR));
  }

  @Test
  void arpOfOtherNetworksIsNone() {
    byte[] token = ArpPacket.probe(MAC, FOUR);
    token[15] = 6;
    assertEquals(Optional.empty(), ArpPacket.decode(token));
    byte[] longAddress = ArpPacket.probe(MAC, FOUR);
    longAddress[19] = 16;
    assertEquals(Optional.empty(), ArpPacket.decode(longAddress));
  }

  @Test
  void aSolicitationGoesToTheGroupOfItsTarget() {
    byte[] frame = NeighbourSolicitation.probe(MAC, SIX);
    String hex = HexFormat.of().formatHex(frame);
    assertEquals("3333ff34567800005e00013386dd60000000001" + "83aff", hex.substring(0, 44));
    assertEquals("0".repeat(32) + "ff0200000000000000000001ff345678", hex.substring(44, 108));
    assertEquals(
        Optional.of(new NeighbourSolicitation(SIX, address("::"), MAC)),
        NeighbourSolicitation.decode(frame));
    assertEquals(Optional.empty(), NeighbourAdvertisement.decode(frame));
  }

  @Test
  void theFlagsOfAnAdvertisementAreTold() {
    byte[] frame = NeighbourAdvertisement.encode(MAC, SIX, true);
    assertEquals(
        Optional.of(new NeighbourAdvertisement(SIX, MAC, true, false, true)),
        NeighbourAdvertisement.decode(frame));
  }

  @Test
  void withoutTheOptionTheSenderOfTheFrameIsWhereTheAddressIs() {
    byte[] solicited =
        new NeighbourFrame(
                MAC,
                SIX,
                address("ff02::1"),
                NeighbourFrame.TYPE_ADVERTISEMENT,
                1L << 30,
                SIX,
                new byte[0])
            .encode();
    assertEquals(
        Optional.of(new NeighbourAdvertisement(SIX, MAC, false, true, false)),
        NeighbourAdvertisement.decode(solicited));
  }

  @Test
  void whatDidNotComeFromThisLinkOrIsDamagedIsNotListenedTo() {
    byte[] forwarded = NeighbourAdvertisement.encode(MAC, SIX, true);
    forwarded[21] = 64;
    assertEquals(Optional.empty(), NeighbourAdvertisement.decode(forwarded));
    byte[] damaged = NeighbourAdvertisement.encode(MAC, SIX, true);
    damaged[70]++;
    assertEquals(Optional.empty(), NeighbourAdvertisement.decode(damaged));
  }

  @Test
  void anIpv4MappedAddressStaysAnIpv6One() {
    byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff0a090064");
    assertArrayEquals(mapped, IpAddresses.of(mapped).getAddress());
  }

  @Test
  void aChecksumOverItselfIsZero() {
    byte[] header = Ipv4Header.encode(1, 255, 112, FOUR, FOUR, 20);
    assertEquals(0, InternetChecksum.of(header));
  }
}

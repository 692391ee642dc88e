package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import lvs.director.model.AdvertisementTransport.OldChecksum;
import lvs.director.vrrp.packet.Decoded.Accepted;
import lvs.director.vrrp.packet.Decoded.Discarded;
import org.junit.jupiter.api.Test;

/** Which checksum is sent to whom. Values worked out by hand for 10.9.0.1 and priority 255. */
class ChecksumRuleTest {
  private static final int TO_PEER_2 = 0xa5f5;
  private static final int TO_PEER_3 = 0xa5f4;
  private static final int TO_GROUP = 0xcfed;
  private static final int WITHOUT_PSEUDO_HEADER = 0xba8a;

  private static List<Integer> sent(AdvertisementCodec codec) {
    return codec.encode(255, "eth0", address(OURS), 0, 0).stream()
        .map(packet -> Wire.carry(packet).payload())
        .map(payload -> (payload[6] & 0xff) << 8 | payload[7] & 0xff)
        .toList();
  }

  private static Routers peers(OldChecksum oldChecksum) {
    return Routers.version3().with(Routers.unicast(255, oldChecksum, "10.9.0.2", "10.9.0.3"));
  }

  private static Decoded hear(AdvertisementCodec codec, OldChecksum theirs) {
    AdvertisementCodec sender = Routers.version3().with(Routers.unicast(255, theirs, OURS)).codec();
    return codec.decode(
        Wire.carry(sender.encode(100, "eth0", address("10.9.0.2"), 0, 0).getFirst()), 0, 0);
  }

  @Test
  void thePseudoHeaderIsPartOfVersion3UnlessToldOtherwise() {
    assertEquals(List.of(TO_GROUP), sent(Routers.version3().codec()));
    assertEquals(
        List.of(WITHOUT_PSEUDO_HEADER), sent(Routers.version3().withPlainChecksum().codec()));
  }

  @Test
  void theOldChecksumIsSpokenToWhoSpeaksItAndOnlyAsLong() {
    AdvertisementCodec codec = peers(OldChecksum.AUTOMATIC).codec();
    assertEquals(List.of(TO_PEER_2, TO_PEER_3), sent(codec));
    assertInstanceOf(Accepted.class, hear(codec, OldChecksum.ALWAYS));
    assertEquals(List.of(TO_GROUP, TO_PEER_3), sent(codec));
    codec.configure(peers(OldChecksum.AUTOMATIC).router());
    assertEquals(List.of(TO_GROUP, TO_PEER_3), sent(codec));
    assertInstanceOf(Accepted.class, hear(codec, OldChecksum.NEVER));
    assertEquals(List.of(TO_PEER_2, TO_PEER_3), sent(codec));
  }

  @Test
  void alwaysAndNeverAreNotLearned() {
    AdvertisementCodec always = peers(OldChecksum.ALWAYS).codec();
    assertInstanceOf(Accepted.class, hear(always, OldChecksum.NEVER));
    assertEquals(List.of(TO_GROUP, TO_GROUP), sent(always));
    AdvertisementCodec never = peers(OldChecksum.NEVER).codec();
    assertInstanceOf(Discarded.class, hear(never, OldChecksum.ALWAYS));
    assertEquals(List.of(TO_PEER_2, TO_PEER_3), sent(never));
  }
}

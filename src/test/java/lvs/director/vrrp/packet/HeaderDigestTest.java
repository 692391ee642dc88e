package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.OURS;
import static lvs.director.vrrp.packet.Routers.THEIRS;
import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lvs.director.model.Authentication;
import lvs.director.model.Secret;
import lvs.director.vrrp.packet.Decoded.Accepted;
import lvs.director.vrrp.packet.Decoded.Discarded;
import org.junit.jupiter.api.Test;

/** auth_type AH: one sequence for all routers of a VRID, and what the digest covers. */
class HeaderDigestTest {
  private final Routers routers =
      Routers.version2().with(new Authentication.AuthenticationHeader(Secret.of("secret")));
  private final AdvertisementCodec ours = routers.codec();
  private final AdvertisementCodec theirs = routers.codec();

  private static byte[] send(AdvertisementCodec codec, String source) {
    return codec.encode(100, "eth0", address(source), 0, 0).getFirst().bytes();
  }

  private static String hear(AdvertisementCodec codec, byte[] packet) {
    return switch (codec.decode(Wire.ipv4(packet), 0, 0)) {
      case Accepted accepted -> "HEARD";
      case Discarded discarded -> discarded.reason().name();
    };
  }

  @Test
  void noPacketIsHeardTwice() {
    byte[] first = send(theirs, THEIRS);
    assertEquals("HEARD", hear(ours, first));
    assertEquals("HEARD", hear(ours, send(theirs, THEIRS)));
    assertEquals("REPLAYED", hear(ours, first));
  }

  @Test
  void aBackupGoesOnWhereItsMasterStopped() {
    for (int i = 0; i < 10; i++) {
      assertEquals("HEARD", hear(ours, send(theirs, THEIRS)));
    }
    assertEquals("HEARD", hear(theirs, send(ours, OURS)));
  }

  @Test
  void whoStartsAnewIsRefusedUntilItHasListened() {
    for (int i = 0; i < 10; i++) {
      hear(ours, send(theirs, THEIRS));
    }
    AdvertisementCodec restarted = routers.codec();
    assertEquals("REPLAYED", hear(ours, send(restarted, THEIRS)));
    assertEquals("HEARD", hear(restarted, send(ours, OURS)));
    assertEquals("HEARD", hear(ours, send(restarted, THEIRS)));
  }

  @Test
  void aReloadKeepsTheSequence() {
    byte[] first = send(theirs, THEIRS);
    assertEquals("HEARD", hear(ours, first));
    ours.configure(routers.router());
    theirs.configure(routers.router());
    assertEquals("REPLAYED", hear(ours, first));
    assertEquals("HEARD", hear(ours, send(theirs, THEIRS)));
  }

  /** Bits that the way may change: type of service, fragmentation and checksum of the IP header. */
  @Test
  void everyBitButThoseThatTheWayMayChangeIsCovered() {
    byte[] sent = send(theirs, THEIRS);
    for (int bit = 0; bit < sent.length * 8; bit++) {
      byte[] changed = sent.clone();
      changed[bit / 8] ^= (byte) (0x80 >> bit % 8);
      if (bit < 8) {
        continue; // version and length of the IP header, which the kernel has judged
      }
      int at = bit / 8;
      boolean mutable = at == 1 || at == 6 || at == 7 || at == 10 || at == 11;
      String heard = hear(routers.codec(), changed);
      assertEquals(mutable, heard.equals("HEARD"), "bit " + bit + ": " + heard);
    }
  }

  @Test
  void theTimeToLiveMayChangeOnTheWayToAPeer() {
    Routers unicast = routers.withPeers(OURS, THEIRS);
    byte[] sent = send(unicast.codec(), THEIRS);
    sent[8] = 17;
    assertEquals("HEARD", hear(unicast.codec(), sent));
  }
}

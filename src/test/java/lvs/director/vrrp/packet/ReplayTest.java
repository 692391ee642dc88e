package lvs.director.vrrp.packet;

import static lvs.director.vrrp.packet.Routers.address;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import lvs.director.model.Authentication.AntiReplay;
import lvs.director.model.Authentication.Hmac;
import lvs.director.model.Authentication.Mode;
import lvs.director.vrrp.packet.Decoded.Accepted;
import lvs.director.vrrp.packet.Decoded.Discarded;
import org.junit.jupiter.api.Test;

/**
 * What is signed well and nevertheless not heard, and clocks that are stepped. The window is 5 s.
 */
class ReplayTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String MASTER = "10.9.0.1";

  private final List<AdvertisementCodec> masters = new ArrayList<>();
  private AdvertisementCodec backup;
  private long nowSeconds = 1000;
  private long masterWallSeconds = 0x6500_0000L;
  private long backupWallSeconds = 0x6500_0000L;

  ReplayTest() {
    use(Keys.hmac());
  }

  private void use(Hmac hmac) {
    masters.clear();
    masters.add(Routers.version3().with(hmac).codec());
    backup = Routers.version3().with(hmac).codec();
  }

  private void pass(long seconds) {
    nowSeconds += seconds;
    masterWallSeconds += seconds;
    backupWallSeconds += seconds;
  }

  private IncomingPacket advertise(String source) {
    return Wire.carry(
        masters
            .getLast()
            .encode(100, "eth0", address(source), 0, masterWallSeconds * SECOND)
            .getFirst());
  }

  /** HEARD, or the reason why it was not. */
  private String hear(IncomingPacket packet) {
    return switch (backup.decode(packet, nowSeconds * SECOND, backupWallSeconds * SECOND)) {
      case Accepted accepted -> "HEARD";
      case Discarded discarded -> discarded.reason().name();
    };
  }

  /** What the backup makes of each of the master's advertisements, one second apart. */
  private List<String> follow(int advertisements) {
    List<String> heard = new ArrayList<>();
    for (int i = 0; i < advertisements; i++) {
      pass(1);
      heard.add(hear(advertise(MASTER)));
    }
    return heard;
  }

  private static List<String> heard(int times) {
    return java.util.Collections.nCopies(times, "HEARD");
  }

  @Test
  void noPacketIsHeardTwice() {
    IncomingPacket packet = advertise(MASTER);
    assertEquals("HEARD", hear(packet));
    assertEquals("REPLAYED", hear(packet));
    IncomingPacket next = advertise(MASTER);
    IncomingPacket afterNext = advertise(MASTER);
    assertEquals("HEARD", hear(afterNext));
    assertEquals("REPLAYED", hear(next));
  }

  @Test
  void anUnknownSenderMustBeWithinTheWindow() {
    backupWallSeconds += 5;
    assertEquals("HEARD", hear(advertise("10.9.0.3")));
    backupWallSeconds += 1;
    assertEquals("REPLAYED", hear(advertise("10.9.0.4")));
    backupWallSeconds -= 12;
    assertEquals("REPLAYED", hear(advertise("10.9.0.5")));
  }

  @Test
  void aMonotonicCountNeedsNoClock() {
    use(Keys.hmac(1, Mode.ENFORCE, AntiReplay.MONOTONIC, 1));
    backupWallSeconds += 100_000;
    assertEquals(heard(3), follow(3));
    IncomingPacket packet = advertise(MASTER);
    masterWallSeconds += 100_000;
    assertEquals(heard(3), follow(3));
    assertEquals("REPLAYED", hear(packet));
  }

  @Test
  void aStepOfOurClockLosesNoAdvertisementOfAKnownMaster() {
    for (long step : new long[] {100, -100, 86_400, -86_400}) {
      assertEquals(heard(2), follow(2));
      backupWallSeconds += step;
      assertEquals(heard(10), follow(10));
      backupWallSeconds -= step;
    }
  }

  @Test
  void clocksMayDriftWhileOursIsWrong() {
    assertEquals(heard(2), follow(2));
    backupWallSeconds -= 86_400;
    for (int i = 0; i < 100_000; i++) {
      pass(1);
      masterWallSeconds += i % 2000 == 1999 ? 1 : 0;
      assertEquals("HEARD", hear(advertise(MASTER)), "after " + i + " s");
    }
  }

  @Test
  void aStepForwardOfTheMastersClockLosesOneAdvertisement() {
    assertEquals(heard(2), follow(2));
    masterWallSeconds += 3600;
    assertEquals(List.of("REPLAYED", "HEARD", "HEARD", "HEARD"), follow(4));
  }

  @Test
  void aStepBackOfTheMastersClockToTheRightTimeLosesOneAdvertisement() {
    assertEquals(heard(2), follow(2));
    masterWallSeconds += 3600;
    follow(4);
    masterWallSeconds -= 3600;
    assertEquals(List.of("REPLAYED", "HEARD", "HEARD", "HEARD"), follow(4));
  }

  @Test
  void bothClocksMayBeSteppedBackTogether() {
    assertEquals(heard(2), follow(2));
    masterWallSeconds -= 3600;
    backupWallSeconds -= 3600;
    assertEquals(List.of("REPLAYED", "HEARD", "HEARD", "HEARD"), follow(4));
  }

  @Test
  void aStepBackOfTheMastersClockAloneLooksLikeARecording() {
    assertEquals(heard(2), follow(2));
    masterWallSeconds -= 3600;
    assertEquals(java.util.Collections.nCopies(20, "REPLAYED"), follow(20));
  }

  @Test
  void aRecordingIsNeverHeardNotEvenWhenOurClockIsSteppedToItsTime() {
    List<IncomingPacket> recording = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      pass(1);
      recording.add(advertise(MASTER));
      hear(recording.getLast());
    }
    pass(3);
    for (IncomingPacket packet : recording) {
      pass(1);
      assertEquals("REPLAYED", hear(packet));
    }
    backupWallSeconds -= 23;
    for (IncomingPacket packet : recording.subList(15, 20)) {
      pass(1);
      assertEquals("REPLAYED", hear(packet));
    }
  }

  @Test
  void aBurstOfRecordingsFromAFutureTimeDoesNotConfirmAStep() {
    AdvertisementCodec ahead = Routers.version3().with(Keys.hmac()).codec();
    List<IncomingPacket> recording = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long wall = (masterWallSeconds + 3600) * SECOND + i;
      recording.add(Wire.carry(ahead.encode(0, "eth0", address(MASTER), 0, wall).getFirst()));
    }
    assertEquals(heard(2), follow(2));
    recording.forEach(packet -> assertEquals("REPLAYED", hear(packet)));
    assertEquals(heard(5), follow(5));
  }

  @Test
  void recordingsFromAFutureTimeAreNotHeardWhileTheMasterSpeaks() {
    AdvertisementCodec ahead = Routers.version3().with(Keys.hmac()).codec();
    assertEquals(heard(2), follow(2));
    for (int i = 0; i < 10; i++) {
      assertEquals(heard(1), follow(1));
      long wall = (masterWallSeconds + 3600) * SECOND;
      OutgoingPacket recorded = ahead.encode(0, "eth0", address(MASTER), 0, wall).getFirst();
      assertEquals("REPLAYED", hear(Wire.carry(recorded)));
    }
  }

  @Test
  void fourSendersAreRememberedAndTheFifthReplacesTheOneUnheardForLongest() {
    IncomingPacket first = advertise("10.9.0.1");
    IncomingPacket second = advertise("10.9.0.2");
    assertEquals("HEARD", hear(first));
    assertEquals("HEARD", hear(second));
    for (String other : List.of("10.9.0.3", "10.9.0.4")) {
      assertEquals("HEARD", hear(advertise(other)));
    }
    assertEquals("HEARD", hear(advertise("10.9.0.1")));
    assertEquals("HEARD", hear(advertise("10.9.0.5")));
    assertEquals("REPLAYED", hear(first));
    assertEquals("HEARD", hear(second), "forgotten, and still within the window");
  }

  @Test
  void aReloadForgetsNothing() {
    IncomingPacket packet = advertise(MASTER);
    assertEquals("HEARD", hear(packet));
    backup.configure(Routers.version3().with(Keys.hmac(2, Mode.PERMISSIVE, 1, 2)).router());
    masters.getLast().configure(Routers.version3().with(Keys.hmac(1, Mode.ENFORCE, 1, 2)).router());
    assertEquals("REPLAYED", hear(packet));
    assertEquals("HEARD", hear(advertise(MASTER)));
  }

  @Test
  void aMasterThatIsRestartedIsHeardAtOnce() {
    assertEquals(heard(3), follow(3));
    masters.add(Routers.version3().with(Keys.hmac()).codec());
    assertEquals(heard(3), follow(3));
  }

  @Test
  void stampsGoUpWhileTheClockStandsStillOrGoesBackALittle() {
    assertEquals("HEARD", hear(advertise(MASTER)));
    assertEquals("HEARD", hear(advertise(MASTER)));
    masterWallSeconds -= 4;
    assertEquals("HEARD", hear(advertise(MASTER)));
    for (int i = 0; i < 70_000; i++) {
      assertEquals("HEARD", hear(advertise(MASTER)));
    }
  }

  @Test
  void secondsWrapAroundIn2106() {
    masterWallSeconds = 0xffff_fffeL;
    backupWallSeconds = 0xffff_fffeL;
    assertEquals(heard(6), follow(6));
  }
}

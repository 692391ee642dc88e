package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.daemon.AnnouncementQueue.Packet;
import lvs.director.model.GratuitousArpSettings.Spacing;
import lvs.director.model.LinkSettings;
import lvs.director.model.LinkSettings.SpacingGroup;
import lvs.director.model.VirtualAddress;
import org.junit.jupiter.api.Test;

class AnnouncementQueueTest {
  private static final long MILLI = 1_000_000;
  private static final VirtualAddress A = NetFixtures.address("10.0.0.1/24", "eth0");
  private static final VirtualAddress B = NetFixtures.address("10.0.0.2/24", "eth0");
  private static final VirtualAddress C = NetFixtures.address("10.0.1.1/24", "eth1");
  private static final VirtualAddress SIX = NetFixtures.address("2001:db8::1/64", "eth0");

  private final AnnouncementQueue queue = new AnnouncementQueue();

  private static LinkSettings spacing(Spacing everywhere, SpacingGroup... groups) {
    return new LinkSettings(false, List.of(), List.of(), everywhere, List.of(groups));
  }

  private static Spacing millis(int arp, int neighbour) {
    return new Spacing(Duration.ofMillis(arp), Duration.ofMillis(neighbour));
  }

  /** {@code time in ms: address} of all packets, sent as early as the queue gives them. */
  private List<String> sentFrom(long nowNanos) {
    List<String> sent = new ArrayList<>();
    long now = nowNanos;
    while (queue.waitNanos(now) != Long.MAX_VALUE) {
      now += queue.waitNanos(now);
      Optional<Packet> packet = queue.poll(now);
      sent.add(
          (now - nowNanos) / MILLI
              + ": "
              + packet.orElseThrow().address().address().getHostAddress());
    }
    return sent;
  }

  @Test
  void withoutGapsEverythingIsSentAtOnceRoundByRound() {
    queue.announce("one", List.of(A, B), 2);
    queue.announce("two", List.of(C), 3);
    assertEquals(
        List.of(
            "0: 10.0.0.1",
            "0: 10.0.0.2",
            "0: 10.0.1.1",
            "0: 10.0.0.1",
            "0: 10.0.0.2",
            "0: 10.0.1.1",
            "0: 10.0.1.1"),
        sentFrom(-5));
  }

  @Test
  void theFirstRoundOfALateComerGoesBeforeTheSecondOfOthers() {
    queue.announce("one", List.of(A), 2);
    queue.poll(0);
    queue.announce("two", List.of(C), 1);
    assertEquals(List.of("0: 10.0.1.1", "0: 10.0.0.1"), sentFrom(0));
  }

  @Test
  void packetsOnOneInterfaceKeepTheGapAndOthersDoNotWait() {
    queue.configure(spacing(millis(10, 0)));
    queue.announce("one", List.of(A, B), 2);
    queue.announce("two", List.of(C), 2);
    assertEquals(
        List.of(
            "0: 10.0.0.1",
            "0: 10.0.1.1",
            "10: 10.0.0.2",
            "10: 10.0.1.1",
            "20: 10.0.0.1",
            "30: 10.0.0.2"),
        sentFrom(0));
  }

  @Test
  void theGapAlsoHoldsTowardsThePacketBefore() {
    queue.configure(spacing(millis(10, 0)));
    queue.announce("one", List.of(A), 1);
    assertEquals(List.of("0: 10.0.0.1"), sentFrom(0));
    queue.announce("one", List.of(A), 1);
    assertEquals(6 * MILLI, queue.waitNanos(4 * MILLI));
    assertEquals(Optional.empty(), queue.poll(9 * MILLI));
    assertEquals(A, queue.poll(10 * MILLI).orElseThrow().address());
  }

  @Test
  void neighbourAdvertisementsHaveAGapOfTheirOwn() {
    queue.configure(spacing(millis(10, 20)));
    queue.announce("one", List.of(A, SIX), 2);
    assertEquals(
        List.of(
            "0: 10.0.0.1", "0: 2001:db8:0:0:0:0:0:1", "10: 10.0.0.1", "20: 2001:db8:0:0:0:0:0:1"),
        sentFrom(0));
  }

  @Test
  void interfacesOfAGroupShareOneAllowance() {
    queue.configure(
        spacing(millis(0, 0), new SpacingGroup(List.of("eth0", "eth1"), millis(10, 10))));
    queue.announce("one", List.of(A), 2);
    queue.announce("two", List.of(C), 1);
    assertEquals(List.of("0: 10.0.0.1", "10: 10.0.1.1", "20: 10.0.0.1"), sentFrom(0));
  }

  @Test
  void whatWaitsAlreadyIsNotSentTwiceAsOften() {
    queue.announce("one", List.of(A), 3);
    queue.announce("one", List.of(A), 2);
    assertEquals(3, sentFrom(0).size());
  }

  @Test
  void cancellingForgetsTheAnnouncementsOfOneRouterOnly() {
    queue.announce("one", List.of(A, B), 5);
    queue.announce("two", List.of(C), 1);
    queue.probe("one", List.of(B));
    queue.cancel("one");
    assertEquals(List.of("0: 10.0.1.1", "0: 10.0.0.2"), sentFrom(0));
    assertEquals(0, queue.size());
  }

  @Test
  void probesGoLastAndOnce() {
    queue.probe("one", List.of(A));
    queue.announce("one", List.of(B), 2);
    assertEquals(List.of("0: 10.0.0.2", "0: 10.0.0.2", "0: 10.0.0.1"), sentFrom(0));
  }

  @Test
  void otherGapsHoldForWhatWaits() {
    queue.configure(spacing(millis(1000, 0)));
    queue.announce("one", List.of(A), 3);
    queue.poll(0);
    queue.configure(spacing(millis(10, 0)));
    assertEquals(List.of("0: 10.0.0.1", "10: 10.0.0.1"), sentFrom(5 * MILLI));
  }

  @Test
  void nothingWaitingIsNeverDue() {
    assertEquals(Long.MAX_VALUE, queue.waitNanos(0));
    assertEquals(Optional.empty(), queue.poll(0));
  }
}

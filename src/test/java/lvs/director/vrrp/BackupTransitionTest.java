package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The row BACKUP of the transition table (RFC 9568, 6.4.2). */
class BackupTransitionTest {
  private static final double MASTER_DOWN = 3 + 156 / 256.0;

  private static Box backup(String lines) {
    return Box.running(Box.instance("priority 100\n" + lines));
  }

  @Test
  void higherPriorityStartsTheMasterDownTimerAnew() {
    Box box = backup("").pass(2).hears("10.9.0.2", 150);
    assertEquals(List.of("drop VI_1 [10.9.0.100%eth0]"), box.did());
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
    box.hears("10.9.0.2", 150);
    assertEquals(List.of(), box.did());
    assertEquals(Box.address("10.9.0.2"), box.router().master().orElseThrow());
    assertEquals(150, box.router().masterPriority().orElseThrow());
  }

  @Test
  void equalPriorityIsAcceptedWhateverTheAddress() {
    Box box = backup("").pass(2).hears("10.9.0.0", 100);
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
  }

  @Test
  void lowerPriorityIsDiscardedAndTheTimerGoesOn() {
    Box box = backup("").pass(2).hears("10.9.0.2", 50);
    assertEquals(List.of("drop VI_1 [10.9.0.100%eth0]"), box.did());
    assertEquals(MASTER_DOWN - 2, box.untilNext(), 1e-9);
    box.pass(MASTER_DOWN - 2);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals("10.9.0.2 has lower priority 50 (ours 100)", box.router().reason());
    assertEquals("preempted", box.router().newMasterReason());
  }

  @Test
  void lowerPriorityIsAcceptedWithNopreempt() {
    Box box = backup("nopreempt").pass(2).hears("10.9.0.2", 50);
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
  }

  @Test
  void priorityZeroLeavesTheSkewTime() {
    Box box = backup("").hears("10.9.0.2", 150).pass(1).hears("10.9.0.2", 0);
    box.did();
    assertEquals(156 / 256.0, box.untilNext(), 1e-9);
    box.pass(156 / 256.0);
    assertEquals("10.9.0.2 said that it leaves", box.router().reason());
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void theTakeoverIsTimedFromTheLastAdvertisementOfTheOldMaster() {
    Box box = backup("");
    box.hears("10.9.0.2", 150).pass(MASTER_DOWN);
    assertEquals(MASTER_DOWN, box.router().takeoverNanos().orElseThrow() / 1e9, 1e-6);
    box.hears("10.9.0.2", 150).pass(1).hears("10.9.0.2", 0).pass(156 / 256.0);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals(156 / 256.0, box.router().takeoverNanos().orElseThrow() / 1e9, 1e-6);
  }

  @Test
  void whoNeverHeardAMasterTookNothingOver() {
    Box box = backup("").pass(MASTER_DOWN);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals(java.util.OptionalLong.empty(), box.router().takeoverNanos());
  }

  @Test
  void silenceMakesItMaster() {
    Box box = backup("").hears("10.9.0.2", 150);
    box.did();
    box.pass(MASTER_DOWN);
    assertEquals(
        List.of(
            "send VI_1 priority 100",
            "take VI_1 [10.9.0.100%eth0] for 5 s",
            "announce VI_1 [10.9.0.100%eth0] x5",
            "fifo INSTANCE \"VI_1\" MASTER 100",
            "notice ROUTER_MASTER: virtual router VI_1 is MASTER: no advertisement of 10.9.0.2 for"
                + " 3.6094 s; priority 100",
            "watch claims [10.9.0.100%eth0]"),
        box.did());
    assertEquals("no-response", box.router().newMasterReason());
  }

  @Test
  void preemptDelayAcceptsLowerPrioritiesUntilItIsOver() {
    Box box = backup("preempt_delay 10");
    for (int second = 0; second < 10; second++) {
      box.hears("10.9.0.2", 50).pass(1);
    }
    assertEquals(RouterState.BACKUP, box.state());
    box.hears("10.9.0.2", 50);
    assertEquals(MASTER_DOWN - 1, box.untilNext(), 1e-9);
    box.pass(1).hears("10.9.0.2", 50).pass(1).hears("10.9.0.2", 50).pass(0.7);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void preemptDelayBeginsAnewWhenAHigherPriorityIsHeard() {
    Box box = backup("preempt_delay 10");
    box.hears("10.9.0.2", 50).pass(3).hears("10.9.0.3", 150).pass(3).hears("10.9.0.2", 50);
    for (int second = 0; second < 9; second++) {
      box.pass(1).hears("10.9.0.2", 50);
    }
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
  }

  @Test
  void whatIsDiscardedDoesNotTouchTheTimer() {
    Box box = backup("").pass(2);
    box.hears("10.9.0.2", 150, Box.instance("priority 150\nadvert_int 3"), "VI_1");
    assertEquals(MASTER_DOWN - 2, box.untilNext(), 1e-9);
  }

  @Test
  void ourOwnPacketsAreIgnored() {
    Box box = backup("").pass(2).hears(Box.OURS, 150).hears("10.8.0.1", 150);
    assertEquals(List.of(), box.did("send", "take", "fifo"));
    assertEquals(MASTER_DOWN - 2, box.untilNext(), 1e-9);
    assertEquals(0, box.router().counters().advertisementsReceived());
  }
}

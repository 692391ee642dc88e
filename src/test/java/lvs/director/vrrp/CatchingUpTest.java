package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A director that has just started and learns the connections of the master (sync_catch_up). */
class CatchingUpTest {
  private static final double MASTER_DOWN = 3 + 156 / 256.0;
  private static final String GROUP =
      "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n"
          + Box.instance("priority 150")
          + Box.instance("VI_2", 52, "eth1", "10.8.0.100", "priority 150");

  private static VrrpEvent.CatchingUp learns(String progress) {
    return new VrrpEvent.CatchingUp("VI_1", Optional.of(progress));
  }

  private static VrrpEvent.CatchingUp over() {
    return new VrrpEvent.CatchingUp("VI_1", Optional.empty());
  }

  private static Box learning(String configuration) {
    Box box = new Box();
    box.network();
    box.event(learns("learns"));
    box.configure(configuration);
    box.did();
    return box;
  }

  private static Box hearing(Box box, double seconds) {
    for (int second = 0; second < seconds; second++) {
      box.pass(1).hears("10.9.0.2", 50);
    }
    return box;
  }

  @Test
  void aMasterOfLowerPriorityStaysUntilItIsOver() {
    Box box = hearing(learning(Box.instance("priority 100")), 20);
    assertEquals(RouterState.BACKUP, box.state());
    box.event(over());
    hearing(box, 4);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals("preempted", box.router().newMasterReason());
  }

  @Test
  void silenceMakesItMasterAtOnce() {
    Box box = learning(Box.instance("priority 100"));
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
    box.pass(MASTER_DOWN);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void aMasterThatDiesOrLeavesIsReplacedAsEver() {
    Box dies = hearing(learning(Box.instance("priority 100")), 5);
    dies.pass(MASTER_DOWN);
    assertEquals(RouterState.MASTER, dies.state());
    Box leaves = hearing(learning(Box.instance("priority 100")), 5).hears("10.9.0.2", 0);
    leaves.pass(156 / 256.0);
    assertEquals(RouterState.MASTER, leaves.state());
  }

  @Test
  void theOwnerListensFirst() {
    Box silent = learning(Box.instance("priority 255"));
    assertEquals(RouterState.BACKUP, silent.state());
    silent.pass(3 + 1 / 256.0);
    assertEquals(RouterState.MASTER, silent.state());
    Box box = hearing(learning(Box.instance("priority 255")), 10);
    assertEquals(RouterState.BACKUP, box.state());
    hearing(box.event(over()), 4);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void theSyncGroupWaitsTogether() {
    Box box = learning(GROUP);
    for (int second = 0; second < 10; second++) {
      box.pass(1).hears("10.9.0.2", 50, "VI_1").hears("10.8.0.2", 50, "VI_2");
    }
    assertEquals(RouterState.BACKUP, box.router("VI_1").state());
    assertEquals(RouterState.BACKUP, box.router("VI_2").state());
  }

  @Test
  void howFarItIsStandsAmongTheProblems() {
    Box box = learning(Box.instance("priority 100"));
    box.event(learns("5 so far"));
    assertEquals(List.of("5 so far"), box.router().problems());
    box.event(over());
    assertTrue(box.router().problems().isEmpty());
  }

  @Test
  void otherRoutersPreemptAsEver() {
    Box box = new Box();
    box.network();
    box.event(new VrrpEvent.CatchingUp("VI_9", Optional.of("learns")));
    box.configure(Box.instance("priority 100"));
    hearing(box, 4);
    assertEquals(RouterState.MASTER, box.state());
  }
}

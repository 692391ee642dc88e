package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Planned switchover: priority 0, serving on, letting go when the successor serves. */
class HandoverTest {
  private static final String PLAIN = Box.instance("priority 100");

  private static Box master(String configuration) {
    return Box.master(configuration);
  }

  @Test
  void priorityZeroIsSaidAndNothingIsLetGo() {
    Box box = master(PLAIN).asks("VI_1", "", false);
    assertEquals(List.of("send VI_1 priority 0", "cancel announcements VI_1"), box.did());
    assertEquals(RouterState.MASTER, box.state());
    assertTrue(box.router().handingOver());
    box.pass(0.99);
    assertEquals(List.of("renew VI_1 [10.9.0.100%eth0] for 5 s"), box.did());
  }

  @Test
  void itLetsGoAGraceAfterTheSuccessorWasHeard() {
    Box box = master(PLAIN).asks("VI_1", "", false).pass(0.6).hears("10.9.0.2", 50);
    box.did();
    box.pass(0.0101);
    assertEquals(List.of("renew VI_1 [10.9.0.100%eth0] for 5 s"), box.did());
    box.pass(0.0001);
    String report =
        "10.9.0.2 took VI_1 over after 0.6 s; both served for 0.0102 s, at no time none";
    assertEquals(
        List.of(
            "cancel announcements VI_1",
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" BACKUP 100",
            "notice ROUTER_BACKUP: virtual router VI_1 is BACKUP: " + report + "; priority 100",
            "notice HANDOVER: VI_1 is handed over: " + report,
            "handover #7 done: " + report,
            "watch claims []"),
        box.did());
  }

  @Test
  void theSuccessorsClaimOfAnAddressEndsTheGrace() {
    Box box = master(PLAIN).asks("VI_1", "", false).pass(0.6).hears("10.9.0.2", 50);
    box.pass(0.002).claims("10.9.0.100", "02:aa:aa:aa:aa:aa");
    assertEquals(RouterState.BACKUP, box.state());
    assertEquals(
        "10.9.0.2 took VI_1 over after 0.6 s; both served for 0.002 s, until its announcement of an"
            + " address was heard, at no time none",
        box.router().reason());
  }

  @Test
  void aClaimAloneIsNoSuccessor() {
    Box box = master(PLAIN).asks("VI_1", "", false).claims("10.9.0.100", "02:aa:aa:aa:aa:aa");
    assertEquals(RouterState.MASTER, box.state());
    box.hears("10.9.0.2", 50);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void priorityZeroIsSaidTwiceAndThenMastershipGoesOn() {
    Box box = master(PLAIN).asks("VI_1", "", false).pass(1.98);
    assertEquals(List.of("send VI_1 priority 0", "send VI_1 priority 0"), box.did("send", "drop"));
    box.pass(0.0125);
    assertEquals(
        List.of(
            "send VI_1 priority 100",
            "handover #7 refused: no peer took over VI_1 within 1.9922 s: is another router of it"
                + " running, fit, and not held? still master"),
        box.did("send", "drop", "handover"));
    assertEquals(RouterState.MASTER, box.state());
    assertEquals(1, box.router().counters().masterTransitions());
    box.pass(1);
    assertEquals(List.of("send VI_1 priority 100"), box.did("send"));
  }

  @Test
  void itDoesNotTakeBackFromALowerPriority() {
    Box box = master(PLAIN).asks("VI_1", "", false).hears("10.9.0.2", 50).pass(0.02);
    for (int i = 0; i < 10; i++) {
      box.hears("10.9.0.2", 50).pass(1);
    }
    assertEquals(RouterState.BACKUP, box.state());
    box.event(new VrrpEvent.Released("VI_1"));
    for (int i = 0; i < 4; i++) {
      box.hears("10.9.0.2", 50).pass(1);
    }
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void itComesBackWhenTheSuccessorIsGone() {
    Box box = master(PLAIN).asks("VI_1", "", false).hears("10.9.0.2", 50).pass(4);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void heldItStaysAwayUntilReleased() {
    Box box = master(PLAIN).asks("VI_1", "", true).hears("10.9.0.2", 50).pass(0.02);
    assertEquals(List.of("keep holds [VI_1]"), box.did("keep"));
    assertTrue(box.router().held());
    box.pass(70);
    assertEquals(RouterState.BACKUP, box.state());
    assertEquals(2, box.did("notice HELD").size());
    box.event(new VrrpEvent.Released("VI_1"));
    assertEquals(List.of("keep holds []"), box.did("keep"));
    box.pass(4);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void aHoldOutlivesARestart() {
    Box box = new Box();
    box.network();
    box.holds("VI_1").configure(Box.instance("priority 255"));
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(10);
    assertEquals(RouterState.BACKUP, box.state());
    assertEquals(List.of(), box.did("keep"));
  }

  private static String refusal(Box box, String name, String to, boolean hold) {
    box.did();
    box.asks(name, to, hold);
    return box.did().getFirst();
  }

  @Test
  void itIsRefusedWhereItCannotSucceed() {
    assertEquals(
        "handover #7 refused: no virtual router or sync group is called X",
        refusal(master(PLAIN), "X", "", false));
    assertEquals(
        "handover #7 refused: VI_1 is BACKUP here, not MASTER; master is 10.9.0.2",
        refusal(Box.running(PLAIN).hears("10.9.0.2", 150), "VI_1", "", false));
    assertEquals(
        "handover #7 refused: VI_1 is being handed over already",
        refusal(master(PLAIN).asks("VI_1", "", false), "VI_1", "", false));
    assertEquals(
        "handover #7 refused: VI_1 has priority 255 and would take the mastership back at once;"
            + " hold it",
        refusal(master(Box.instance("priority 255")), "VI_1", "", false));
    assertEquals(
        "handover #7 refused: 10.9.0.9 is not known as a router of VI_1; known are 10.9.0.2",
        refusal(master(PLAIN).hears("10.9.0.2", 50), "VI_1", "10.9.0.9", false));
    assertEquals(
        "handover #7 refused: 10.9.0.3 has priority 60, 10.9.0.2 only 50: hand over to the former,"
            + " or raise the priority of the latter",
        refusal(
            master(PLAIN).hears("10.9.0.2", 50).hears("10.9.0.3", 60), "VI_1", "10.9.0.2", false));
  }

  @Test
  void toOnePeerByUnicastPriorityZeroGoesToItAlone() {
    Box box =
        master(
            Box.instance(
                "priority 100\nunicast_src_ip 10.9.0.1\nunicast_peer {\n10.9.0.2\n10.9.0.3\n}"));
    box.asks("VI_1", "10.9.0.3", false);
    assertEquals(List.of("send VI_1 priority 0 to 10.9.0.3"), box.did("send"));
  }

  @Test
  void toOnePeerByMulticastEverybodyHearsIt() {
    Box box = master(PLAIN).hears("10.9.0.2", 50);
    box.did();
    assertEquals(List.of("send VI_1 priority 0"), box.asks("VI_1", "10.9.0.2", false).did("send"));
  }

  private static final String PAIR =
      PLAIN
          + Box.instance("VI_2", 52, "eth1", "10.8.0.100", "priority 100")
          + "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n";

  @Test
  void aSyncGroupGoesTogether() {
    Box box = master(PAIR).asks("G", "", false);
    assertEquals(List.of("send VI_1 priority 0", "send VI_2 priority 0"), box.did("send"));
    box.hears("10.9.0.2", 50, "VI_1").pass(0.02);
    assertEquals(RouterState.BACKUP, box.router("VI_1").state());
    assertEquals(RouterState.MASTER, box.router("VI_2").state());
    box.hears("10.8.0.2", 50, "VI_2").pass(0.02);
    List<String> done = box.did("handover #7 done");
    assertEquals(1, done.size());
    assertTrue(
        done.getFirst().contains(", at no time none; 10.8.0.2 took VI_2 over"), done::toString);
    assertEquals(RouterState.BACKUP, box.engine.view().group("G").orElseThrow().state());
  }

  @Test
  void aFaultInBetweenEndsTheHandover() {
    Box box = master(PLAIN).asks("VI_1", "", false).carrier("eth0", false);
    assertEquals(
        List.of("handover #7 refused: VI_1: it is in FAULT: link eth0 has no carrier"),
        box.did("handover"));
    assertEquals(RouterState.FAULT, box.state());
  }

  @Test
  void theLeaseGoesOnWhileTheSuccessorIsAwaited() {
    Box box = master(PLAIN).asks("VI_1", "", false).pass(1.9);
    assertEquals(2, box.did("renew").size());
  }

  @Test
  void aSyncGroupIsHandedToWhomOneMemberKnows() {
    Box box = master(PAIR).hears("10.9.0.2", 50, "VI_1");
    box.did();
    box.asks("G", "10.9.0.2", false);
    assertEquals(List.of(), box.did("handover"));
    assertTrue(box.router("VI_2").handingOver());
  }
}

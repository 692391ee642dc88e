package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The row MASTER of the transition table (RFC 9568, 6.4.3). */
class MasterTransitionTest {
  private static final double MASTER_DOWN = 3 + 156 / 256.0;

  private static Box master(String lines) {
    return Box.master(Box.instance("priority 100\n" + lines));
  }

  private static List<String> yields(String why) {
    return List.of(
        "cancel announcements VI_1",
        "drop VI_1 [10.9.0.100%eth0]",
        "fifo INSTANCE \"VI_1\" BACKUP 100",
        "notice ROUTER_BACKUP: virtual router VI_1 is BACKUP: " + why + "; priority 100",
        "watch claims []");
  }

  @Test
  void itYieldsToAHigherPriorityWithoutAWord() {
    Box box = master("").hears("10.9.0.2", 150);
    assertEquals(yields("10.9.0.2 has higher priority 150 (ours 100)"), box.did());
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
  }

  @Test
  void higherPrioSendAdvertSpeaksOnceMore() {
    Box box = master("higher_prio_send_advert").hears("10.9.0.2", 150);
    assertEquals("send VI_1 priority 100", box.did().getFirst());
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void itYieldsToAnEqualPriorityWithAHigherAddress() {
    Box box = master("").hears("10.9.0.2", 100);
    assertEquals(yields("10.9.0.2 has the same priority 100 and the higher address"), box.did());
  }

  @Test
  void addressesAreComparedWithoutSign() {
    Box box = master("").hears("10.9.0.200", 100);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void itStaysBeforeAnEqualPriorityWithALowerAddress() {
    Box box = master("").hears("10.9.0.0", 100);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void itAnswersALowerPriorityAndAnnouncesAgain() {
    Box box = master("notify_master_rx_lower_pri \"/bin/true low\"").hears("10.9.0.2", 50);
    assertEquals(
        List.of(
            "send VI_1 priority 100",
            "announce VI_1 [10.9.0.100%eth0] x5",
            "run /bin/true low for VI_1",
            "fifo INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 100"),
        box.did());
    assertEquals(RouterState.MASTER, box.state());
    box.pass(5);
    assertEquals(List.of("announce VI_1 [10.9.0.100%eth0] x5"), box.did("announce"));
  }

  @Test
  void lowerPrioNoAdvertDoesNotAnswer() {
    Box box = master("lower_prio_no_advert\ngarp_lower_prio_repeat 0");
    double next = box.untilNext();
    box.hears("10.9.0.2", 50);
    assertEquals(List.of("fifo INSTANCE \"VI_1\" MASTER_RX_LOWER_PRI 100"), box.did());
    assertEquals(next, box.untilNext(), 1e-9);
  }

  @Test
  void itAnswersPriorityZero() {
    Box box = master("").hears("10.9.0.2", 0);
    assertEquals(List.of("send VI_1 priority 100"), box.did());
  }

  @Test
  void theOwnerMayIgnoreEverybody() {
    Box box = Box.running(Box.instance("priority 255\nowner_ignore_adverts"));
    box.hears("10.9.0.2", 255).hears("10.9.0.2", 0);
    assertEquals(List.of(), box.did());
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void theOwnerIsMasterAtOnce() {
    Box box = Box.running(Box.instance("priority 255"));
    assertEquals(RouterState.MASTER, box.state());
    assertEquals("it owns the addresses (priority 255)", box.router().reason());
  }

  @Test
  void ofTwoOwnersTheLowerAddressYields() {
    Box box = Box.running(Box.instance("priority 255")).hears("10.9.0.2", 255);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void ofTwoOwnersTheHigherAddressWaitsAndThenGivesWay() {
    Box box = Box.running(Box.instance("priority 255"));
    for (int tenths = 0; tenths < 35; tenths++) {
      box.hears("10.9.0.0", 255).pass(0.1);
    }
    assertEquals(254, box.router().priority());
    box.hears("10.9.0.0", 255);
    assertEquals(RouterState.BACKUP, box.state());
    box.pass(4);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals(255, box.router().priority());
  }

  @Test
  void garpTimersAreThoseOfTheConfiguration() {
    Box box =
        Box.running(
            Box.instance(
                "priority 100\ngarp_master_delay 2\ngarp_master_repeat 3\n"
                    + "garp_master_refresh 4\ngarp_master_refresh_repeat 2"));
    box.pass(MASTER_DOWN);
    box.did();
    box.pass(1.9);
    assertEquals(List.of(), box.did("announce"));
    box.pass(0.1);
    assertEquals(List.of("announce VI_1 [10.9.0.100%eth0] x3"), box.did("announce"));
    box.pass(8);
    assertEquals(
        List.of("announce VI_1 [10.9.0.100%eth0] x2", "announce VI_1 [10.9.0.100%eth0] x2"),
        box.did("announce"));
  }

  @Test
  void withoutALeaseNothingIsRenewed() {
    Box box = Box.running("director {\naddress_lease off\n}\n" + Box.instance("priority 100"));
    box.pass(6);
    assertEquals(List.of("take VI_1 [10.9.0.100%eth0]"), box.did("take", "renew"));
  }

  @Test
  void theLanIsAskedForDuplicatesOnceAMinute() {
    Box box = Box.running(Box.instance("priority 100")).pass(3.61);
    box.pass(5.9);
    assertEquals(List.of(), box.did("probe"), "a dead master answers until its lease has ended");
    box.pass(61);
    assertEquals(
        List.of("probe VI_1 [10.9.0.100%eth0]", "probe VI_1 [10.9.0.100%eth0]"), box.did("probe"));
  }

  @Test
  void aSecondMasterIsNamedWhenItIsHeardAgainAndAgain() {
    Box box = master("");
    for (int i = 0; i < 8; i++) {
      box.hears("10.9.0.2", 50).pass(0.5);
    }
    List<String> notices = box.did("notice TWO_MASTERS");
    assertEquals(1, notices.size());
    assertEquals(
        "notice TWO_MASTERS: two masters of VI_1: 10.9.0.2 advertises with lower priority 50 again"
            + " and again while this machine is master: it does not hear us; look for a firewall or"
            + " switch that drops our advertisements, or for another configuration there",
        notices.getFirst());
  }

  @Test
  void aClaimOfAnAddressByAnotherMachineIsNamed() {
    Box box = master("").claims("10.9.0.100", "02:aa:aa:aa:aa:aa");
    assertEquals(
        List.of(
            "notice TWO_MASTERS: two masters of VI_1: 10.9.0.100 is claimed by 02:aa:aa:aa:aa:aa"
                + " too; remove it there, or find out why that machine does not hear us"),
        box.did());
    assertEquals(1, box.router().counters().addressConflicts());
    box.claims("10.9.0.100", "02:00:00:00:00:01").claims("10.9.0.77", "02:aa:aa:aa:aa:aa");
    assertEquals(List.of(), box.did());
  }

  @Test
  void aSecondMasterIsForgottenAfterAMinuteOfPeace() {
    Box box = master("").claims("10.9.0.100", "02:aa:aa:aa:aa:aa");
    assertEquals(1, box.router().problems().size());
    box.pass(125);
    assertEquals(List.of(), box.router().problems());
  }
}

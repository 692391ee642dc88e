package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A master that was not scheduled for so long that others may have taken over. */
class SleepTest {
  @Test
  void addressesGoBeforeAWordIsSpoken() {
    Box box = Box.master(Box.instance("priority 100"));
    box.sleep(4);
    List<String> did = box.did();
    assertEquals(
        List.of(
            "cancel announcements VI_1",
            "drop VI_1 [10.9.0.100%eth0]",
            "notice SLEPT: VI_1 slept: the director was not scheduled for 4.3906 s, so that others"
                + " may have taken over",
            "fifo INSTANCE \"VI_1\" BACKUP 100"),
        did.subList(0, 4));
    assertEquals(List.of(), did.stream().filter(line -> line.startsWith("send")).toList());
  }

  @Test
  void itIsBackSoonWhenNobodyTookOver() {
    Box box = Box.master(Box.instance("priority 100"));
    box.sleep(4);
    assertEquals(1 + 156 / 256.0, box.untilNext(), 1e-9);
    box.pass(2);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void anyEventThatComesLateFindsItOut() {
    Box box = Box.master(Box.instance("priority 100"));
    box.now += 4 * Box.SECOND;
    box.hears("10.9.0.2", 50);
    assertEquals("cancel announcements VI_1", box.did().getFirst());
  }

  @Test
  void itMayBeAsLateAsTheQuickestPeerWaits() {
    Box box = Box.running(Box.instance("priority 100")).pass(4);
    double sent = 4 - (3 + 156 / 256.0);
    box.sleep(3 + 2 / 256.0 - sent - 0.001);
    assertEquals(RouterState.MASTER, box.state());
    box.sleep(3 + 2 / 256.0);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void aPeerThatWasHeardSetsTheLimit() {
    Box box = Box.running(Box.instance("priority 100"));
    box.hears("10.9.0.2", 50).pass(4);
    double sent = 4 - (3 + 156 / 256.0);
    box.sleep(3 + 206 / 256.0 - sent - 0.001);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void timerExpiredBackupSetsTheLimit() {
    Box box = Box.running(Box.instance("priority 100\nnopreempt\ntimer_expired_backup 50")).pass(4);
    double sent = 4 - (3 + 156 / 256.0);
    box.sleep(3 + 206 / 256.0 - sent - 0.001);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void theWholeGroupGoesDown() {
    Box box =
        Box.running(
            Box.instance("VI_1", 51, "eth0", "10.9.0.100", "priority 100")
                + Box.instance("VI_2", 52, "eth1", "10.8.0.100", "priority 100\nadvert_int 10")
                + "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n");
    box.pass(40);
    assertEquals(RouterState.MASTER, box.router("VI_2").state());
    box.sleep(4);
    assertEquals(RouterState.BACKUP, box.router("VI_2").state());
  }

  @Test
  void whoHoldsNoAddressesHasNoLease() {
    Box box = Box.running("director {\naddress_lease 2\n}\n" + ROUTES_ONLY).pass(4);
    box.pass(20).sleep(2.5);
    assertEquals(RouterState.MASTER, box.state());
    assertEquals(1, box.router().counters().masterTransitions());
    assertEquals(List.of(), box.did("notice SLEPT", "renew", "probe"));
  }

  static final String ROUTES_ONLY =
      "vrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\npriority 100\n"
          + "virtual_routes {\n192.0.2.0/24 via 10.9.0.254\n}\n}\n";
}

package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** From the start to the first mastership. */
class FirstElectionTest {
  @Test
  void aRouterWithoutOthersBecomesMasterAfterTheMasterDownInterval() {
    Box box = new Box();
    box.network();
    assertEquals(List.of(), box.did());
    box.configure(Box.instance("priority 100"));
    assertEquals(
        List.of(
            "notice ROUTER_ADDED: virtual router VI_1 is added: VRID 51 on eth0, priority 100",
            "interfaces []",
            "fifo INSTANCE \"VI_1\" BACKUP 100",
            "notice ROUTER_BACKUP: virtual router VI_1 is BACKUP: started; priority 100",
            "listen [eth0 group 224.0.0.18]"),
        box.did());
    box.pass(3.609);
    assertEquals(List.of(), box.did());
    box.pass(0.001);
    assertEquals(
        List.of(
            "send VI_1 priority 100",
            "take VI_1 [10.9.0.100%eth0] for 5 s",
            "announce VI_1 [10.9.0.100%eth0] x5",
            "fifo INSTANCE \"VI_1\" MASTER 100",
            "notice ROUTER_MASTER: virtual router VI_1 is MASTER: no advertisement heard for 3.6094"
                + " s; priority 100",
            "watch claims [10.9.0.100%eth0]"),
        box.did());
    box.pass(6);
    assertEquals(
        List.of(
            "send VI_1 priority 100",
            "renew VI_1 [10.9.0.100%eth0] for 5 s",
            "send VI_1 priority 100",
            "renew VI_1 [10.9.0.100%eth0] for 5 s",
            "send VI_1 priority 100",
            "renew VI_1 [10.9.0.100%eth0] for 5 s",
            "send VI_1 priority 100",
            "renew VI_1 [10.9.0.100%eth0] for 5 s",
            "send VI_1 priority 100",
            "announce VI_1 [10.9.0.100%eth0] x5",
            "renew VI_1 [10.9.0.100%eth0] for 5 s",
            "send VI_1 priority 100"),
        box.did().subList(0, 12));
  }
}

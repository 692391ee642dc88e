package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Advertisements to each peer. */
class UnicastTest {
  private static final String TWO_PEERS =
      Box.instance("priority 100\nunicast_src_ip 10.9.0.1\nunicast_peer {\n10.9.0.2\n10.9.0.3\n}");

  @Test
  void everyPeerGetsEveryAdvertisement() {
    Box box = Box.running(TWO_PEERS).pass(4);
    assertEquals(
        List.of("send VI_1 priority 100 to 10.9.0.2", "send VI_1 priority 100 to 10.9.0.3"),
        box.did("send"));
  }

  @Test
  void theSocketIsBoundToTheSource() {
    Box box = new Box();
    box.network();
    box.configure(TWO_PEERS);
    assertEquals(List.of("listen [eth0 local 10.9.0.1]"), box.did("listen"));
  }

  @Test
  void peersAreKnownBeforeTheyAreHeard() {
    Box box = Box.running(TWO_PEERS);
    assertEquals(
        List.of(Box.address("10.9.0.2"), Box.address("10.9.0.3")),
        box.router().peers().stream().map(VrrpView.PeerStatus::address).toList());
  }

  @Test
  void oneVridMayServeSeveralSources() {
    String second =
        Box.instance(
            "VI_2",
            51,
            "eth0",
            "10.9.0.101",
            "unicast_src_ip 10.9.0.4\nunicast_peer {\n10.9.0.2\n}");
    Box box = new Box();
    box.putLink("eth0", "10.9.0.1/24", "10.9.0.4/24");
    box.network();
    box.configure(TWO_PEERS + second);
    box.hears("10.9.0.2", 150, "VI_2");
    assertEquals(0, box.router("VI_1").counters().advertisementsReceived());
    assertEquals(1, box.router("VI_2").counters().advertisementsReceived());
  }

  @Test
  void unicastFaultNoPeerIsAFault() {
    Box box =
        Box.running(
            Box.instance("unicast_src_ip 10.9.0.1\nunicast_fault_no_peer\nunicast_peer {\n}"));
    assertEquals(List.of("no unicast_peer is configured"), box.router().faults());
  }

  @Test
  void withoutAnInterfaceTheVrfIsUsed() {
    String text =
        "vrrp_instance VI_1 {\nvirtual_router_id 51\npriority 100\nvrf red\n"
            + "unicast_src_ip 10.9.0.1\nunicast_peer {\n10.9.0.2\n}\n"
            + "virtual_ipaddress {\n10.9.0.100 dev eth0\n}\n}\n";
    Box box = new Box();
    box.network();
    box.configure(text);
    assertEquals(List.of(), box.did("listen"));
    assertEquals(List.of("interface red does not exist"), box.router().faults());
    box.putLink("red");
    box.network();
    assertEquals(List.of("listen [red local 10.9.0.1]"), box.did("listen"));
    box.pass(4);
    assertEquals(1, box.did("send VI_1 priority 100 to 10.9.0.2").size());
  }
}

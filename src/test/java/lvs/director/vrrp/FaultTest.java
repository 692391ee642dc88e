package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The states INIT and FAULT: links, source addresses, interfaces. */
class FaultTest {
  private static final double MASTER_DOWN = 3 + 156 / 256.0;
  private static final String PLAIN = Box.instance("priority 100");

  @Test
  void aLostCarrierTakesEverythingOff() {
    Box box = Box.master(PLAIN).carrier("eth0", false);
    assertEquals(
        List.of(
            "send VI_1 priority 0",
            "cancel announcements VI_1",
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" FAULT 100",
            "notice ROUTER_FAULT: virtual router VI_1 is in FAULT: link eth0 has no carrier",
            "watch claims []"),
        box.did());
    assertEquals(List.of("link eth0 has no carrier"), box.router().faults());
  }

  @Test
  void theWayBackLeadsThroughBackup() {
    Box box = Box.master(PLAIN).carrier("eth0", false);
    box.did();
    box.carrier("eth0", true);
    assertEquals(
        List.of(
            "fifo INSTANCE \"VI_1\" BACKUP 100",
            "notice ROUTER_BACKUP: virtual router VI_1 is BACKUP: fit again; priority 100"),
        box.did());
    assertEquals(MASTER_DOWN, box.untilNext(), 1e-9);
  }

  @Test
  void theOwnerIsMasterAtOnceAgain() {
    Box box = Box.master(Box.instance("priority 255")).carrier("eth0", false);
    box.carrier("eth0", true);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void aMissingInterfaceIsAFaultFromTheStart() {
    Box box = new Box();
    box.removeLink("eth0");
    box.configure(PLAIN);
    assertEquals(
        List.of(
            "drop VI_1 [10.9.0.100%eth0]",
            "fifo INSTANCE \"VI_1\" FAULT 100",
            "notice ROUTER_FAULT: virtual router VI_1 is in FAULT: interface eth0 does not exist"),
        box.did("drop", "fifo", "notice ROUTER_F", "listen"));
    box.putLink("eth0", "10.9.0.1/24");
    box.network();
    assertEquals(RouterState.BACKUP, box.state());
    assertEquals(List.of("listen [eth0 group 224.0.0.18]"), box.did("listen"));
  }

  @Test
  void anInterfaceThatWasMadeAnewIsListenedToAnew() {
    Box box = Box.running(PLAIN);
    box.putLink("eth0", "10.9.0.1/24");
    box.network();
    assertEquals(List.of("listen []", "listen [eth0 group 224.0.0.18]"), box.did("listen"));
  }

  @Test
  void withoutAnAddressThereIsNothingToSendFrom() {
    Box box = Box.running(PLAIN);
    box.putLink("eth0");
    box.network();
    assertEquals(List.of("interface eth0 has no IPv4 address to send from"), box.router().faults());
  }

  @Test
  void theVirtualAddressIsNoSource() {
    Box box = new Box();
    box.putLink("eth0", "10.9.0.100/24", "10.9.0.9/24");
    box.network();
    box.configure(PLAIN);
    assertEquals(Box.address("10.9.0.9"), box.router().source().orElseThrow());
  }

  @Test
  void ipv6IsSentFromTheLinkLocalAddress() {
    Box box = Box.running(Box.instance("VI_1", 51, "eth0", "2001:db8::100", "priority 100"));
    assertEquals(Box.address("fe80::1"), box.router().source().orElseThrow());
    box.pass(4);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void trackSrcIpMakesTheLossOfTheSourceAFault() {
    Box box = Box.running(Box.instance("mcast_src_ip 10.9.0.1\ntrack_src_ip"));
    assertEquals(RouterState.BACKUP, box.state());
    box.putLink("eth0", "10.9.0.5/24");
    box.network();
    assertEquals(List.of("source address 10.9.0.1 is gone"), box.router().faults());
  }

  @Test
  void dontTrackPrimaryIgnoresTheLink() {
    Box box = Box.master(Box.instance("dont_track_primary")).carrier("eth0", false);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void interfacesOfAddressesAreTrackedUnlessToldOtherwise() {
    Box box = Box.running(Box.instance("virtual_ipaddress_excluded {\n10.8.0.100 dev eth1\n}"));
    box.carrier("eth1", false);
    assertEquals(List.of("link eth1 has no carrier"), box.router().faults());
    Box other =
        Box.running(Box.instance("virtual_ipaddress_excluded {\n10.8.0.100 dev eth1 no_track\n}"));
    other.carrier("eth1", false);
    assertEquals(List.of(), other.router().faults());
  }

  @Test
  void upAndDownDelaysWaitBeforeAChangeCounts() {
    Box box = Box.running("interface_up_down_delays {\neth0 2 5\n}\n" + PLAIN);
    box.pass(4).carrier("eth0", false);
    assertEquals(RouterState.MASTER, box.state());
    box.pass(1.9);
    assertEquals(RouterState.MASTER, box.state());
    box.pass(0.1);
    assertEquals(RouterState.FAULT, box.state());
    box.carrier("eth0", true).pass(4.9);
    assertEquals(List.of("link eth0 is not up for long enough yet"), box.router().faults());
    box.pass(0.1);
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void aShortLossOfCarrierWithADelayIsNone() {
    Box box = Box.running("interface_up_down_delays {\neth0 2 5\n}\n" + PLAIN);
    box.pass(4).carrier("eth0", false).pass(1).carrier("eth0", true).pass(5);
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void beforeTheNetworkIsKnownNothingHappens() {
    Box box = new Box();
    box.configure(PLAIN);
    assertEquals(RouterState.INIT, box.state());
    assertEquals("the network is not known yet", box.router().reason());
    assertEquals(List.of(), box.did("fifo", "listen", "drop"));
    box.network();
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void aFaultyRouterDoesNotListenToAdvertisements() {
    Box box = Box.running(PLAIN).carrier("eth0", false).hears("10.9.0.2", 0);
    assertEquals(RouterState.FAULT, box.state());
    assertEquals(Timers.NEVER, box.engine.nextDeadlineNanos());
  }
}

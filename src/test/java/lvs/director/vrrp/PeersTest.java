package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import lvs.director.vrrp.packet.DiscardReason;
import lvs.director.vrrp.packet.IncomingPacket;
import org.junit.jupiter.api.Test;

/** Other routers, and what is configured differently there. */
class PeersTest {
  private static final String PLAIN = Box.instance("priority 100");

  @Test
  void whoWasHeardIsRemembered() {
    Box box = Box.running(PLAIN).hears("10.9.0.2", 150).hears("10.9.0.2", 0);
    VrrpView.PeerStatus peer = box.router().peers().getFirst();
    assertEquals(Box.address("10.9.0.2"), peer.address());
    assertEquals(150, peer.priority().orElseThrow());
    assertEquals(2, peer.advertisements());
    assertEquals(1, box.router().counters().priorityZeroReceived());
  }

  private static List<String> notices(String theirs) {
    Box box = Box.running(PLAIN).hears("10.9.0.2", 150, theirs, "VI_1");
    assertEquals(1, box.router().problems().size());
    return box.did("notice");
  }

  @Test
  void otherAddressesMeanAnotherPair() {
    assertEquals(
        List.of(
            "notice PEER_DIFFERS: VI_1: VRID 51 is used by 10.9.0.2 for other addresses"
                + " (10.9.0.200); give one of the two pairs another virtual_router_id"),
        notices(Box.instance("VI_1", 51, "eth0", "10.9.0.200", "")));
  }

  @Test
  void missingAndAdditionalAddressesAreNamed() {
    assertEquals(
        List.of(
            "notice PEER_DIFFERS: VI_1: 10.9.0.2 also has 10.9.0.101; make virtual_ipaddress equal"
                + " on both sides"),
        notices(Box.instance("VI_1", 51, "eth0", "10.9.0.100\n10.9.0.101", "")));
  }

  @Test
  void anAdvertisementWithOtherAddressesCountsAllTheSame() {
    Box box = Box.running(PLAIN).pass(2);
    box.hears("10.9.0.2", 150, Box.instance("VI_1", 51, "eth0", "10.9.0.200", ""), "VI_1");
    assertEquals(3 + 156 / 256.0, box.untilNext(), 1e-9);
    assertEquals(Map.of(DiscardReason.ADDRESS_LIST_ERROR, 1L), box.router().counters().discarded());
  }

  @Test
  void anotherIntervalIsADifferenceThatIsToldOnceAMinute() {
    Box box = Box.running(PLAIN);
    String theirs = Box.instance("advert_int 3");
    for (int i = 0; i < 5; i++) {
      box.hears("10.9.0.2", 150, theirs, "VI_1");
    }
    assertEquals(1, box.did("notice PEER_DIFFERS").size());
    assertEquals(5L, box.router().counters().discarded().get(DiscardReason.INTERVAL_ERROR));
    assertEquals(1, box.router().peers().getFirst().differences().size());
    box.pass(61).hears("10.9.0.2", 150, theirs, "VI_1");
    assertEquals(1, box.did("notice PEER_DIFFERS").size());
  }

  @Test
  void aDifferenceThatIsMendedIsForgotten() {
    Box box = Box.running(PLAIN).hears("10.9.0.2", 150, Box.instance("advert_int 3"), "VI_1");
    assertEquals(1, box.router().problems().size());
    box.hears("10.9.0.2", 150);
    assertEquals(List.of(), box.router().problems());
  }

  @Test
  void unknownVridsAreCountedAndNamedWhereThatIsAskedFor() {
    String unknown = Box.instance("X", 77, "eth0", "10.9.0.177", "");
    Box box = Box.running(PLAIN).hears("10.9.0.7", 100, unknown, "X");
    assertEquals(List.of(), box.did());
    assertEquals(Map.of(DiscardReason.VRID_ERROR, 1L), box.engine.view().discarded());
    Box logging = Box.running("global_defs {\nlog_unknown_vrids\n}\n" + PLAIN);
    logging.hears("10.9.0.7", 100, unknown, "X").hears("10.9.0.7", 100, unknown, "X");
    assertEquals(
        List.of(
            "notice PACKET_DISCARDED: VRID 77 is used by 10.9.0.7 on eth0, where it is not"
                + " configured here"),
        logging.did());
  }

  @Test
  void rubbishIsCounted() {
    Box box = Box.running(PLAIN);
    byte[] nothing = new byte[0];
    box.event(
        new VrrpEvent.PacketReceived(
            new IncomingPacket(
                "eth0",
                Box.address("10.9.0.2"),
                Box.address("224.0.0.18"),
                255,
                nothing,
                nothing)));
    assertEquals(Map.of(DiscardReason.PACKET_LENGTH_ERROR, 1L), box.engine.view().discarded());
  }

  @Test
  void thousandsOfSourcesDoNotFillTheMemory() {
    Box box = Box.running(PLAIN);
    for (int i = 2; i < 200; i++) {
      box.hears("10.9.1." + i, 150);
    }
    assertEquals(32, box.router().peers().size());
  }

  private static final List<String> TWIN =
      List.of(
          "notice PEER_DIFFERS: VI_1: another machine advertises VRID 51 with priority 150 from our"
              + " own address 10.9.0.1, so it is not listened to; give one of the two another"
              + " address");

  @Test
  void anotherMachineWithOurAddressIsNamedOnceAMinute() {
    Box box = Box.running(PLAIN);
    box.hears(Box.OURS, 150).hears(Box.OURS, 150);
    assertEquals(TWIN, box.did());
    box.pass(61);
    box.did();
    box.hears(Box.OURS, 150);
    assertEquals(TWIN, box.did(), "as master too: we never said that");
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void theEchoOfOurOwnWordsIsSilent() {
    Box box = Box.master(PLAIN);
    box.hears(Box.OURS, 100).hears(Box.OURS, 0);
    box.configure(Box.instance("priority 90"));
    box.hears(Box.OURS, 100);
    box.hears("10.9.0.2", 150);
    box.did();
    box.hears(Box.OURS, 100);
    assertEquals(List.of(), box.did());
    assertEquals(0, box.router().counters().discarded().size());
  }

  @Test
  void whatComesFromOurAddressLongAfterWeSpokeIsNoEcho() {
    Box box = Box.master(PLAIN);
    for (int i = 0; i < 62; i++) {
      box.hears("10.9.0.2", 150).pass(1);
    }
    box.did();
    box.hears(Box.OURS, 100);
    assertEquals(1, box.did("notice PEER_DIFFERS").size());
  }
}

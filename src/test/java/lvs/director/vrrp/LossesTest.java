package lvs.director.vrrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Addresses, routes and rules that somebody else removed, and effects that failed. */
class LossesTest {
  private static final String PLAIN = Box.instance("priority 100");
  private static final String HANDS_OVER = "director {\nlost_address hand_over\n}\n";

  private static Box loses(Box box, boolean tracked) {
    return box.event(
        new VrrpEvent.OwnedItemLost(
            "VI_1", "address 10.9.0.100/32 on eth0", tracked, Optional.empty()));
  }

  @Test
  void whatWasRemovedIsPutBack() {
    Box box = loses(Box.master(PLAIN), true);
    assertEquals(
        List.of(
            "notice ADDRESS_LOST: address 10.9.0.100/32 on eth0 of VI_1 was removed by somebody"
                + " else; it is put back",
            "take VI_1 [10.9.0.100%eth0] for 5 s",
            "announce VI_1 [10.9.0.100%eth0] x5"),
        box.did());
  }

  @Test
  void whoeverInsistsGetsHisWay() {
    Box box = Box.master(PLAIN);
    for (int i = 0; i < 6; i++) {
      loses(box, true);
    }
    assertEquals(5, box.did("take").size());
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void onceInAWhileIsNoInsisting() {
    Box box = Box.master(PLAIN);
    for (int i = 0; i < 10; i++) {
      loses(box, true).pass(15);
    }
    assertEquals(RouterState.MASTER, box.state());
  }

  @Test
  void aBackupThatLostNothingDoesNothing() {
    Box box = loses(Box.running(PLAIN), true);
    assertEquals(List.of(), box.did());
  }

  @Test
  void staticItemsAreSetAgainAndTheirTrackGroupSuffers() {
    Box box =
        Box.master(
            "track_group T {\ngroup {\nVI_1\n}\n}\n"
                + "static_ipaddress {\n10.9.0.7 dev eth0 track_group T\n}\n"
                + PLAIN);
    box.event(
        new VrrpEvent.OwnedItemLost("", "address 10.9.0.7/32 on eth0", true, Optional.of("T")));
    assertEquals(
        List.of("statics [10.9.0.7%eth0]", "send VI_1 priority 0"), box.did("statics", "send"));
    assertEquals(RouterState.BACKUP, box.state());
  }

  @Test
  void whatFailedIsAProblemUntilItIsDone() {
    Box box = Box.master(PLAIN);
    box.event(new VrrpEvent.EffectFailed("VI_1", "EPERM: no"));
    assertEquals(List.of("EPERM: no"), box.router().problems());
    assertEquals(List.of("notice EFFECT_FAILED: EPERM: no"), box.did());
    box.event(new VrrpEvent.EffectRecovered("VI_1"));
    assertEquals(List.of(), box.router().problems());
  }

  @Test
  void aRouterThatComesBackIsCountedAnew() {
    Box box = Box.master(PLAIN);
    for (int i = 0; i < 5; i++) {
      loses(box, true);
    }
    box.configure("").configure(PLAIN).pass(5);
    loses(box, true);
    assertEquals(RouterState.MASTER, box.state());
  }
}

package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Endpoint;
import lvs.director.staged.StagedElection;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;
import org.junit.jupiter.api.Test;

/**
 * Times are seconds; the master counts as gone after 3.609 of them, and the state is of second 1.
 */
class RivalMastersTest {
  private static final long SECOND = 1_000_000_000L;

  private static RouterStatus router(RouterState state, PeerStatus... peers) throws Exception {
    RouterStatus like = StagedElection.view(state).routers().getFirst();
    return new RouterStatus(
        like.router(),
        state,
        like.priority(),
        SECOND,
        like.reason(),
        like.newMasterReason(),
        like.source(),
        like.addressInterface(),
        like.master(),
        like.masterPriority(),
        like.lastHeardNanos(),
        like.masterDownInterval(),
        like.faults(),
        like.problems(),
        like.held(),
        like.handingOver(),
        like.leaseSeconds(),
        like.syncGroup(),
        List.of(peers),
        like.counters(),
        like.takeoverNanos());
  }

  private static PeerStatus peer(int last, int priority, double heard) {
    InetAddress address = Endpoint.address("192.0.2." + last).orElseThrow();
    OptionalLong nanos = OptionalLong.of((long) (heard * SECOND));
    return new PeerStatus(address, OptionalInt.of(priority), nanos, 1, List.of());
  }

  private static int seen(RouterStatus router) {
    return RivalMasters.seen(router, 10 * SECOND);
  }

  @Test
  void aMasterThatHearsNobodyIsTheOnlyOne() throws Exception {
    assertEquals(1, seen(router(RouterState.MASTER)));
  }

  @Test
  void aPredecessorThatSpokeBeforeItGaveWayDoesNotCount() throws Exception {
    assertEquals(1, RivalMasters.seen(router(RouterState.MASTER, peer(2, 100, 0.9)), 2 * SECOND));
  }

  @Test
  void everyOtherMasterThatIsHeardCounts() throws Exception {
    assertEquals(
        3, seen(router(RouterState.MASTER, peer(2, 100, 9), peer(3, 90, 8), peer(4, 90, 2))));
  }

  @Test
  void aBackupCountsTheMasterThatItHears() throws Exception {
    assertEquals(1, seen(router(RouterState.BACKUP, peer(2, 100, 9.5), peer(3, 90, 3))));
    assertEquals(2, seen(router(RouterState.BACKUP, peer(2, 100, 9.5), peer(3, 90, 9))));
  }

  @Test
  void whoSaidThatItLeavesDoesNotCount() throws Exception {
    assertEquals(0, seen(router(RouterState.BACKUP, peer(2, 0, 9.9))));
  }

  @Test
  void aPeerThatWasNeverHeardDoesNotCount() throws Exception {
    PeerStatus silent =
        new PeerStatus(
            Endpoint.address("192.0.2.9").orElseThrow(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            0,
            List.of());
    assertEquals(0, seen(router(RouterState.BACKUP, silent)));
    assertEquals(1, seen(router(RouterState.MASTER, silent)));
  }
}

package lvs.director.jmx;

import java.util.OptionalLong;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;

/**
 * Counts the masters of one VRID, as one of its routers can know them: only a master advertises.
 */
final class RivalMasters {
  private RivalMasters() {}

  /** This one while it is MASTER, and every other one that is heard. */
  static int seen(RouterStatus router, long nowNanos) {
    boolean master = router.state() == RouterState.MASTER;
    // What a predecessor said before it gave way does not count against it.
    long notBefore = nowNanos - router.masterDownInterval().toNanos();
    long since = master ? Math.max(notBefore, router.sinceNanos()) : notBefore;
    long others = router.peers().stream().filter(peer -> advertised(peer, since)).count();
    return (int) others + (master ? 1 : 0);
  }

  /** Priority 0 is the last word of one that leaves. */
  private static boolean advertised(PeerStatus peer, long sinceNanos) {
    OptionalLong heard = peer.heardNanos();
    return heard.isPresent() && heard.getAsLong() > sinceNanos && peer.priority().orElse(0) > 0;
  }
}

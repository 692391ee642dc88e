package lvs.director.archive;

import java.io.IOException;
import java.util.OptionalLong;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;

/** A virtual router, as it is counted and sampled. */
final class RouterBook {
  private static final int STATE = 0;
  private static final int PRIORITY = 1;
  private static final int SENT = 2;
  private static final int RECEIVED = 3;
  private static final int MASTERS = 4;

  private final Account account;
  private final Rise sent = new Rise(0);
  private final Rise received = new Rise(0);

  RouterBook(Account account) {
    this.account = account;
  }

  void count(RouterStatus router) {
    account.count(SENT, sent.to(router.counters().advertisementsSent()));
    account.count(RECEIVED, received.to(router.counters().advertisementsReceived()));
  }

  /** What was counted before recording began is not recorded. */
  void passOver(RouterStatus router) {
    sent.to(router.counters().advertisementsSent());
    received.to(router.counters().advertisementsReceived());
  }

  void sample(RouterStatus router, long nowNanos, ServiceBook.Taker taker) throws IOException {
    long[] standing = new long[account.file.quantities.size()];
    standing[STATE] = number(router.state());
    standing[PRIORITY] = router.priority();
    standing[MASTERS] = masters(router, nowNanos);
    taker.take(account, standing);
  }

  /** As {@code docs/archives.md} has it. */
  static int number(RouterState state) {
    return switch (state) {
      case INIT -> 0;
      case BACKUP -> 1;
      case MASTER -> 2;
      case FAULT -> 3;
    };
  }

  /** Only masters advertise, so a peer heard lately is one; a peer that leaves says priority 0. */
  private static long masters(RouterStatus router, long nowNanos) {
    long down = router.masterDownInterval().toNanos();
    long heard = router.peers().stream().filter(peer -> isMaster(peer, nowNanos - down)).count();
    return heard + (router.state() == RouterState.MASTER ? 1 : 0);
  }

  private static boolean isMaster(PeerStatus peer, long afterNanos) {
    OptionalLong heard = peer.heardNanos();
    return heard.isPresent() && heard.getAsLong() - afterNanos > 0 && peer.priority().orElse(0) > 0;
  }
}

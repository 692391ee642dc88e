package lvs.director.daemon;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import lvs.director.vrrp.RouterState;

/**
 * How long a director that has just started leaves the mastership to a master that it hears,
 * because it still learns the connections of that master. Pure: time and situation go in.
 *
 * <p>The kernel's master daemon sends a connection when packets of it pass, and keeps a message
 * back for up to two seconds (IPVS_SYNC_FLUSH_TIME in net/netfilter/ipvs/ip_vs_sync.c), so nothing
 * new for three seconds means that what is in use is known here.
 */
final class CatchUp {
  static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final long limitNanos;
  private OptionalLong heardNanos = OptionalLong.empty();
  private long grownNanos;
  private long learned;
  private Optional<String> ended = Optional.empty();

  /**
   * @param state of the virtual router
   * @param masterHeard whether another router is master of it
   * @param learned connections known here that another director told of
   */
  record Situation(RouterState state, boolean masterHeard, long learned) {}

  /**
   * @param limit from when a master is heard first
   */
  CatchUp(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /** Takes up how things are now. */
  void see(long nowNanos, Situation now) {
    if (heardNanos.isEmpty() && now.masterHeard()) {
      heardNanos = OptionalLong.of(nowNanos);
      grownNanos = nowNanos;
    }
    if (now.learned() > learned) {
      grownNanos = nowNanos;
    }
    learned = now.learned();
    ended = ended.or(() -> end(nowNanos, now.state()));
  }

  private Optional<String> end(long nowNanos, RouterState state) {
    if (state == RouterState.MASTER) {
      return Optional.of("this machine is master");
    }
    if (heardNanos.isEmpty()) {
      return Optional.empty();
    }
    if (nowNanos - heardNanos.getAsLong() >= limitNanos) {
      return Optional.of(
          count() + " connections learned when the time was over; it may become master now");
    }
    return nowNanos - grownNanos >= SETTLED_NANOS
        ? Optional.of(count() + " connections learned and no more come; it may become master now")
        : Optional.empty();
  }

  /** Why it is over; empty while it lasts. */
  Optional<String> ended() {
    return ended;
  }

  String progress() {
    return "learns connections of the master before it takes over: "
        + count()
        + " connections so far";
  }

  private String count() {
    return String.format(Locale.ROOT, "%,d", learned);
  }
}

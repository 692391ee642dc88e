package lvs.director.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpView;

/**
 * Tells the election, while a director that has just started learns connections, that it leaves the
 * mastership to others; see {@link CatchUp}. A thread of its own, which ends with it: to count
 * millions of connections takes long, and half of one processor's time at most.
 */
final class CatchUpWatch implements AutoCloseable {
  private static final long LEAST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final String router;
  private final CatchUp catchUp;
  private final Surroundings around;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param view of the election
   * @param learned connections known here that another director told of, counted now
   */
  record Surroundings(
      Supplier<VrrpView> view,
      LongSupplier learned,
      Consumer<VrrpEvent.CatchingUp> election,
      EventLog log) {}

  private CatchUpWatch(String router, Duration limit, Surroundings around) {
    this.router = router;
    this.catchUp = new CatchUp(limit);
    this.around = around;
  }

  /** Comes before the election has its first configuration. */
  static CatchUpWatch start(String router, Duration limit, Surroundings around) {
    CatchUpWatch watch = new CatchUpWatch(router, limit, around);
    around.log.info(
        "sync_catch_up: a master of "
            + router
            + " that is heard stays master for at most "
            + limit.toSeconds()
            + " s, while its connections are learned");
    watch.tell(Optional.of(watch.catchUp.progress()));
    Thread.ofPlatform().name("sync-catch-up").daemon().start(watch::run);
    return watch;
  }

  private void run() {
    try {
      long pauseNanos = LEAST_PAUSE_NANOS;
      while (catchUp.ended().isEmpty() && !closing.await(pauseNanos, TimeUnit.NANOSECONDS)) {
        long beforeNanos = System.nanoTime();
        look();
        pauseNanos = Math.max(LEAST_PAUSE_NANOS, System.nanoTime() - beforeNanos);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      tell(Optional.empty());
      catchUp.ended().ifPresent(why -> around.log.info("sync_catch_up of " + router + ": " + why));
    }
  }

  private void look() {
    Optional<VrrpView.RouterStatus> status = around.view.get().router(router);
    if (status.isPresent()) {
      catchUp.see(System.nanoTime(), situation(status.get()));
      tell(Optional.of(catchUp.progress()));
    }
  }

  private CatchUp.Situation situation(VrrpView.RouterStatus status) {
    boolean heard = status.state() != RouterState.MASTER && status.masterPriority().isPresent();
    return new CatchUp.Situation(status.state(), heard, around.learned.getAsLong());
  }

  private void tell(Optional<String> progress) {
    around.election.accept(new VrrpEvent.CatchingUp(router, progress));
  }

  @Override
  public void close() {
    closing.countDown();
  }
}

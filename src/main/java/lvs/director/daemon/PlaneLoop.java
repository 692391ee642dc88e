package lvs.director.daemon;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import lvs.director.model.DirectorSettings.IpvsSettings;
import lvs.director.model.LvsSettings;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;
import lvs.director.port.DataPlane.SyncRole;
import lvs.director.port.DriftStatus;
import lvs.director.port.PlaneNotice;

/**
 * The thread that owns the data plane: applies the newest wanted table, and compares again every
 * two seconds. Tables that were overtaken by a newer one are never applied, and before the first
 * one nothing is: an earlier run may have left a table that is served meanwhile.
 */
final class PlaneLoop {
  /** The kernel's estimator has the same period (net/netfilter/ipvs/ip_vs_est.c). */
  static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final DataPlane plane;
  private final EventLog log;
  private final Consumer<PlaneNotice> onDrift;
  private final DriftLog drift = new DriftLog();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** These belong to the thread. */
  private long nextTickNanos;

  private Optional<Settings> configured = Optional.empty();
  private SyncRole synchronised = SyncRole.NONE;
  private final RecurringFailure failure;

  /** These belong to the lock. */
  private Work next = new Work(Optional.empty(), Optional.empty(), SyncRole.NONE, 0);

  private long carriedOut;
  private boolean working;
  private boolean closing;
  private volatile List<DataPlane.Refused> refused = List.of();

  private record Settings(LvsSettings lvs, IpvsSettings ipvs) {}

  /**
   * @param table empty before the first one was wanted
   */
  private record Work(
      Optional<ServiceTable> table, Optional<Settings> settings, SyncRole role, long version) {
    Work want(ServiceTable other) {
      return new Work(Optional.of(other), settings, role, version);
    }

    Work configure(Settings other) {
      return new Work(table, Optional.of(other), role, version);
    }

    Work synchronise(SyncRole other) {
      return new Work(table, settings, other, version);
    }

    Work later() {
      return new Work(table, settings, role, version + 1);
    }
  }

  /**
   * @param onDrift told what somebody else changed; it must not wait
   */
  PlaneLoop(DataPlane plane, EventLog log, Consumer<PlaneNotice> onDrift) {
    this.plane = plane;
    this.log = log;
    this.onDrift = onDrift;
    this.failure = new RecurringFailure("data plane:", log);
    this.nextTickNanos = System.nanoTime() + TICK_NANOS;
    this.thread = Thread.ofPlatform().name("dataplane").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void want(ServiceTable table) {
    change(work -> work.want(table));
  }

  void configure(LvsSettings lvs, IpvsSettings ipvs) {
    change(work -> work.configure(new Settings(lvs, ipvs)));
  }

  void synchronise(SyncRole role) {
    change(work -> work.role() == role ? work : work.synchronise(role));
  }

  /** Compares at once: addresses came that services wait for. */
  void compareNow() {
    change(UnaryOperator.identity());
  }

  private void change(UnaryOperator<Work> how) {
    lock.lock();
    try {
      next = how.apply(next).later();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until what was wanted at the call has been applied. A plane that is at work on it, as on
   * a table of ten thousands of servers, is given minutes; one that fails is not.
   *
   * @return false when it took too long
   */
  boolean settle(long timeoutSeconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    long endOfPatience = end + PATIENCE_NANOS;
    lock.lock();
    try {
      long target = next.version();
      while (carriedOut < target && !closing) {
        long left = (working ? endOfPatience : end) - System.nanoTime();
        if (left <= 0) {
          break;
        }
        changed.awaitNanos(left);
      }
      return carriedOut >= target;
    } finally {
      lock.unlock();
    }
  }

  List<DataPlane.Refused> refused() {
    return refused;
  }

  DriftStatus drift() {
    return drift.status();
  }

  private void run() {
    try {
      for (Optional<Work> work = await(); work.isPresent(); work = await()) {
        carryOut(work.get());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** What to do once something changed or the tick is due; empty at the end. */
  private Optional<Work> await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nextTickNanos - System.nanoTime();
      while ((next.version() == carriedOut || failure.lasts()) && left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
      working = !closing;
      return closing ? Optional.empty() : Optional.of(next);
    } finally {
      lock.unlock();
    }
  }

  /** A plane that fails keeps what it has; the next comparison tries again. */
  private void carryOut(Work work) {
    try {
      configure(work);
      if (work.table().isPresent()) {
        report(plane.apply(work.table().get()));
      }
      carriedOut(work.version());
      failure.over();
    } catch (RuntimeException defect) {
      failure.again(defect);
    } finally {
      nextTickNanos = System.nanoTime() + TICK_NANOS;
      rest();
    }
  }

  private void rest() {
    lock.lock();
    try {
      working = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void configure(Work work) {
    if (!work.settings().equals(configured)) {
      work.settings().ifPresent(each -> plane.configure(each.lvs(), each.ipvs()));
      configured = work.settings();
    }
    if (work.role() != synchronised) {
      plane.synchronise(work.role());
      synchronised = work.role();
    }
  }

  private void carriedOut(long version) {
    lock.lock();
    try {
      carriedOut = version;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void report(DataPlane.Applied applied) {
    report(applied.refused());
    drift.next(System.currentTimeMillis(), applied).ifPresent(onDrift);
  }

  /** A refusal is logged when it appears and when it is gone, not at each comparison. */
  private void report(List<DataPlane.Refused> now) {
    if (now.equals(refused)) {
      return;
    }
    Set<DataPlane.Refused> before = new HashSet<>(refused);
    for (DataPlane.Refused refusal : now) {
      if (!before.remove(refusal)) {
        say(refusal);
      }
    }
    before.forEach(gone -> log.info("data plane: " + gone.what() + " is in place now"));
    refused = List.copyOf(now);
  }

  private void say(DataPlane.Refused refusal) {
    String text = "data plane: " + refusal.what() + ": " + refusal.why();
    if (refusal.awaits().isPresent()) {
      log.info(text);
    } else {
      log.error(text);
    }
  }

  /** Whether a table was wanted until now. */
  private boolean end() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      return next.table().isPresent();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the thread, then the plane. A table that nobody here has taken over is left as it was.
   *
   * @param keepTable leaves a kernel's table for the next run
   */
  void close(boolean keepTable) {
    boolean tookOver = end();
    try {
      thread.join();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    plane.close(keepTable || !tookOver);
  }
}

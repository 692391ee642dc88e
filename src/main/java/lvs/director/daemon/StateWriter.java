package lvs.director.daemon;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import lvs.director.pool.ServerOverride;

/** Writes operator changes to disk on a thread of its own; only the newest state matters. */
final class StateWriter implements AutoCloseable {
  private final OverrideStore overrides;
  private final HoldStore holds;
  private final EventLog log;
  private final AtomicReference<List<ServerOverride>> newestOverrides = new AtomicReference<>();
  private final AtomicReference<Set<String>> newestHolds = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closing;

  StateWriter(OverrideStore overrides, HoldStore holds, EventLog log) {
    this.overrides = overrides;
    this.holds = holds;
    this.log = log;
    this.thread = Thread.ofPlatform().name("state").daemon().start(this::run);
  }

  void keep(List<ServerOverride> all) {
    newestOverrides.set(List.copyOf(all));
    LockSupport.unpark(thread);
  }

  /**
   * @param routers virtual routers that were told to stay away from mastership
   */
  void keepHolds(Set<String> routers) {
    newestHolds.set(Set.copyOf(routers));
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closing) {
      write();
      if (newestOverrides.get() == null && newestHolds.get() == null && !closing) {
        LockSupport.park(this);
      }
    }
    write();
  }

  private void write() {
    try {
      List<ServerOverride> changed = newestOverrides.getAndSet(null);
      if (changed != null) {
        overrides.keep(changed, System.nanoTime(), System.currentTimeMillis());
      }
      Set<String> held = newestHolds.getAndSet(null);
      if (held != null) {
        holds.keep(held);
      }
    } catch (IOException failed) {
      log.error(
          "operator changes cannot be kept over a restart: "
              + failed.getMessage()
              + "; make the state folder writable (--state-dir)");
    }
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(5_000);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}

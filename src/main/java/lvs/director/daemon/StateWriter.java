package lvs.director.daemon;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import lvs.director.pool.ServerOverride;

/** Writes operator changes to disk on a thread of its own; only the newest state matters. */
final class StateWriter implements AutoCloseable {
  private final OverrideStore store;
  private final EventLog log;
  private final AtomicReference<List<ServerOverride>> newest = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closing;

  StateWriter(OverrideStore store, EventLog log) {
    this.store = store;
    this.log = log;
    this.thread = Thread.ofPlatform().name("state").daemon().start(this::run);
  }

  void keep(List<ServerOverride> overrides) {
    newest.set(List.copyOf(overrides));
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closing) {
      write();
      if (newest.get() == null && !closing) {
        LockSupport.park(this);
      }
    }
    write();
  }

  private void write() {
    List<ServerOverride> overrides = newest.getAndSet(null);
    if (overrides != null) {
      try {
        store.keep(overrides, System.nanoTime(), System.currentTimeMillis());
      } catch (IOException failed) {
        log.error(
            "operator changes cannot be kept over a restart: "
                + failed.getMessage()
                + "; make the state folder writable (--state-dir)");
      }
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

package lvs.director.probe;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that closes connections whose run has reached its deadline. Closing never blocks. */
final class Watchdog implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("probe-deadline").factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  Future<?> closeAfter(long nanos, Closeable connection) {
    return timer.schedule(() -> close(connection), nanos, TimeUnit.NANOSECONDS);
  }

  private static void close(Closeable connection) {
    try {
      connection.close();
    } catch (IOException alreadyBroken) {
      // Whoever uses the connection sees it broken, which is all that is wanted.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}

package lvs.director.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A limit for writing to peers that read slowly or not at all: the writer is interrupted, which
 * closes its connection (java.nio.channels.InterruptibleChannel).
 */
public final class Patience implements AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;

  /**
   * @param server whose it is, for the name of its thread
   */
  Patience(String server) {
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name(server + "-patience").factory());
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(30, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  /** Something that writes to a peer. */
  public interface Writing {
    void run() throws IOException;
  }

  /**
   * @throws IOException of the writing, or because it took longer
   */
  public void within(Duration limit, Writing writing) throws IOException {
    Limit end = new Limit(Thread.currentThread());
    Future<?> alarm = clock.schedule(end::reached, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      writing.run();
    } finally {
      alarm.cancel(false);
      end.finished();
    }
  }

  /** Interrupts a thread, but never after it has finished. */
  private static final class Limit {
    private final Thread writer;
    private boolean over;
    private boolean interrupted;

    Limit(Thread writer) {
      this.writer = writer;
    }

    synchronized void reached() {
      if (!over) {
        interrupted = true;
        writer.interrupt();
      }
    }

    synchronized void finished() throws IOException {
      over = true;
      if (interrupted) {
        throw new IOException("the peer does not read");
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

package lvs.director.console;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lvs.director.port.Refusal;

/**
 * A few threads for what needs a processor: JSON of large lists, compression, pictures. Virtual
 * threads would do it where checks wait for their turn.
 */
final class Workers implements AutoCloseable {
  private static final int MOST_WAITING = 64;

  private final ThreadPoolExecutor threads;

  /**
   * @param name of the threads, with a number behind it
   * @param count 1 or more
   */
  Workers(String name, int count) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Waits for the answer.
   *
   * @throws Rejection of the work, or because too much waits already
   */
  <T> T run(Callable<T> work) throws Rejection, Refusal {
    try {
      return submit(work).get();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      throw new Rejection(503, "the console closes");
    } catch (ExecutionException failed) {
      throw unwrapped(failed.getCause());
    }
  }

  private <T> Future<T> submit(Callable<T> work) throws Rejection {
    try {
      return threads.submit(work);
    } catch (RejectedExecutionException full) {
      throw new Rejection(503, "the console has too much to do; try again in a few seconds");
    }
  }

  /** Throws what the work threw; declares an exception so that callers can throw the result. */
  static RuntimeException unwrapped(Throwable cause) throws Rejection, Refusal {
    switch (cause) {
      case Rejection rejection -> throw rejection;
      case Refusal refusal -> throw refusal;
      case RuntimeException defect -> throw defect;
      case Error defect -> throw defect;
      default -> throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

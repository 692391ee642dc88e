package lvs.director.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to become true, looking often, and tells what it waited for. */
public final class Await {
  private Await() {}

  /** A condition that may fail on the way, which then counts as not yet. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  public static void until(Duration limit, String what, Condition condition) {
    until(limit, () -> what, condition);
  }

  public static void until(Duration limit, Supplier<String> what, Condition condition) {
    long end = System.nanoTime() + limit.toNanos();
    Exception last = null;
    do {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (Exception notYet) {
        last = notYet;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    } while (System.nanoTime() < end);
    throw new AssertionError("not within " + limit + ": " + what.get(), last);
  }
}

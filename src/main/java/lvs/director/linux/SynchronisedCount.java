package lvs.director.linux;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * How many connections were learned from another director. Counting reads every connection, about a
 * second for a million of them, so it is done only when somebody asks, in the asking thread, and
 * the number is then good for as long again, at least for a second. Who asks while another thread
 * counts gets the number before.
 */
final class SynchronisedCount {
  private static final long GOOD_NANOS = 1_000_000_000L;

  private final LongSupplier counting;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Count last = new Count(0, Long.MIN_VALUE);

  /**
   * @param untilNanos {@link Long#MIN_VALUE} before the first count
   */
  private record Count(long connections, long untilNanos) {
    boolean isGood(long nowNanos) {
      return untilNanos != Long.MIN_VALUE && nowNanos - untilNanos < 0;
    }
  }

  SynchronisedCount() {
    this(ConnectionFile::synchronised);
  }

  SynchronisedCount(LongSupplier counting) {
    this.counting = counting;
  }

  long connections() {
    if (!last.isGood(System.nanoTime()) && busy.compareAndSet(false, true)) {
      try {
        long begin = System.nanoTime();
        long connections = counting.getAsLong();
        long end = System.nanoTime();
        last = new Count(connections, end + Math.max(GOOD_NANOS, end - begin));
      } finally {
        busy.set(false);
      }
    }
    return last.connections;
  }
}

package lvs.director.daemon;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Distribution of a time over the last minute: six slots of ten seconds, each with buckets that
 * grow by a fifth. Any thread may record; quantiles are exact to a fifth. Since the start it keeps
 * the numbers below a few fixed bounds, which a metric can be made of.
 */
final class LatenessHistogram {
  private static final int SLOTS = 6;
  private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final double GROWTH = 1.2;
  private static final long FIRST_NANOS = 10_000;
  private static final int BUCKETS = 128;

  /**
   * Upper bounds of what is kept since the start: 1, 2, 5 steps from 10 us to 1 s, and the rest.
   */
  private static final long[] BOUNDS_MICROS = {
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    Long.MAX_VALUE
  };

  private final AtomicLongArray sinceStart = new AtomicLongArray(BOUNDS_MICROS.length);
  private final AtomicIntegerArray[] counts = new AtomicIntegerArray[SLOTS];
  private final AtomicLong[] maxima = new AtomicLong[SLOTS];
  private final AtomicLong[] periods = new AtomicLong[SLOTS];

  LatenessHistogram() {
    for (int slot = 0; slot < SLOTS; slot++) {
      counts[slot] = new AtomicIntegerArray(BUCKETS);
      maxima[slot] = new AtomicLong();
      periods[slot] = new AtomicLong(Long.MIN_VALUE);
    }
  }

  void record(long nowNanos, long latenessNanos) {
    long late = Math.max(0, latenessNanos);
    int slot = slotFor(Math.floorDiv(nowNanos, SLOT_NANOS));
    counts[slot].incrementAndGet(bucket(late));
    maxima[slot].accumulateAndGet(late, Math::max);
    sinceStart.incrementAndGet(bound(late));
  }

  private static int bound(long nanos) {
    int bound = 0;
    while (bound < BOUNDS_MICROS.length - 1 && nanos > BOUNDS_MICROS[bound] * 1_000) {
      bound++;
    }
    return bound;
  }

  /**
   * How many were recorded since the start: upper bound in microseconds to the number of those that
   * are above the bound before it. The last bound is {@link Long#MAX_VALUE}.
   */
  SortedMap<Long, Long> sinceStart() {
    SortedMap<Long, Long> numbers = new TreeMap<>();
    for (int i = 0; i < BOUNDS_MICROS.length; i++) {
      numbers.put(BOUNDS_MICROS[i], sinceStart.get(i));
    }
    return numbers;
  }

  private int slotFor(long period) {
    int slot = (int) Math.floorMod(period, (long) SLOTS);
    long known = periods[slot].get();
    if (known != period && periods[slot].compareAndSet(known, period)) {
      for (int i = 0; i < BUCKETS; i++) {
        counts[slot].set(i, 0);
      }
      maxima[slot].set(0);
    }
    return slot;
  }

  /**
   * @param quantile 0 to 1; 1 gives the exact maximum
   * @return nanoseconds, 0 when nothing was recorded in the last minute
   */
  long quantileNanos(long nowNanos, double quantile) {
    long oldest = Math.floorDiv(nowNanos, SLOT_NANOS) - SLOTS + 1;
    long[] sums = new long[BUCKETS];
    long total = 0;
    long maximum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      if (periods[slot].get() >= oldest) {
        maximum = Math.max(maximum, maxima[slot].get());
        for (int i = 0; i < BUCKETS; i++) {
          sums[i] += counts[slot].get(i);
          total += counts[slot].get(i);
        }
      }
    }
    return quantile >= 1 || total == 0
        ? maximum
        : Math.min(maximum, at(sums, Math.ceil(total * quantile)));
  }

  private static long at(long[] sums, double rank) {
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += sums[i];
      if (seen >= rank) {
        return upperNanos(i);
      }
    }
    return upperNanos(BUCKETS - 1);
  }

  private static int bucket(long nanos) {
    if (nanos < FIRST_NANOS) {
      return 0;
    }
    int bucket = 1 + (int) (Math.log((double) nanos / FIRST_NANOS) / Math.log(GROWTH));
    return Math.min(bucket, BUCKETS - 1);
  }

  private static long upperNanos(int bucket) {
    return (long) (FIRST_NANOS * Math.pow(GROWTH, bucket));
  }
}

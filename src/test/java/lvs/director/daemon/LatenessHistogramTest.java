package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenessHistogramTest {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final LatenessHistogram histogram = new LatenessHistogram();

  @Test
  void nothingRecordedIsZero() {
    assertEquals(0, histogram.quantileNanos(0, 0.99));
    assertEquals(0, histogram.quantileNanos(0, 1));
  }

  @Test
  void quantilesAreRightToAFifthAndTheMaximumIsExact() {
    long seed = 7;
    Random random = new Random(seed);
    long[] values = new long[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.exp(10 + random.nextDouble() * 12);
      histogram.record(i, values[i]);
    }
    Arrays.sort(values);
    for (double quantile : new double[] {0.5, 0.9, 0.99, 0.999}) {
      double exact = values[(int) Math.ceil(quantile * values.length) - 1];
      double ratio = histogram.quantileNanos(values.length, quantile) / exact;
      assertTrue(ratio >= 0.99 && ratio <= 1.21, quantile + ": " + ratio + ", seed " + seed);
    }
    assertEquals(values[values.length - 1], histogram.quantileNanos(values.length, 1));
  }

  @Test
  void whatIsOlderThanAMinuteIsForgotten() {
    histogram.record(0, SECOND_NANOS);
    assertEquals(SECOND_NANOS, histogram.quantileNanos(50 * SECOND_NANOS, 1));
    assertEquals(0, histogram.quantileNanos(61 * SECOND_NANOS, 1));
    histogram.record(60 * SECOND_NANOS, 5);
    assertEquals(5, histogram.quantileNanos(61 * SECOND_NANOS, 1));
  }

  @Test
  void monotonicTimeMayBeNegative() {
    histogram.record(-SECOND_NANOS, 42);
    assertEquals(42, histogram.quantileNanos(-SECOND_NANOS, 1));
  }

  @Test
  void sinceTheStartEverythingIsCountedOnceBelowItsBound() {
    histogram.record(0, 10_000);
    histogram.record(0, 10_001);
    histogram.record(0, 3 * SECOND_NANOS);
    histogram.record(600 * SECOND_NANOS, SECOND_NANOS);
    assertEquals(17, histogram.sinceStart().size());
    assertEquals(1, histogram.sinceStart().get(10L));
    assertEquals(1, histogram.sinceStart().get(20L));
    assertEquals(1, histogram.sinceStart().get(1_000_000L));
    assertEquals(1, histogram.sinceStart().get(Long.MAX_VALUE));
  }
}

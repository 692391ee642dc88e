package lvs.director.archive;

import java.io.IOException;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;

/**
 * What was sampled at one time, with all that a restart needs to go on counting: what was counted
 * since the last sample of each archive, and the counters that the data plane showed then. All
 * three belong together, so they are one frame.
 *
 * <pre>
 *  time
 *  n, then n times: number of archive, age (signed), seconds, one number a quantity
 *  n, then n times: number of archive, since when, one number a quantity
 *  n, then n times: number of source, five differences (signed) to what this segment said last
 * </pre>
 */
final class StepFrame {
  private static final int EXPECTED_BYTES = 256;

  private final long epochSeconds;
  private final ByteWriter samples = new ByteWriter(EXPECTED_BYTES);
  private final ByteWriter carried = new ByteWriter(EXPECTED_BYTES);
  private final ByteWriter counters = new ByteWriter(EXPECTED_BYTES);
  private int sampleCount;
  private int carriedCount;
  private int counterCount;

  StepFrame(long epochSeconds) {
    this.epochSeconds = epochSeconds;
  }

  void sample(int archive, long atEpochSeconds, long seconds, long[] numbers) {
    sampleCount++;
    Varints.put(samples, archive);
    Varints.putSigned(samples, epochSeconds - atEpochSeconds);
    PendingSamples.pack(samples, seconds, numbers);
  }

  void carried(int archive, long sinceEpochSeconds, long[] counted) {
    carriedCount++;
    Varints.put(carried, archive);
    PendingSamples.pack(carried, sinceEpochSeconds, counted);
  }

  void counters(int source, long[] before, long[] now) {
    counterCount++;
    Varints.put(counters, source);
    for (int i = 0; i < CounterSource.COUNTERS; i++) {
      Varints.putSigned(counters, now[i] - before[i]);
    }
  }

  byte[] toBytes() {
    ByteWriter frame = new ByteWriter(samples.length() + counters.length() + EXPECTED_BYTES);
    Varints.put(frame, epochSeconds);
    put(frame, sampleCount, samples);
    put(frame, carriedCount, carried);
    put(frame, counterCount, counters);
    return frame.toBytes();
  }

  private static void put(ByteWriter frame, int count, ByteWriter what) {
    Varints.put(frame, count);
    frame.bytes(what.toBytes());
  }

  /** Takes what a frame says. */
  interface Taker {
    /**
     * @throws IndexOutOfBoundsException when there is no such archive
     */
    int quantities(int archive);

    void sample(int archive, long epochSeconds, long seconds, long[] numbers);

    void carried(int archive, long sinceEpochSeconds, long[] counted);

    void counters(int source, long[] differences);
  }

  /**
   * @return its time
   * @throws IndexOutOfBoundsException when it is no such frame
   */
  static long read(ByteReader frame, Taker taker) throws IOException {
    long time = Varints.get(frame);
    for (int rest = Varints.getCount(frame); rest > 0; rest--) {
      int archive = Varints.getCount(frame);
      long at = time - Varints.getSigned(frame);
      long seconds = Varints.get(frame);
      taker.sample(archive, at, seconds, numbers(frame, taker.quantities(archive)));
    }
    for (int rest = Varints.getCount(frame); rest > 0; rest--) {
      int archive = Varints.getCount(frame);
      long since = Varints.get(frame);
      taker.carried(archive, since, numbers(frame, taker.quantities(archive)));
    }
    for (int rest = Varints.getCount(frame); rest > 0; rest--) {
      int source = Varints.getCount(frame);
      long[] differences = new long[CounterSource.COUNTERS];
      for (int i = 0; i < differences.length; i++) {
        differences[i] = Varints.getSigned(frame);
      }
      taker.counters(source, differences);
    }
    return time;
  }

  private static long[] numbers(ByteReader frame, int count) {
    long[] numbers = new long[count];
    PendingSamples.unpackNumbers(frame, numbers);
    return numbers;
  }
}

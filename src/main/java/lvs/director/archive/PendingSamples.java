package lvs.director.archive;

import java.util.Arrays;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;

/**
 * Samples of one archive that its file does not have yet, oldest first, packed: tens of thousands
 * of archives keep theirs in memory for minutes.
 */
final class PendingSamples {
  /** In the place of a number that nobody knows. */
  static final long UNKNOWN = -1;

  private static final byte[] NOTHING = new byte[0];

  private final int quantities;
  private byte[] bytes = NOTHING;
  private int length;
  private long baseEpochSeconds;
  private long lastEpochSeconds;

  /** Takes one sample. */
  interface Taker<X extends Exception> {
    /**
     * @param seconds length of the interval that ends there; 0 says that the clock went back, and
     *     that nothing after this time is true
     * @param numbers one a quantity, in its unit; {@link #UNKNOWN}
     */
    void take(long epochSeconds, long seconds, long[] numbers) throws X;
  }

  PendingSamples(int quantities) {
    this.quantities = quantities;
  }

  private PendingSamples(PendingSamples other) {
    quantities = other.quantities;
    bytes = Arrays.copyOf(other.bytes, other.length);
    length = other.length;
    baseEpochSeconds = other.baseEpochSeconds;
    lastEpochSeconds = other.lastEpochSeconds;
  }

  PendingSamples copy() {
    return new PendingSamples(this);
  }

  boolean isEmpty() {
    return length == 0;
  }

  int lengthBytes() {
    return length;
  }

  void add(long epochSeconds, long seconds, long[] numbers) {
    if (isEmpty()) {
      baseEpochSeconds = epochSeconds;
      lastEpochSeconds = epochSeconds;
    }
    ByteWriter packed = new ByteWriter(4 * quantities);
    Varints.putSigned(packed, epochSeconds - lastEpochSeconds);
    pack(packed, seconds, numbers);
    append(packed.toBytes());
    lastEpochSeconds = epochSeconds;
  }

  /** A sample without its time. */
  static void pack(ByteWriter to, long seconds, long[] numbers) {
    Varints.put(to, seconds);
    for (long number : numbers) {
      Varints.put(to, Math.max(UNKNOWN, number) + 1);
    }
  }

  static void unpackNumbers(ByteReader from, long[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Varints.get(from) - 1;
    }
  }

  private void append(byte[] packed) {
    if (length + packed.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + packed.length, bytes.length * 3 / 2));
    }
    System.arraycopy(packed, 0, bytes, length, packed.length);
    length += packed.length;
  }

  /**
   * @param taker must not keep the numbers
   */
  <X extends Exception> void forEach(Taker<X> taker) throws X {
    ByteReader reader = new ByteReader(bytes, 0, length);
    long[] numbers = new long[quantities];
    long at = baseEpochSeconds;
    while (reader.remaining() > 0) {
      at += Varints.getSigned(reader);
      long seconds = Varints.get(reader);
      unpackNumbers(reader, numbers);
      taker.take(at, seconds, numbers);
    }
  }

  /**
   * @param firstBytes what {@link #lengthBytes} was when they were the only ones
   */
  void drop(int firstBytes) {
    ByteReader reader = new ByteReader(bytes, 0, length);
    long[] numbers = new long[quantities];
    while (length - reader.remaining() < firstBytes) {
      baseEpochSeconds += Varints.getSigned(reader);
      Varints.get(reader);
      unpackNumbers(reader, numbers);
    }
    bytes = firstBytes == length ? NOTHING : Arrays.copyOfRange(bytes, firstBytes, length);
    length -= firstBytes;
  }
}

package lvs.director.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The body of an answer to a peer that may not read it. What counts is the time that writing takes;
 * whatever is done between takes as long as it has to.
 */
final class PatientStream extends FilterOutputStream {
  private final Patience patience;
  private long leftNanos;

  /**
   * @param limit for writing all of it
   */
  PatientStream(OutputStream out, Patience patience, Duration limit) {
    super(out);
    this.patience = patience;
    this.leftNanos = limit.toNanos();
  }

  @Override
  public void write(int value) throws IOException {
    patiently(() -> out.write(value));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    patiently(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    patiently(out::flush);
  }

  @Override
  public void close() throws IOException {
    patiently(out::close);
  }

  private void patiently(Patience.Writing writing) throws IOException {
    long beforeNanos = System.nanoTime();
    try {
      patience.within(Duration.ofNanos(Math.max(1, leftNanos)), writing);
    } finally {
      leftNanos -= System.nanoTime() - beforeNanos;
    }
  }
}

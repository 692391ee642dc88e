package lvs.director.mail;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A connection to a relay that may say only so much before it hears us again: Angus reads lines of
 * any length into memory, and TLS on top of it is bounded as well.
 */
final class RelaySocket extends Socket {
  private static final int MOST_UNASKED_BYTES = 256 << 10;

  private final SessionLimit limit;
  private long unasked;

  RelaySocket(SessionLimit limit) {
    this.limit = limit;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Bounded(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Watched(super.getOutputStream());
  }

  private int count(int read) throws IOException {
    unasked += Math.max(0, read);
    if (unasked > MOST_UNASKED_BYTES) {
      throw new TooMuch();
    }
    return read;
  }

  /** Nobody answers in so many words. */
  static final class TooMuch extends IOException {
    private static final long serialVersionUID = 1L;

    TooMuch() {
      super("it sent more than " + (MOST_UNASKED_BYTES >> 10) + " KiB unasked");
    }
  }

  private final class Bounded extends FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return count(super.read(bytes, offset, length));
    }
  }

  private final class Watched extends FilterOutputStream {
    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      limit.writing(true);
      try {
        out.write(bytes, offset, length);
      } finally {
        limit.writing(false);
        unasked = 0;
      }
    }
  }
}

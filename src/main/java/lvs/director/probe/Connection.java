package lvs.director.probe;

import java.io.Closeable;
import java.io.IOException;

/** A connected byte stream, plain or TLS. */
interface Connection extends Closeable {
  /** Returns the number of bytes read, at least 1, or -1 at the end. */
  int read(byte[] buffer, int offset, int length) throws IOException, BadAnswer;

  void write(byte[] bytes) throws IOException, BadAnswer;

  /** After the end: false when TLS was cut off without close_notify. */
  boolean endedProperly();
}

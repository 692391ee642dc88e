package lvs.director.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import lvs.director.base.ByteWriter;

/**
 * One file of the journal, which only grows. A frame is kept whole or, after a power cut, not at
 * all: what follows a frame with a wrong checksum was never written. Numbers are big-endian,
 * varints have seven bits a byte, the lowest first.
 *
 * <pre>
 *  0        4        8      9
 *  +--------+--------+------+------------------+
 *  | length | CRC32C | type | what it says ... |   the length counts type and what it says,
 *  +--------+--------+------+------------------+   the checksum is over the same bytes
 *
 *  BEGIN    version, boot id                   the first frame
 *  ARCHIVE  number, step, id                   a number for an archive, in this file
 *  SOURCE   number, name                       a number for a set of five counters
 *  CREATE   number, time                       a new file whose first sample comes later than that
 *  STEP     time, samples, carried, counters   what was sampled at a time, see {@link StepFrame}
 *  REDO     number, changes                    bytes of a file; all samples so far are in them
 *  FORGET   number                             the file is another one from here on, or none
 * </pre>
 */
final class JournalSegment implements Closeable {
  static final int VERSION = 1;

  /** Length, checksum and type. */
  static final int HEAD_BYTES = 9;

  /** No frame is longer: ten times that of 37,000 real servers. */
  static final int MOST_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 128 << 10;

  /** What a frame is about; the order is that of its number in the file. */
  enum Type {
    BEGIN,
    ARCHIVE,
    SOURCE,
    CREATE,
    STEP,
    REDO,
    FORGET
  }

  private final Path path;
  private final long sequence;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long keptBytes;

  JournalSegment(Path path, long sequence) throws IOException {
    this.path = path;
    this.sequence = sequence;
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  Path path() {
    return path;
  }

  long sequence() {
    return sequence;
  }

  long lengthBytes() {
    return keptBytes;
  }

  boolean isThere() {
    return Files.exists(path);
  }

  void append(Type type, ByteWriter what) throws IOException {
    append(type, what.toBytes());
  }

  void append(Type type, byte[] what) throws IOException {
    CRC32C checksum = new CRC32C();
    checksum.update(type.ordinal());
    checksum.update(what);
    room(HEAD_BYTES);
    buffer.putInt(1 + what.length).putInt((int) checksum.getValue()).put((byte) type.ordinal());
    int done = 0;
    while (done < what.length) {
      room(1);
      int part = Math.min(buffer.remaining(), what.length - done);
      buffer.put(what, done, part);
      done += part;
    }
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      write();
    }
  }

  private void write() throws IOException {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } finally {
      buffer.clear();
    }
  }

  /** What was appended survives the end of this process, but no power cut. */
  void keep() throws IOException {
    write();
    keptBytes = channel.position();
  }

  /** What was appended survives a power cut. */
  void commit() throws IOException {
    write();
    channel.force(false);
    keptBytes = channel.position();
  }

  /** As if nothing had been appended since the last keep or commit. */
  void rollBack() throws IOException {
    buffer.clear();
    channel.truncate(keptBytes);
    channel.position(keptBytes);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import lvs.director.base.ByteReader;
import lvs.director.base.ByteWriter;

/**
 * Bytes that go to places of a file: offset, length and the bytes themselves, again and again.
 * Writing them twice does the same as writing them once.
 */
final class Redo {
  private Redo() {}

  static void put(ByteWriter to, long offset, byte[] bytes, int from, int end) {
    Varints.put(to, offset);
    Varints.put(to, end - from);
    to.bytes(Arrays.copyOfRange(bytes, from, end));
  }

  /**
   * @throws IOException when it does not fit the file, which then is another one
   */
  static void write(byte[] changes, FileChannel channel) throws IOException {
    write(new ByteReader(changes), channel);
  }

  static void write(ByteReader changes, FileChannel channel) throws IOException {
    long length = channel.size();
    while (changes.remaining() > 0) {
      long offset = Varints.get(changes);
      byte[] bytes = changes.bytes(Varints.getCount(changes));
      if (offset < 0 || offset > length - bytes.length) {
        throw new DamagedArchive("a change at byte " + offset + " of " + length);
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, offset + buffer.position());
      }
    }
  }

  /** Makes the same changes in memory. */
  static void apply(byte[] changes, byte[] content) throws IOException {
    ByteReader reader = new ByteReader(changes);
    while (reader.remaining() > 0) {
      long offset = Varints.get(reader);
      byte[] bytes = reader.bytes(Varints.getCount(reader));
      if (offset < 0 || offset > content.length - bytes.length) {
        throw new DamagedArchive("a change at byte " + offset + " of " + content.length);
      }
      System.arraycopy(bytes, 0, content, (int) offset, bytes.length);
    }
  }
}

package lvs.director.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import lvs.director.archive.JournalSegment.Type;
import lvs.director.base.ByteReader;

/** Reads one file of the journal up to its end, or to where a power cut ended it. */
final class JournalReader {
  private static final int BUFFER_BYTES = 256 << 10;

  private JournalReader() {}

  /** Takes one frame. */
  interface Taker {
    /**
     * @throws IndexOutOfBoundsException when it does not say what it should
     */
    void take(Type type, ByteReader what) throws IOException;
  }

  /**
   * @return how many bytes at the end were no frames; 0 when all were
   */
  static long read(Path path, Taker taker) throws IOException {
    long rest = Files.size(path);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES))) {
      while (rest >= JournalSegment.HEAD_BYTES) {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 1
            || length > JournalSegment.MOST_BYTES
            || length > rest - JournalSegment.HEAD_BYTES + 1) {
          return rest;
        }
        byte[] bytes = in.readNBytes(length);
        if (!isWhole(bytes, length, checksum)) {
          return rest;
        }
        rest -= JournalSegment.HEAD_BYTES - 1 + length;
        taker.take(Type.values()[bytes[0]], new ByteReader(bytes, 1, length - 1));
      }
    }
    return rest;
  }

  private static boolean isWhole(byte[] bytes, int length, int checksum) {
    if (bytes.length != length || bytes[0] < 0 || bytes[0] >= Type.values().length) {
      return false;
    }
    CRC32C found = new CRC32C();
    found.update(bytes);
    return (int) found.getValue() == checksum;
  }
}

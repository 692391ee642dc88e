package lvs.director.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * The first bytes of an archive, which tell it from other files; {@link RrdShape} draws them.
 *
 * @param lastEpochSeconds of its newest sample
 */
record RrdHead(long stepSeconds, long lastEpochSeconds) {
  private static final byte[] SIGNATURE = "RRD4J".getBytes(StandardCharsets.UTF_16BE);
  private static final int STEP_AT = 40;
  private static final int LAST_AT = 56;
  private static final int BYTES = 64;

  /**
   * @throws DamagedArchive when it is no archive
   */
  static RrdHead read(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(BYTES);
    while (head.hasRemaining()) {
      if (channel.read(head, head.position()) < 0) {
        throw new DamagedArchive("it is no archive: it has " + channel.size() + " bytes");
      }
    }
    if (!head.slice(0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE))) {
      throw new DamagedArchive("it is no archive of rrd4j");
    }
    long step = head.getLong(STEP_AT);
    if (step < 1 || step > Integer.MAX_VALUE || head.getLong(LAST_AT) < 0) {
      throw new DamagedArchive("it is damaged: a step of " + step + " seconds");
    }
    return new RrdHead(step, head.getLong(LAST_AT));
  }
}

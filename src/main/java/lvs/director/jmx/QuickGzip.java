package lvs.director.jmx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses as fast as it can: metrics are so alike that more effort gains little. */
final class QuickGzip extends GZIPOutputStream {
  private static final int BUFFER_BYTES = 1 << 15;

  QuickGzip(OutputStream out) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(Deflater.BEST_SPEED);
  }
}

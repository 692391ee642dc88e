package lvs.director.archive;

import java.io.IOException;
import org.rrd4j.core.RrdBackend;

/**
 * The bytes of an archive, for rrd4j and for what rrd4j has no words for. Numbers are big-endian.
 */
interface RrdBytes {
  long lengthBytes() throws IOException;

  int intAt(long offset) throws IOException;

  long longAt(long offset) throws IOException;

  void putInt(long offset, int value) throws IOException;

  void putLong(long offset, long value) throws IOException;

  /** The same bytes as rrd4j takes them. */
  RrdBackend backend();
}

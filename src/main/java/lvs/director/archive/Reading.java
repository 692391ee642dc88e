package lvs.director.archive;

import java.io.IOException;
import lvs.director.port.Refusal;
import org.rrd4j.core.RrdDb;

/**
 * What is read from an archive.
 *
 * @param <T> its outcome
 */
@FunctionalInterface
public interface Reading<T> {
  /**
   * @param archive a copy in memory, with all samples up to now; changes of it are lost
   */
  T read(RrdDb archive) throws IOException, Refusal;
}

package lvs.director.archive;

import java.io.IOException;
import lvs.director.port.Refusal;
import org.rrd4j.core.RrdDb;

/** A change of what an archive says about the past. */
@FunctionalInterface
public interface Rewriting {
  /**
   * Called on the thread that records, which waits for it: a second is much.
   *
   * @param archive a copy in memory with all samples up to now, which takes the place of the
   *     archive when this returns
   * @throws Refusal leaves the archive as it was
   */
  void rewrite(RrdDb archive) throws IOException, Refusal;
}

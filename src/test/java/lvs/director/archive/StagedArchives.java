package lvs.director.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.Sample;

/** Archives for tests, made without a director. */
public final class StagedArchives {
  private StagedArchives() {}

  /** What an archive says at a time: one value a quantity, per second where it is counted. */
  @FunctionalInterface
  public interface Past {
    double[] at(long epochSeconds);
  }

  /**
   * Writes one archive with a sample at each step.
   *
   * @param id {@code service/tcp_10.0.0.1_80}, as in {@code port.Archives}
   * @param fromEpochSeconds multiple of the step; the first sample is one step later
   */
  public static void write(
      Path folder, String id, long step, long fromEpochSeconds, long toEpochSeconds, Past past)
      throws IOException {
    ArchiveId archive = ArchiveId.parse(id).orElseThrow();
    byte[] content = MemoryRrd.create(Layout.definition(archive.subject(), step, fromEpochSeconds));
    try (RrdDb db = MemoryRrd.open(new MemoryRrd(content))) {
      Sample sample = db.createSample(fromEpochSeconds);
      for (long at = fromEpochSeconds + step; at <= toEpochSeconds; at += step) {
        sample.setTime(at).setValues(past.at(at)).update();
      }
    }
    Files.createDirectories(archive.file(folder).getParent());
    Files.write(archive.file(folder), content);
  }
}

package lvs.director.lab.story;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.FetchData;
import org.rrd4j.core.RrdDb;
import org.rrd4j.core.RrdRandomAccessFileBackendFactory;

/** What an archive says went through in a span. */
final class ArchiveSum {
  private ArchiveSum() {}

  /**
   * @param source a data source that holds a rate per second
   */
  static double of(Path file, String source, long fromEpochSeconds, long toEpochSeconds)
      throws IOException {
    try (RrdDb archive =
        RrdDb.getBuilder()
            .setPath(file.toString())
            .readOnly()
            .setBackendFactory(new RrdRandomAccessFileBackendFactory())
            .build()) {
      FetchData values =
          archive
              .createFetchRequest(ConsolFun.AVERAGE, fromEpochSeconds, toEpochSeconds)
              .fetchData();
      return Arrays.stream(values.getValues(source)).filter(rate -> !Double.isNaN(rate)).sum()
          * values.getStep();
    }
  }
}

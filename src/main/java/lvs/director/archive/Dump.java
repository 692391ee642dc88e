package lvs.director.archive;

import java.util.List;

/**
 * What {@code rrdtool dump} says of an archive.
 *
 * @param lastUpdate seconds since 1970
 * @param sources names of the data sources
 */
record Dump(long stepSeconds, long lastUpdate, List<String> sources, List<Rows> rows) {

  /**
   * One resolution.
   *
   * @param consolidation AVERAGE, MAX, MIN, LAST …
   * @param values one row of the matrix a data source, one column a row of the dump, oldest first
   */
  record Rows(String consolidation, long resolutionSeconds, long firstEnd, double[][] values) {
    int count() {
      return values.length == 0 ? 0 : values[0].length;
    }

    long begin() {
      return firstEnd - resolutionSeconds;
    }

    long end() {
      return firstEnd + (count() - 1) * resolutionSeconds;
    }
  }
}

package lvs.director.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import lvs.director.port.Archives.Consolidation;
import lvs.director.port.Archives.Series;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.RrdDb;

/**
 * Reads a span out of an archive: in the finest resolution that still has the whole of it, several
 * rows as one value where there would be too many. What the coarse rows do not know yet, since
 * their time is not over, comes from the finer ones.
 */
final class SeriesReader {
  private final List<Rows> resolutions;
  private final Consolidation consolidation;
  private final List<String> names;

  SeriesReader(RrdDb archive, Consolidation consolidation) throws IOException {
    this.consolidation = consolidation;
    this.names = List.of(archive.getDsNames());
    List<Rows> found = new ArrayList<>();
    for (int i = 0; i < archive.getArcCount(); i++) {
      if (serves(archive.getArchive(i), consolidation)) {
        found.add(new Rows(archive.getArchive(i), names.size()));
      }
    }
    found.sort(Comparator.comparingLong(Rows::stepSeconds));
    this.resolutions = List.copyOf(found);
  }

  /** Of one step the greatest value is the average. */
  private static boolean serves(org.rrd4j.core.Archive archive, Consolidation wanted)
      throws IOException {
    return archive.getConsolFun() == ConsolFun.valueOf(wanted.name())
        || archive.getConsolFun() == ConsolFun.AVERAGE && archive.getSteps() == 1;
  }

  /**
   * @param most 1 and more
   */
  Series read(long from, long to, int most) {
    Rows rows = resolution(from);
    long step = rows.stepSeconds();
    long begin = Math.floorDiv(from, step) * step;
    long end = Math.ceilDiv(to, step) * step;
    long wide = step * together(begin, end, step, most);
    if (most > 1) {
      begin = Math.floorDiv(begin, wide) * wide;
    }
    int count = Math.toIntExact(Math.ceilDiv(end - begin, wide));
    double[][] values = new double[names.size()][count];
    for (int quantity = 0; quantity < values.length; quantity++) {
      fill(values[quantity], quantity, begin, wide, rows);
    }
    return new Series(begin + wide, wide, names, values);
  }

  /** How many rows become one value; values begin at multiples of their length. */
  private static long together(long begin, long end, long step, int most) {
    long rows = (end - begin) / step;
    if (rows <= most) {
      return 1;
    }
    return most == 1 ? rows : Math.ceilDiv(rows, most - 1);
  }

  private Rows resolution(long from) {
    return resolutions.stream()
        .filter(each -> each.beginEpochSeconds() <= from)
        .findFirst()
        .orElseGet(
            () ->
                resolutions.stream()
                    .min(Comparator.comparingLong(Rows::beginEpochSeconds))
                    .orElseThrow());
  }

  private void fill(double[] values, int quantity, long begin, long wide, Rows rows) {
    for (int i = 0; i < values.length; i++) {
      long end = begin + (i + 1) * wide;
      Rows source = end <= rows.endEpochSeconds() ? rows : newer(end - wide, rows);
      values[i] = together(source.between(quantity, end - wide, end));
    }
  }

  /** The coarsest rows that say more about what came after a time than the chosen ones. */
  private Rows newer(long from, Rows chosen) {
    Rows best = chosen;
    for (Rows each : resolutions) {
      boolean reaches = each.beginEpochSeconds() <= from || from < chosen.endEpochSeconds();
      if (reaches && each.endEpochSeconds() > best.endEpochSeconds()) {
        best = each;
      }
    }
    return best;
  }

  private double together(double[] values) {
    double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (known.length == 0) {
      return Double.NaN;
    }
    return consolidation == Consolidation.MAX
        ? Arrays.stream(known).max().orElseThrow()
        : Arrays.stream(known).sum() / known.length;
  }

  /** The rows of one resolution. */
  private static final class Rows {
    private final long step;
    private final long firstEnd;
    private final double[][] values;

    Rows(org.rrd4j.core.Archive archive, int quantities) throws IOException {
      step = archive.getArcStep();
      firstEnd = archive.getStartTime();
      values = new double[quantities][];
      for (int i = 0; i < quantities; i++) {
        values[i] = archive.getRobin(i).getValues();
      }
    }

    long stepSeconds() {
      return step;
    }

    long beginEpochSeconds() {
      return firstEnd - step;
    }

    long endEpochSeconds() {
      return firstEnd + (values[0].length - 1) * step;
    }

    /** Those whose time ends after a begin and not after an end. */
    double[] between(int quantity, long begin, long end) {
      long first = Math.max(0, Math.floorDiv(begin - firstEnd, step) + 1);
      long behind = Math.min(values[quantity].length, Math.floorDiv(end - firstEnd, step) + 1);
      return first >= behind
          ? new double[0]
          : Arrays.copyOfRange(values[quantity], (int) first, (int) behind);
    }
  }
}

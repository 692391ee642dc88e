package lvs.director.archive;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lvs.director.archive.Dump.Rows;
import lvs.director.port.Refusal;
import org.rrd4j.ConsolFun;
import org.rrd4j.core.Archive;
import org.rrd4j.core.Robin;
import org.rrd4j.core.RrdDb;

/**
 * Takes the values of a dump into an archive of ours, where that knows nothing. A row of ours that
 * is longer than the dump's gets their average or greatest value; a shorter one what the longer one
 * said, so that sums stay what they were.
 */
final class Transfer {
  /** How much of a row must be known for an average. */
  private static final double KNOWN_SHARE = 0.5;

  private final Dump dump;
  private long taken;
  private long stay;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;
  private Map<String, Integer> names = Map.of();

  Transfer(Dump dump) {
    this.dump = dump;
  }

  void into(RrdDb archive) throws IOException, Refusal {
    List<String> ours = List.of(archive.getDsNames());
    names = SourceNames.match(dump.sources(), ours);
    if (names.isEmpty()) {
      throw new Refusal(
          "none of its data sources ("
              + String.join(", ", dump.sources())
              + ") is one of ours ("
              + String.join(", ", ours)
              + "); say which is which: --map theirs=ours,…");
    }
    for (int i = 0; i < archive.getArcCount(); i++) {
      Archive rows = archive.getArchive(i);
      for (Map.Entry<String, Integer> name : names.entrySet()) {
        fill(rows, rows.getRobin(ours.indexOf(name.getKey())), name.getValue());
      }
    }
    if (taken == 0) {
      throw new Refusal(
          stay > 0
              ? "nothing was taken: this archive knows all of that time already"
              : "nothing was taken: the dump knows nothing of the time that this archive keeps");
    }
  }

  private void fill(Archive rows, Robin robin, int source) throws IOException {
    boolean greatest = rows.getConsolFun() == ConsolFun.MAX;
    long step = rows.getArcStep();
    List<Rows> sources = sources(greatest, step);
    double[] values = robin.getValues();
    for (int i = 0; i < values.length; i++) {
      long end = rows.getStartTime() + i * step;
      double value = value(sources, source, end - step, end, greatest);
      if (Double.isNaN(value)) {
        continue;
      }
      if (Double.isNaN(values[i])) {
        robin.setValue(i, value);
        taken(end - step, end);
      } else {
        stay++;
      }
    }
  }

  private void taken(long begin, long end) {
    taken++;
    earliest = Math.min(earliest, begin);
    latest = Math.max(latest, end);
  }

  /**
   * In the order of trust: what is as fine as ours before what is coarser, of that the wanted kind
   * first. An average is a modest peak.
   */
  private List<Rows> sources(boolean greatest, long step) {
    List<String> kinds = greatest ? List.of("MAX", "AVERAGE", "LAST") : List.of("AVERAGE", "LAST");
    return dump.rows().stream()
        .filter(rows -> kinds.contains(rows.consolidation()) && rows.count() > 0)
        .sorted(
            Comparator.comparing((Rows rows) -> rows.resolutionSeconds() > step)
                .thenComparingInt(rows -> kinds.indexOf(rows.consolidation()))
                .thenComparingLong(Rows::resolutionSeconds))
        .toList();
  }

  private static double value(
      List<Rows> sources, int source, long begin, long end, boolean greatest) {
    for (Rows rows : sources) {
      if (rows.begin() < end && rows.end() > begin) {
        double value = value(rows, source, begin, end, greatest);
        if (Double.isFinite(value)) {
          return value;
        }
      }
    }
    return Double.NaN;
  }

  private static double value(Rows rows, int source, long begin, long end, boolean greatest) {
    long resolution = rows.resolutionSeconds();
    double[] values = rows.values()[source];
    int first = (int) Math.max(0, Math.floorDiv(begin - rows.begin(), resolution));
    double sum = 0;
    double most = Double.NaN;
    long known = 0;
    for (int i = first; i < values.length; i++) {
      long rowBegin = rows.begin() + i * resolution;
      if (rowBegin >= end) {
        break;
      }
      if (Double.isFinite(values[i])) {
        long seconds = Math.min(end, rowBegin + resolution) - Math.max(begin, rowBegin);
        sum += values[i] * seconds;
        known += seconds;
        most = values[i] <= most ? most : values[i];
      }
    }
    if (greatest) {
      return most;
    }
    return known >= (end - begin) * KNOWN_SHARE ? sum / known : Double.NaN;
  }

  /** What became of it, in one line. */
  String outcome() {
    TreeSet<Integer> used = new TreeSet<>(names.values());
    List<String> unused =
        java.util.stream.IntStream.range(0, dump.sources().size())
            .filter(index -> !used.contains(index))
            .mapToObj(dump.sources()::get)
            .toList();
    return taken
        + " values of "
        + String.join(", ", names.keySet())
        + " taken, from "
        + day(earliest)
        + " to "
        + day(latest)
        + (stay == 0 ? "" : "; " + stay + " known already stay")
        + (unused.isEmpty() ? "" : "; not ours: " + String.join(", ", unused));
  }

  private static String day(long epochSeconds) {
    return Instant.ofEpochSecond(epochSeconds).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}

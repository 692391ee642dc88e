package lvs.director.archive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lvs.director.port.Archives.Subject;
import org.rrd4j.ConsolFun;
import org.rrd4j.DsType;
import org.rrd4j.core.ArcDef;
import org.rrd4j.core.DsDef;
import org.rrd4j.core.RrdDef;

/**
 * What a new archive looks like: a day of every step, and the average and the greatest value of 5
 * minutes for a week, of an hour for a month and of a day for two years.
 */
final class Layout {
  /**
   * An interval longer than this is unknown. A shorter one that is unknown is written as such, so
   * this bounds only how long counters that went on while the director did not run are believed.
   */
  static final long HEARTBEAT_SECONDS = Duration.ofDays(1).toSeconds();

  /** Share of an average's steps that may be unknown. */
  private static final double AVERAGE_UNKNOWN = 0.5;

  /** A peak is one, however little else is known. */
  private static final double MAXIMUM_UNKNOWN = 0.9999;

  private static final List<Span> SPANS =
      List.of(
          new Span(Duration.ofMinutes(5), Duration.ofDays(7)),
          new Span(Duration.ofHours(1), Duration.ofDays(31)),
          new Span(Duration.ofDays(1), Duration.ofDays(732)));

  private record Span(Duration resolution, Duration length) {}

  private Layout() {}

  /**
   * @param stepSeconds 1 to 300
   * @param startEpochSeconds a multiple of the step; the first sample comes after it
   */
  static RrdDef definition(Subject subject, long stepSeconds, long startEpochSeconds) {
    RrdDef def = new RrdDef(MemoryRrd.PLACE, startEpochSeconds, stepSeconds);
    for (Quantity each : Quantity.of(subject)) {
      def.addDatasource(
          new DsDef(each.name(), DsType.GAUGE, HEARTBEAT_SECONDS, Double.NaN, Double.NaN));
    }
    archives(stepSeconds).forEach(def::addArchive);
    return def;
  }

  /** Of such a file. */
  static long sizeBytes(Subject subject, long stepSeconds) {
    return definition(subject, stepSeconds, 0).getEstimatedSize();
  }

  private static List<ArcDef> archives(long step) {
    List<ArcDef> all = new ArrayList<>();
    if (steps(SPANS.getFirst(), step) > 1) {
      all.add(average(1, rows(Duration.ofDays(1), step)));
    }
    for (Span span : SPANS) {
      int steps = steps(span, step);
      int rows = rows(span.length(), steps * step);
      all.add(average(steps, rows));
      all.add(new ArcDef(ConsolFun.MAX, MAXIMUM_UNKNOWN, steps, rows));
    }
    return all;
  }

  private static ArcDef average(int steps, int rows) {
    return new ArcDef(ConsolFun.AVERAGE, AVERAGE_UNKNOWN, steps, rows);
  }

  /** As near to the resolution as whole steps come. */
  private static int steps(Span span, long step) {
    return (int) Math.max(1, Math.round((double) span.resolution().toSeconds() / step));
  }

  private static int rows(Duration length, long rowSeconds) {
    return Math.toIntExact(Math.ceilDiv(length.toSeconds(), rowSeconds));
  }
}

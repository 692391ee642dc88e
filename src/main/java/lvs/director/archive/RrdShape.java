package lvs.director.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things stand in a file of rrd4j's version 0.2, which it documents by its code only. All
 * numbers are big-endian; a text is 20 characters of two bytes.
 *
 * <pre>
 *  0          40     48        52        56           64
 *  +----------+------+---------+---------+------------+
 *  | signature| step | sources | archives| last update|
 *  +----------+------+---------+---------+------------+   once for each data source (128 bytes)
 *  | name | type | heartbeat | least | most | last value | accumulated | unknown seconds |
 *  +------+------+-----------+-------+------+------------+-------------+-----------------+
 *
 *  once for each archive:
 *  0               40             48      52     56
 *  +---------------+--------------+-------+------+
 *  | consolidation | unknown share| steps | rows |
 *  +---------------+--------------+-------+------+        for each data source (20 bytes)
 *  | next row (4) | accumulated (8) | unknown steps (8) |
 *  +--------------+-----------------+-------------------+ rows x data sources
 *  | value (8) ...
 * </pre>
 */
final class RrdShape {
  private static final int STEP_AT = 40;
  private static final int SOURCES_AT = 48;
  private static final int ARCHIVES_AT = 52;
  private static final int LAST_AT = 56;
  private static final int HEADER_BYTES = 64;
  private static final int SOURCE_BYTES = 128;
  private static final int SOURCE_ACCUMULATED_AT = 112;
  private static final int SOURCE_UNKNOWN_AT = 120;
  private static final int ARCHIVE_BYTES = 56;
  private static final int ARCHIVE_STEPS_AT = 48;
  private static final int ARCHIVE_ROWS_AT = 52;
  private static final int STATE_BYTES = 20;
  private static final int STATE_ACCUMULATED_AT = 4;
  private static final int STATE_UNKNOWN_AT = 12;
  private static final int MOST_SOURCES = 100;
  private static final int MOST_ARCHIVES = 100;
  private static final long NOT_A_NUMBER = Double.doubleToLongBits(Double.NaN);

  private final RrdBytes bytes;
  private final long step;
  private final int sources;
  private final List<Rows> archives = new ArrayList<>();

  /**
   * @param at of the first data source's state
   */
  private record Rows(long at, int steps, int rows) {}

  /**
   * @throws IOException when the bytes are not such a file
   */
  RrdShape(RrdBytes bytes) throws IOException {
    this.bytes = bytes;
    need(bytes.lengthBytes() >= HEADER_BYTES, "it is too short");
    step = bytes.longAt(STEP_AT);
    sources = bytes.intAt(SOURCES_AT);
    int count = bytes.intAt(ARCHIVES_AT);
    need(step > 0 && step <= Integer.MAX_VALUE, "a step of " + step + " seconds");
    need(sources > 0 && sources <= MOST_SOURCES, sources + " data sources");
    need(count > 0 && count <= MOST_ARCHIVES, count + " archives");
    long at = HEADER_BYTES + (long) SOURCE_BYTES * sources;
    for (int i = 0; i < count; i++) {
      at = read(at);
    }
    need(at == bytes.lengthBytes(), bytes.lengthBytes() + " bytes instead of " + at);
  }

  private long read(long at) throws IOException {
    need(at + ARCHIVE_BYTES < bytes.lengthBytes(), "it is too short");
    int steps = bytes.intAt(at + ARCHIVE_STEPS_AT);
    int rows = bytes.intAt(at + ARCHIVE_ROWS_AT);
    need(steps > 0 && rows > 0, "an archive of " + rows + " rows of " + steps + " steps");
    archives.add(new Rows(at + ARCHIVE_BYTES, steps, rows));
    return at + ARCHIVE_BYTES + (long) sources * (STATE_BYTES + 8L * rows);
  }

  private static void need(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new DamagedArchive("it is no archive, or damaged: " + otherwise);
    }
  }

  long stepSeconds() {
    return step;
  }

  long lastEpochSeconds() throws IOException {
    return bytes.longAt(LAST_AT);
  }

  /**
   * Looks at what rrd4j believes without looking.
   *
   * @throws IOException when it is damaged, or not of so many data sources
   */
  void check(int wantedSources) throws IOException {
    need(sources == wantedSources, sources + " data sources");
    for (Rows each : archives) {
      for (int source = 0; source < sources; source++) {
        long state = each.at + (long) STATE_BYTES * source;
        int next = bytes.intAt(state);
        long unknown = bytes.longAt(state + STATE_UNKNOWN_AT);
        need(next >= 0 && next < each.rows, "row " + next + " of " + each.rows);
        need(unknown >= 0 && unknown <= each.steps, unknown + " of " + each.steps + " steps");
      }
    }
    need(lastEpochSeconds() >= 0, "last update " + lastEpochSeconds());
  }

  /**
   * Takes back what was written for later than a time, since the clock was wrong.
   *
   * @param epochSeconds a multiple of the step
   */
  void rewind(long epochSeconds) throws IOException {
    long last = lastEpochSeconds();
    if (epochSeconds >= last) {
      return;
    }
    for (Rows each : archives) {
      rewind(each, last, epochSeconds);
    }
    for (int source = 0; source < sources; source++) {
      long at = HEADER_BYTES + (long) SOURCE_BYTES * source;
      bytes.putLong(at + SOURCE_ACCUMULATED_AT, Double.doubleToLongBits(0));
      bytes.putLong(at + SOURCE_UNKNOWN_AT, 0);
    }
    bytes.putLong(LAST_AT, epochSeconds);
  }

  private void rewind(Rows rows, long last, long to) throws IOException {
    long rowSeconds = rows.steps * step;
    long gone = Math.min(rows.rows, last / rowSeconds - to / rowSeconds);
    long unknownSteps = to % rowSeconds / step;
    for (int source = 0; source < sources; source++) {
      long state = rows.at + (long) STATE_BYTES * source;
      int next = Math.floorMod(bytes.intAt(state) - (int) gone, rows.rows);
      bytes.putInt(state, next);
      bytes.putLong(state + STATE_ACCUMULATED_AT, NOT_A_NUMBER);
      bytes.putLong(state + STATE_UNKNOWN_AT, unknownSteps);
      for (int i = 0; i < gone; i++) {
        long row = (next + (long) i) % rows.rows;
        bytes.putLong(firstValue(rows) + 8 * (row * sources + source), NOT_A_NUMBER);
      }
    }
  }

  private long firstValue(Rows rows) {
    return rows.at + (long) STATE_BYTES * sources;
  }
}

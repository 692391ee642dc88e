package lvs.director.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lvs.director.base.Json;
import lvs.director.port.Archives.Archive;
import lvs.director.port.Archives.Consolidation;
import lvs.director.port.Archives.Drawing;
import lvs.director.port.Archives.Series;
import lvs.director.port.Director;
import lvs.director.port.GraphMarks;
import lvs.director.port.Refusal;

/** What the archives hold: numbers with the marks of what happened, and pictures. */
final class Past {
  private static final int MOST_POINTS = 5000;
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_MARKS = 500;

  /** Before the year 2200, as far as archives go. */
  private static final long LAST_SECOND = 7_258_118_400L;

  private static final int PICTURE_WIDTH = 800;
  private static final int PICTURE_HEIGHT = 240;
  private static final double MILLION = 1e6;

  /** Above, a double has no room for six decimals. */
  private static final double LARGEST_ROUNDED = 1e9;

  private static final Map<String, Long> SPANS =
      Map.of(
          "hour", 3600L,
          "day", 86_400L,
          "week", 7 * 86_400L,
          "month", 31 * 86_400L,
          "year", 366 * 86_400L);

  private final Director director;

  Past(Director director) {
    this.director = director;
  }

  /** The answer to {@code archives}. */
  Map<String, Object> archives(Query query) {
    String owner = query.text("owner");
    return Json.object(
        "archives",
        director.archives().list().stream()
            .filter(archive -> owner.isEmpty() || archive.owner().equals(owner))
            .map(Past::row)
            .toList());
  }

  private static Map<String, Object> row(Archive archive) {
    return Json.object(
        "id", archive.id(),
        "subject", archive.subject(),
        "owner", archive.owner(),
        "server", archive.server(),
        "live", archive.live());
  }

  /** The answer to {@code series}. */
  Map<String, Object> series(Query query) throws Rejection, Refusal {
    Archive archive = archive(query);
    String by = query.oneOf("by", "average", "max");
    long now = director.epochMillis(director.nowNanos()) / 1000;
    long to = query.number("to", now, 1, LAST_SECOND);
    long from = query.number("from", Math.max(0, to - SPANS.get("day")), 0, LAST_SECOND);
    int points = (int) query.number("points", 800, 1, MOST_POINTS);
    if (from >= to) {
      throw new Rejection(400, "from must be before to, both in seconds since 1970");
    }
    Consolidation consolidation = by.equals("max") ? Consolidation.MAX : Consolidation.AVERAGE;
    Series series = director.archives().fetch(archive.id(), consolidation, from, to, points);
    return Json.object(
        "start", series.startEpochSeconds(),
        "step", series.stepSeconds(),
        "names", series.names(),
        "values", Arrays.stream(series.values()).map(Past::plain).toList(),
        "marks", marks(archive, from, to));
  }

  private Archive archive(Query query) throws Rejection {
    String id = query.text("archive");
    return director
        .archives()
        .archive(id)
        .orElseThrow(() -> new Rejection(404, "no archive '" + id + "'"));
  }

  private static List<Double> plain(double[] values) {
    return Arrays.stream(values).map(Past::rounded).boxed().toList();
  }

  private static double rounded(double value) {
    boolean fits = Math.abs(value) < LARGEST_ROUNDED;
    return fits ? Math.round(value * MILLION) / MILLION : value;
  }

  /** The newest ones, oldest first. */
  private List<Map<String, Object>> marks(Archive archive, long from, long to) {
    List<Map<String, Object>> marks =
        director.events().between(from * 1000, to * 1000, MOST_EVENTS).stream()
            .filter(event -> GraphMarks.concerns(event, archive))
            .map(EventRows::mark)
            .toList();
    return marks.subList(Math.max(0, marks.size() - MOST_MARKS), marks.size());
  }

  /** PNG for mails and wikis. */
  Answer picture(Query query) throws Rejection, Refusal {
    Archive archive = archive(query);
    long span = SPANS.get(query.oneOf("span", "day", "hour", "week", "month", "year"));
    boolean dark = query.oneOf("dark", "0", "1").equals("1");
    long to = director.epochMillis(director.nowNanos()) / 1000;
    Drawing drawing =
        new Drawing(
            archive.id(), query.text("topic"), to - span, to, PICTURE_WIDTH, PICTURE_HEIGHT, dark);
    byte[] png = director.archives().draw(drawing);
    return new Answer(200, "image/png", png, Map.of("Cache-Control", "no-cache"));
  }
}

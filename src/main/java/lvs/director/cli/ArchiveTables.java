package lvs.director.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.openmbean.CompositeData;

/** What the director says of its archives, for people. */
final class ArchiveTables {
  private static final int MOST_VALUES = 10_000;

  private final Surroundings surroundings;
  private final DirectorConnection director;
  private final WallTime wallTime;

  ArchiveTables(Surroundings surroundings, DirectorConnection director) {
    this.surroundings = surroundings;
    this.director = director;
    this.wallTime = new WallTime(surroundings);
  }

  /**
   * @param subject empty for all
   */
  List<Map<String, Object>> list(String subject) {
    ArchiveNames names = new ArchiveNames(director);
    String begin = subject.isEmpty() ? "" : names.find(subject, "");
    List<Map<String, Object>> entries = plain(names.list(begin));
    if (begin.startsWith("service/")) {
      entries.removeIf(entry -> !entry.get("id").equals(begin));
      entries.addAll(plain(names.list("server/" + begin.substring("service/".length()) + "/")));
    }
    return entries;
  }

  private static List<Map<String, Object>> plain(CompositeData... entries) {
    List<Map<String, Object>> plain = new ArrayList<>();
    Arrays.stream(entries).map(OpenValues::plain).forEach(plain::add);
    return plain;
  }

  List<String> lines(List<Map<String, Object>> entries) {
    int width =
        entries.stream().mapToInt(entry -> OpenValues.text(entry, "id").length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> entry : entries) {
      lines.add(
          pad(OpenValues.text(entry, "id"), width)
              + "  "
              + pad(OpenValues.number(entry, "live") == 1 ? "live" : "gone", 4)
              + "  step "
              + OpenValues.number(entry, "stepSeconds")
              + " s  last "
              + time(OpenValues.number(entry, "lastEpochSeconds") * 1000)
              + "  "
              + kilobytes(OpenValues.number(entry, "bytes")));
    }
    return lines;
  }

  Map<String, Object> health() {
    return OpenValues.plain(director.attributes(Beans.ARCHIVE, Beans.archiveAttributes()));
  }

  List<String> healthLines(Map<String, Object> health) {
    boolean recording = OpenValues.number(health, "recording") == 1;
    List<String> lines = new ArrayList<>();
    lines.add("recording:   " + (recording ? "yes" : "no") + ", in " + health.get("folder"));
    lines.add(
        "archives:    "
            + health.get("archives")
            + ", of which "
            + health.get("liveArchives")
            + " live; "
            + kilobytes(OpenValues.number(health, "sizeBytes"))
            + " of at most "
            + kilobytes(OpenValues.number(health, "limitBytes")));
    lines.add("last sample: " + time(OpenValues.number(health, "lastSampleEpochMillis")));
    lines.add(
        "safe until:  "
            + time(OpenValues.number(health, "lastSyncEpochMillis"))
            + ", lag "
            + String.format(Locale.ROOT, "%.1f", (double) health.get("lagSeconds"))
            + " s");
    lines.add("errors:      " + health.get("errors") + ", set aside " + health.get("setAside"));
    String error = OpenValues.text(health, "lastError");
    if (!error.isEmpty()) {
      lines.add("last error:  " + error);
    }
    return lines;
  }

  /** Now, on average and at most. */
  Map<String, Object> values(String id, SpanOptions.Span span) {
    CompositeData averages = fetch(id, "AVERAGE", span);
    CompositeData peaks = fetch(id, "MAX", span);
    String[] names = (String[]) averages.get("names");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id);
    values.put("fromEpochSeconds", span.from());
    values.put("toEpochSeconds", span.to());
    values.put("resolutionSeconds", averages.get("stepSeconds"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", names[i]);
      figures(row, ((Double[][]) averages.get("values"))[i]);
      row.put("max", greatest(((Double[][]) peaks.get("values"))[i]));
      rows.add(row);
    }
    values.put("values", rows);
    return values;
  }

  private CompositeData fetch(String id, String by, SpanOptions.Span span) {
    return (CompositeData)
        director.invoke(
            Beans.ARCHIVE,
            "fetch",
            new Object[] {id, by, span.from(), span.to(), MOST_VALUES},
            new String[] {"java.lang.String", "java.lang.String", "long", "long", "int"});
  }

  private static void figures(Map<String, Object> row, Double... values) {
    Double last = null;
    double sum = 0;
    int known = 0;
    for (Double value : values) {
      if (value != null) {
        last = value;
        sum += value;
        known++;
      }
    }
    row.put("now", last);
    row.put("average", known == 0 ? null : sum / known);
  }

  private static Double greatest(Double... values) {
    Double greatest = null;
    for (Double value : values) {
      greatest = value != null && (greatest == null || value > greatest) ? value : greatest;
    }
    return greatest;
  }

  List<String> valueLines(Map<String, Object> values) {
    List<String> lines = new ArrayList<>();
    lines.add(
        values.get("id")
            + ", from "
            + time((long) values.get("fromEpochSeconds") * 1000)
            + " to "
            + time((long) values.get("toEpochSeconds") * 1000)
            + ", values of "
            + values.get("resolutionSeconds")
            + " s");
    lines.add(String.format("%-18s %14s %14s %14s", "", "now", "average", "max"));
    for (Object each : (List<?>) values.get("values")) {
      Map<?, ?> row = (Map<?, ?>) each;
      lines.add(
          String.format(
              "%-18s %14s %14s %14s",
              row.get("name"),
              number(row.get("now")),
              number(row.get("average")),
              number(row.get("max"))));
    }
    return lines;
  }

  private static String number(Object value) {
    if (!(value instanceof Double number)) {
      return "-";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e12
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, Math.abs(number) < 1 ? "%.6f" : "%.2f", number);
  }

  private String time(long epochMillis) {
    return epochMillis == 0 ? "never" : wallTime.at(Instant.ofEpochMilli(epochMillis));
  }

  private static String kilobytes(long bytes) {
    return bytes < 10L << 20
        ? bytes / 1024 + " KiB"
        : bytes < 10L << 30 ? (bytes >> 20) + " MiB" : (bytes >> 30) + " GiB";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

package lvs.director.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.management.openmbean.CompositeData;

/** What {@code status} says of the kernel plane; nothing for another plane. */
final class KernelPrinter {
  private final Map<String, Object> director;
  private final WallTime wallTime;

  KernelPrinter(Map<String, Object> director, WallTime wallTime) {
    this.director = director;
    this.wallTime = wallTime;
  }

  /** Below the line of the data plane. */
  List<String> overview() {
    List<String> lines = new ArrayList<>();
    for (String daemon : OpenValues.strings(director.get("SyncDaemons"))) {
      lines.add("connections:   " + daemon);
    }
    long learned = OpenValues.number(director, "SynchronisedConnections");
    if (learned > 0) {
      lines.add("               " + learned + " learned from another director");
    }
    return lines;
  }

  /** What needs attention, by its heading. */
  SequencedMap<String, List<String>> headings() {
    SequencedMap<String, List<String>> headings = new LinkedHashMap<>();
    headings.put(
        "In the kernel's table and not of this director, left alone",
        OpenValues.strings(director.get("ForeignServiceNames")));
    headings.put("Changed by others in services of this director", differences());
    headings.put("Settings of the kernel need attention", advice());
    return headings;
  }

  private List<String> differences() {
    return composites("LastTableDifferences").stream().map(this::difference).toList();
  }

  private String difference(CompositeData each) {
    Instant when = Instant.ofEpochMilli((long) each.get("epochMillis"));
    boolean mended = each.get("mended").equals(1);
    return wallTime.at(when)
        + " "
        + OpenValues.printable(each.get("text").toString())
        + (mended ? ", put right" : ", left so as configured");
  }

  private List<String> advice() {
    return composites("Sysctls").stream()
        .filter(each -> !each.get("advice").toString().isEmpty())
        .map(each -> each.get("name") + " is " + value(each) + ": " + each.get("advice"))
        .map(OpenValues::printable)
        .toList();
  }

  private static String value(CompositeData sysctl) {
    String actual = sysctl.get("actual").toString();
    return actual.isEmpty() ? "missing" : actual;
  }

  private List<CompositeData> composites(String attribute) {
    return director.get(attribute) instanceof CompositeData[] rows
        ? Arrays.asList(rows)
        : List.of();
  }
}

package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code mbeans/metrics.md} to the metrics; {@code mvn test -Dtest=MetricCatalogueTest
 * -Dcatalogue.write=true} writes it anew.
 */
class MetricCatalogueTest {
  private static final Path FILE = Path.of("mbeans/metrics.md");
  private static final Pattern RULE =
      Pattern.compile("type=(\\w+).*?><>(\\w+):.*'\\s+name: (\\w+)\\s+type: (\\w+)\\s+help: (.+)");

  /** Labels of each kind of bean, in the order of the page. */
  private static final Map<String, String> LABELS = labels();

  private static Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("Director", "");
    labels.put("VirtualRouter", "router");
    labels.put("SyncGroup", "group");
    labels.put("Tracker", "kind, name");
    labels.put("VirtualService", "service");
    labels.put("RealServer", "service, server");
    labels.put("Check", "service, server, check");
    return labels;
  }

  private record Rule(String bean, String attribute, String metric, String type, String help) {
    String row() {
      return "| `%s` | %s | %s | %s | %s |\n"
          .formatted(
              metric, type.toLowerCase(java.util.Locale.ROOT), unit(metric), attribute, help);
    }
  }

  @Test
  void theCatalogueOfMetricsIsThatOfTheRules() throws Exception {
    String now = page();
    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(FILE, now);
    }
    assertEquals(
        Files.readString(FILE),
        now,
        FILE + " is stale: mvn test -Dtest=MetricCatalogueTest -Dcatalogue.write=true");
  }

  private static List<Rule> rules() throws Exception {
    String text = Files.readString(Path.of("mbeans/jmx-exporter.yml"));
    List<Rule> found =
        RULE.matcher(text)
            .results()
            .map(
                each ->
                    new Rule(
                        each.group(1),
                        each.group(2),
                        each.group(3),
                        each.group(4),
                        each.group(5).replaceAll("^'|'$", "").replace("''", "'")))
            .toList();
    assertEquals(text.lines().filter(each -> each.contains("- pattern:")).count(), found.size());
    return found;
  }

  private static String page() throws Exception {
    List<Rule> rules = rules();
    StringBuilder page =
        new StringBuilder(
            """
            # Metrics

            What `http://127.0.0.1:9404/metrics` has. Units are base units, counters end in `_total`, what is yes or no is 1 or 0. The
            attribute is that of the MBean from which a metric comes; times there are in milliseconds.
            """);
    Map<String, String> sections = new LinkedHashMap<>(LABELS);
    rules.forEach(rule -> sections.putIfAbsent(rule.bean(), ""));
    sections.forEach(
        (bean, labels) -> {
          page.append("\n## ").append(bean).append("\n\n");
          page.append(labels.isEmpty() ? "No labels" : "Labels: " + labels);
          page.append("; a metric whose meaning says so has more.\n\n");
          page.append("| name | type | unit | attribute | meaning |\n|---|---|---|---|---|\n");
          rules.stream()
              .filter(each -> each.bean().equals(bean))
              .forEach(r -> page.append(r.row()));
        });
    page.append(
        """

        ## The JVM

        `jvm_*` and `process_*` are those of Prometheus's own library for Java: memory and pools, garbage collections, threads, classes,
        buffers, processor time, open files, resident memory.

        ## Names of other exporters

        What `http://127.0.0.1:9404/metrics/compatible` has; see [README.md](README.md#names-of-other-exporters).
        """);
    Stream.of(CompatiblePage.TABLES).flatMap(List::stream).forEach(t -> page.append(section(t)));
    return page.toString();
  }

  private static String section(CompatibleTable table) {
    StringBuilder text = new StringBuilder("\n" + table.description() + " ");
    text.append(
        table.labels().isEmpty()
            ? "No labels.\n\n"
            : "Labels: " + String.join(", ", table.labels()) + ".\n\n");
    text.append("| name | type | meaning |\n|---|---|---|\n");
    table
        .columns()
        .forEach(
            each ->
                text.append(
                    "| `%s` | %s | %s |\n".formatted(each.metric(), each.type(), each.help())));
    return text.toString();
  }

  private static String unit(String metric) {
    if (metric.endsWith("_time_seconds")) {
      return "seconds since 1970";
    }
    return Stream.of("seconds", "bytes", "packets", "connections")
        .filter(unit -> metric.replaceFirst("_total$", "").endsWith("_" + unit))
        .findFirst()
        .orElse("");
  }
}

package lvs.director.dashboards;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names of all metrics of a director: those of the rules for its beans, and the JVM's. */
final class KnownMetrics {
  private static final Pattern RULE = Pattern.compile("(?m)^ +name: (\\w+)$");

  private KnownMetrics() {}

  static Set<String> all() throws IOException {
    Set<String> names = new TreeSet<>();
    String rules = Files.readString(Path.of("mbeans/jmx-exporter.yml"));
    RULE.matcher(rules).results().forEach(each -> names.add(each.group(1)));
    names.addAll(ofTheJvm());
    return names;
  }

  private static Set<String> ofTheJvm() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    JvmMetrics.builder().register(registry);
    System.gc(); // so that the collectors have something to tell
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false).write(page, registry.scrape());
    Set<String> names = new TreeSet<>();
    page.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]")[0]));
    return names;
  }
}

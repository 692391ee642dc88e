package lvs.director.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.jmx.DirectorMXBean;
import lvs.director.jmx.RealServerMXBean;
import lvs.director.jmx.VirtualRouterMXBean;
import lvs.director.jmx.VirtualServiceMXBean;
import lvs.director.port.Archives.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/archives.md names what is recorded, with the names that MBeans and metrics have. */
class ArchivesPageTest {
  private static final Map<Subject, String> HEADINGS =
      Map.of(
          Subject.SERVICE, "### Virtual service",
          Subject.SERVER, "### Real server",
          Subject.ROUTER, "### Virtual router",
          Subject.DIRECTOR, "### Director");
  private static final Map<Subject, Class<?>> BEANS =
      Map.of(
          Subject.SERVICE, VirtualServiceMXBean.class,
          Subject.SERVER, RealServerMXBean.class,
          Subject.ROUTER, VirtualRouterMXBean.class,
          Subject.DIRECTOR, DirectorMXBean.class);

  private String page;
  private String rules;

  /** One line of a table. */
  private record Row(String name, String unit, String attribute, String metric) {}

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs/archives.md"));
    rules = Files.readString(Path.of("mbeans/jmx-exporter.yml"));
  }

  private List<Row> rows(Subject subject) {
    String section = page.substring(page.indexOf(HEADINGS.get(subject) + "\n"));
    List<Row> rows = new ArrayList<>();
    for (String line : section.split("\n\n", 3)[1].lines().skip(2).toList()) {
      String[] cells =
          Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
      rows.add(new Row(cells[1], cells[2], cells[4], cells[5]));
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void everyQuantityStandsOnThePageInItsOrderAndWithItsUnit(Subject subject) {
    List<Quantity> quantities = Quantity.of(subject);
    List<Row> rows = rows(subject);
    assertEquals(
        quantities.stream().map(Quantity::name).toList(), rows.stream().map(Row::name).toList());
    for (int i = 0; i < rows.size(); i++) {
      String unit = rows.get(i).unit();
      assertEquals(quantities.get(i).isCounted(), unit.endsWith("per second"), rows.get(i)::name);
      assertEquals(rows.get(i).name().endsWith("bytes"), unit.startsWith("bytes per"), unit);
    }
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void attributesAndMetricsExistAndHaveTheSameUnit(Subject subject) {
    Set<String> getters =
        Arrays.stream(BEANS.get(subject).getMethods())
            .map(method -> method.getName())
            .collect(Collectors.toSet());
    for (Row row : rows(subject)) {
      String attribute = row.attribute();
      assertTrue(attribute.isEmpty() || getters.contains("get" + attribute), row::toString);
      assertTrue(
          row.metric().isEmpty() || rules.contains("name: " + row.metric() + "\n"), row::toString);
      boolean seconds = row.unit().equals("seconds");
      assertTrue(row.metric().isEmpty() || row.metric().endsWith("_seconds") == seconds);
      assertTrue(attribute.isEmpty() || attribute.endsWith("Millis") == seconds, row::toString);
      boolean counted = row.unit().endsWith("per second");
      assertTrue(row.metric().isEmpty() || row.metric().endsWith("_total") == counted);
    }
  }

  @ParameterizedTest
  @EnumSource(Subject.class)
  void everyTraceOfAPictureIsAQuantityOfItsSubject(Subject subject) {
    List<String> names = Quantity.of(subject).stream().map(Quantity::name).toList();
    List<String> ofServers = Quantity.of(Subject.SERVER).stream().map(Quantity::name).toList();
    for (Topic topic : Topic.of(subject)) {
      assertEquals(100, topic.plots().stream().mapToInt(Topic.Plot::share).sum(), topic.name());
      for (Topic.Plot plot : topic.plots()) {
        assertTrue(plot.perServer().isEmpty() || ofServers.contains(plot.perServer()));
        plot.traces().forEach(each -> assertTrue(names.contains(each.quantity()), each::toString));
      }
    }
  }
}

package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lvs.director.model.DirectorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final StagedDirector director = new StagedDirector();
  private BeanRegistry registry;
  private MetricsEndpoint metrics;

  @BeforeEach
  void start() throws Exception {
    registry = new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
    var service = StagedDirector.service("10.0.0.1:80", "10.0.0.2:80");
    var six = StagedDirector.service("[2001:db8::1]:443", "[2001:db8::2]:443");
    registry.synchronise(director.show(service, six).pool());
    director.carry(service.keys().getFirst(), service.realServers().getFirst().endpoint());
    metrics = new MetricsEndpoint(StagedDirector.endpoint("127.0.0.1:0"));
  }

  @AfterEach
  void stop() {
    metrics.close();
    registry.close();
  }

  static String page(MetricsEndpoint metrics) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(metrics.url())).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode());
      return response.body();
    }
  }

  private static void assertLine(String page, String line) {
    assertTrue(page.lines().anyMatch(line::equals), () -> "no line " + line + " in\n" + page);
  }

  @Test
  void everyBeanIsOnThePageWithItsIdsAsLabels() throws Exception {
    String page = page(metrics);
    String server = "{server=\"10.0.0.2_80\",service=\"tcp_10.0.0.1_80\"} ";
    assertLine(page, "lvs_real_server_up" + server + "1.0");
    assertLine(page, "lvs_real_server_connections_total" + server + "10.0");
    assertLine(page, "lvs_real_server_out_bytes_total" + server + "50000.0");
    assertLine(page, "lvs_virtual_service_quorum_up{service=\"tcp_2001-db8--1_443\"} 1.0");
    assertLine(
        page,
        "lvs_check_latency_seconds{check=\"1-TCP_CHECK\",server=\"10.0.0.2_80\","
            + "service=\"tcp_10.0.0.1_80\"} 4.0E-4");
    assertLine(page, "lvs_director_virtual_services 2.0");
    assertLine(page, "lvs_director_checks_total 1234.0");
    assertLine(page, "lvs_director_start_time_seconds 1.7E9");
    assertLine(page, "# HELP lvs_real_server_up 1 when every check passes, else 0.");
    assertLine(page, "# TYPE lvs_real_server_connections_total counter");
    assertTrue(page.contains("jvm_memory_used_bytes"));
  }

  @Test
  void everyRuleHasAMetric() throws Exception {
    String rules =
        new String(
            MetricsTest.class.getResourceAsStream("/mbeans/jmx-exporter.yml").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    Set<String> wanted =
        Pattern.compile("name: (lvs_\\w+)")
            .matcher(rules)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there =
        page(metrics)
            .lines()
            .filter(line -> line.startsWith("lvs_"))
            .map(line -> line.replaceFirst("[ {].*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(wanted, there);
  }

  @Test
  void aRemovedServerIsGoneFromThePage() throws Exception {
    registry.synchronise(director.show(StagedDirector.service("10.0.0.1:80")).pool());
    assertFalse(page(metrics).contains("server=\"10.0.0.2_80\""));
  }

  @Test
  void metricsThatAreSwitchedOffOpenNothing() throws Exception {
    DirectorSettings all = DirectorSettings.DEFAULT;
    DirectorSettings off =
        new DirectorSettings(
            all.dataPlane(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            1,
            false);
    assertTrue(MetricsEndpoint.start(off).isEmpty());
    assertTrue(JolokiaEndpoint.start(off).isEmpty());
  }
}

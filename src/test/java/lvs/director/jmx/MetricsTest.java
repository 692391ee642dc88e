package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import lvs.director.model.DirectorSettings;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedElection;
import lvs.director.vrrp.RouterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    director.vrrp = StagedElection.view(RouterState.MASTER);
    director.stageKernel();
    registry.synchronise(director.vrrp());
    director.carry(service.keys().getFirst(), service.realServers().getFirst().endpoint());
    metrics = new MetricsEndpoint(StagedDirector.endpoint("127.0.0.1:0"), registry);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9404, 200",
    "127.0.0.1, 200",
    "[::1]:9404, 200",
    "evil.example, 403",
    "192.0.2.1:9404, 403"
  })
  void onLoopbackTheHostHeaderMustNameThisMachine(String host, int status) throws Exception {
    assertEquals(status, statusWithHost(metrics, host));
  }

  /** Prometheus scrapes by the names that it is given. */
  @Test
  void elsewhereAnyNameWillDo() throws Exception {
    try (MetricsEndpoint open =
        new MetricsEndpoint(StagedDirector.endpoint("0.0.0.0:0"), registry)) {
      assertEquals(200, statusWithHost(open, "director-a.example.com:9404"));
    }
  }

  /** The JDK's client sets the Host header itself, so this request is written by hand. */
  private static int statusWithHost(MetricsEndpoint endpoint, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", endpoint.address().port())) {
      socket.setSoTimeout(60_000);
      String request = "GET /metrics HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(host).getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @AfterEach
  void stop() {
    metrics.close();
    registry.close();
  }

  static String page(MetricsEndpoint metrics) throws Exception {
    return page(metrics, "");
  }

  static String page(MetricsEndpoint metrics, String below) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create((metrics.url() + below).replace("[]", "%5B%5D")))
              .build();
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
    assertLine(page, "lvs_director_virtual_routers_master 1.0");
    assertLine(page, "lvs_virtual_router_master{router=\"VI_1\"} 1.0");
    assertLine(page, "lvs_virtual_router_priority{router=\"VI_1\"} 102.0");
    assertLine(page, "lvs_virtual_router_checksum_errors_total{router=\"VI_1\"} 8.0");
    assertLine(
        page,
        "lvs_virtual_router_identity{address=\"192.0.2.10\",family=\"ipv4\",interface=\"lo\","
            + "router=\"VI_1\",vrid=\"51\"} 1.0");
    assertLine(page, "lvs_virtual_router_state{router=\"VI_1\"} 2.0");
    assertLine(page, "lvs_virtual_router_takeover_seconds{router=\"VI_1\"} 3.609");
    assertLine(page, "lvs_virtual_router_addresses{router=\"VI_1\"} 1.0");
    assertLine(page, "lvs_virtual_router_addresses_held{router=\"VI_1\"} 0.0");
    assertLine(page, "lvs_director_build{version=\"development\"} 1.0");
    assertLine(page, "lvs_director_data_plane{plane=\"proxy\"} 1.0");
    assertLine(page, "lvs_director_last_reload_successful 1.0");
    assertLine(page, "lvs_director_data_plane_refused 1.0");
    assertLine(page, "lvs_sync_group_master{group=\"VG_1\"} 1.0");
    assertLine(page, "lvs_tracker_up{kind=\"script\",name=\"chk_http\"} 1.0");
    assertLine(page, "lvs_director_checks_total 1234.0");
    assertLine(page, "lvs_director_connection_table_size 4096.0");
    assertLine(page, "lvs_director_foreign_services 1.0");
    assertLine(page, "lvs_director_sync_master 0.0");
    assertLine(page, "lvs_director_sync_backup 1.0");
    assertLine(page, "lvs_director_synchronised_connections 3.0");
    assertLine(page, "lvs_director_sysctls_with_advice 1.0");
    assertLine(page, "lvs_director_table_differences_total 9.0");
    assertLine(page, "lvs_director_table_differences_standing 1.0");
    assertLine(page, "lvs_director_start_time_seconds 1.7E9");
    assertLine(page, "# HELP lvs_real_server_up 1 when every check passes, else 0.");
    assertLine(page, "# TYPE lvs_real_server_connections_total counter");
    assertTrue(page.contains("jvm_memory_used_bytes"));
  }

  /** The rules for an agent of the operator's own, run by that very agent. */
  @Test
  void theRulesOfTheJmxExporterGiveTheSameLines() throws Exception {
    director.setWeight("tcp_10.0.0.1_80", "10.0.0.2_80", 7, Optional.of(Duration.ofHours(1)));
    Set<String> ours = ours(page(metrics));
    assertEquals(ours, ours(agentPage()));
    assertEquals(
        3 // with what it is as labels
            + Metric.DIRECTOR.size()
            + Metric.ARCHIVE.size()
            + Metric.MAIL.size()
            + Metric.VIRTUAL_SERVICE.size()
            + Metric.REAL_SERVER.size()
            + Metric.CHECK.size()
            + Metric.VIRTUAL_ROUTER.size()
            + Metric.SYNC_GROUP.size()
            + Metric.TRACKER.size(),
        ours.stream().filter(line -> line.startsWith("# HELP")).count());
  }

  private static String agentPage() throws Exception {
    return agentPage(Path.of("mbeans/jmx-exporter.yml"));
  }

  static String agentPage(Path file) throws Exception {
    PrometheusRegistry agent = new PrometheusRegistry();
    try (InputStream rules = Files.newInputStream(file)) {
      new JmxCollector(rules).register(agent);
    }
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    new PrometheusTextFormatWriter(false).write(theirs, agent.scrape());
    return theirs.toString(StandardCharsets.UTF_8);
  }

  private static Set<String> ours(String page) {
    return page.lines()
        .filter(line -> line.matches("(# \\w+ )?lvs_.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aCertificateThatNobodySawHasNoLine() throws Exception {
    assertTrue(page(metrics).contains("lvs_check_certificate_left_seconds{"));
    director.stages.forEach(
        stage -> stage.actors.forEach(StagedDirector.Actor::forgetCertificates));
    assertFalse(page(metrics).contains("lvs_check_certificate_left_seconds{"));
    assertFalse(agentPage().contains("lvs_check_certificate_left_seconds{"));
  }

  /** A weight that ends by itself, a drain that does not. */
  @Test
  void whatAnOperatorChangedIsOnThePageAndSoIsItsEnd() throws Exception {
    assertFalse(page(metrics).contains("lvs_real_server_standing_expiry_time_seconds{"));
    director.drain("tcp_10.0.0.1_80", "10.0.0.2_80", "new disk", Optional.empty());
    director.disable(
        "tcp_2001-db8--1_443", "2001-db8--2_443", "", Optional.of(Duration.ofHours(1)));
    String page = page(metrics);
    String four = "{server=\"10.0.0.2_80\",service=\"tcp_10.0.0.1_80\"} ";
    String six = "{server=\"2001-db8--2_443\",service=\"tcp_2001-db8--1_443\"} ";
    assertLine(page, "lvs_real_server_draining" + four + "1.0");
    assertLine(page, "lvs_real_server_disabled" + six + "1.0");
    assertLine(page, "lvs_real_server_standing_expiry_time_seconds" + six + "1.700003601E9");
    assertEquals(1, page.split("expiry_time_seconds\\{", -1).length - 1);
    assertEquals(ours(page), ours(agentPage()));
  }

  @Test
  void aPageIsCompressedForWhoWantsIt() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(metrics.url()))
              .header("Accept-Encoding", "gzip")
              .build();
      var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var page = new GZIPInputStream(response.body())) {
        assertTrue(
            new String(page.readAllBytes(), StandardCharsets.UTF_8).contains("lvs_check_up"));
      }
    }
  }

  @Test
  void partsOfThePageCanBeAskedForAlone() throws Exception {
    String parts = page(metrics, "?collect%5B%5D=services&collect[]=director");
    assertTrue(parts.contains("lvs_virtual_service_quorum_up{"));
    assertTrue(parts.contains("lvs_director_mail_queued "));
    for (String other : List.of("lvs_real_server_", "lvs_check_", "lvs_virtual_router_", "jvm_")) {
      assertFalse(parts.contains("\n" + other), other);
    }
    assertTrue(page(metrics, "?collect[]=jvm").startsWith("# HELP jvm_"));
    assertEquals(
        ours(page(metrics)),
        ours(
            page(metrics, "?collect[]=director&collect[]=routers&collect[]=services")
                + page(metrics, "?collect[]=servers&collect[]=checks")));
  }

  @Test
  void aPartThatDoesNotExistIsRefusedWithThoseThatDo() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create(metrics.url() + "?collect%5B%5D=server");
      var answer =
          client.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(400, answer.statusCode());
      assertEquals(
          "collect[] is one of director, routers, services, servers, checks, jvm\n", answer.body());
    }
  }

  @Test
  void onlyGetIsAnswered() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(metrics.url()))
              .POST(HttpRequest.BodyPublishers.ofString("x"))
              .build();
      assertEquals(405, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
  }

  @Test
  void aRemovedServerIsGoneFromThePage() throws Exception {
    registry.synchronise(director.show(StagedDirector.service("10.0.0.1:80")).pool());
    assertFalse(page(metrics).contains("server=\"10.0.0.2_80\""));
  }

  @Test
  void anAddressInUseIsNamed() {
    var taken =
        assertThrows(
            IOException.class, () -> new MetricsEndpoint(metrics.address(), registry).close());
    assertTrue(taken.getMessage().contains(metrics.address().toString()), taken.getMessage());
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
            false,
            all.addressLease(),
            true,
            all.ipvs(),
            DirectorSettings.DEFAULT.archive(),
            DirectorSettings.DEFAULT.console(),
            DirectorSettings.DEFAULT.mail());
    assertTrue(MetricsEndpoint.start(off, registry).isEmpty());
    assertTrue(JolokiaEndpoint.start(off).isEmpty());
  }
}

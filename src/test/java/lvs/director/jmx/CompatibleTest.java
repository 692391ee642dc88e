package lvs.director.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lvs.director.base.Endpoint;
import lvs.director.jmx.CompatibleTable.Column;
import lvs.director.model.AddressFamily;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;
import lvs.director.staged.StagedDirector;
import lvs.director.staged.StagedElection;
import lvs.director.vrrp.RouterState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The names of other exporters, on our page and by the agent with {@code
 * mbeans/jmx-exporter-compatible.yml}. The rules are written anew by {@code mvn test
 * -Dtest=CompatibleTest -Dcatalogue.write=true}.
 */
class CompatibleTest {
  private static final Path RULES = Path.of("mbeans/jmx-exporter-compatible.yml");

  private final StagedDirector director = new StagedDirector();
  private BeanRegistry registry;
  private MetricsEndpoint metrics;

  @BeforeEach
  void start() throws Exception {
    registry = new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
    var tcp = StagedDirector.service("10.0.0.1:80", "10.0.0.2:80", "10.0.0.3:80");
    var udp =
        StagedDirector.service(
            new ServiceKey.Address(Protocol.UDP, StagedDirector.endpoint("[2001:db8::1]:53")),
            List.of(StagedDirector.realServer(StagedDirector.endpoint("[2001:db8::2]:53"))));
    var mark =
        StagedDirector.service(
            new ServiceKey.Mark(AddressFamily.IPV4, 0xABC),
            List.of(StagedDirector.realServer(StagedDirector.endpoint("10.0.0.4:0"))));
    registry.synchronise(director.show(tcp, udp, mark).pool());
    director.vrrp = StagedElection.view(RouterState.MASTER);
    registry.synchronise(director.vrrp());
    carry(tcp.keys().getFirst(), "10.0.0.2:80", new Traffic(10, 200, 300, 4000, 50_000));
    carry(udp.keys().getFirst(), "[2001:db8::2]:53", new Traffic(1, 20, 30, 400, 5000));
    metrics = new MetricsEndpoint(StagedDirector.endpoint("127.0.0.1:0"), registry);
  }

  @AfterEach
  void stop() {
    metrics.close();
    registry.close();
  }

  private void carry(ServiceKey key, String server, Traffic traffic) {
    Endpoint endpoint = StagedDirector.endpoint(server);
    Map<Endpoint, ServerCounters> servers = Map.of(endpoint, new ServerCounters(traffic, 3, 4, 5));
    director.traffic.put(
        key, new ServiceRates(new ServiceCounters(traffic, servers), Rate.ZERO, Map.of()));
  }

  private Set<String> page() throws Exception {
    return MetricsTest.page(metrics, "/compatible")
        .lines()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void assertLines(String... lines) throws Exception {
    Set<String> page = page();
    for (String line : lines) {
      assertTrue(page.contains(line), () -> "no line " + line + " in\n" + String.join("\n", page));
    }
  }

  @Test
  void keepalivedExporterOfMehdy() throws Exception {
    String labels = "{iname=\"VI_1\",intf=\"lo\",vrid=\"51\"} ";
    assertLines(
        "keepalived_up 1.0",
        "keepalived_vrrp_state{iname=\"VI_1\",intf=\"lo\",ip_address=\"192.0.2.10/24\",vrid=\"51\"}"
            + " 2.0",
        "keepalived_become_master_total" + labels + "1.0",
        "keepalived_release_master_total" + labels + "2.0",
        "keepalived_advertisements_received_total" + labels + "3.0",
        "keepalived_advertisements_sent_total" + labels + "4.0",
        "keepalived_priority_zero_received_total" + labels + "5.0",
        "keepalived_priority_zero_sent_total" + labels + "6.0",
        "keepalived_ip_ttl_errors_total" + labels + "0.0",
        "keepalived_gratuitous_arp_delay_total" + labels + "5.0",
        "keepalived_script_status{name=\"chk_http\"} 1.0",
        "# TYPE keepalived_become_master_total counter",
        "# TYPE keepalived_vrrp_state gauge");
  }

  @Test
  void keepalivedExporterOfGen2brain() throws Exception {
    String router = "{intf=\"lo\",name=\"VI_1\",state=\"MASTER\",vrid=\"51\"} ";
    assertLines(
        "keepalived_vrrp_become_master" + router + "1.0",
        "keepalived_vrrp_advert_sent" + router + "4.0",
        "keepalived_vrrp_pri_zero_sent" + router + "6.0",
        "keepalived_lvs_vip_out_bytes{addr=\"10.0.0.1:80\",proto=\"6\"} 50000.0",
        "keepalived_lvs_vip_conn{addr=\"2001:db8::1:53\",proto=\"17\"} 1.0",
        "keepalived_lvs_vip_conn{addr=\"FWM 2748\",proto=\"0\"} 0.0",
        "keepalived_lvs_rs_in_packets{addr=\"10.0.0.2:80\",proto=\"6\",vip=\"10.0.0.1:80\"} 200.0",
        "keepalived_lvs_rs_conn{addr=\"10.0.0.3:80\",proto=\"6\",vip=\"10.0.0.1:80\"} 0.0");
  }

  @Test
  void nodeExporterSumsOverAllServicesAndTellsOfEachServer() throws Exception {
    assertLines(
        "node_ipvs_connections_total 11.0",
        "node_ipvs_incoming_packets_total 220.0",
        "node_ipvs_outgoing_packets_total 330.0",
        "node_ipvs_incoming_bytes_total 4400.0",
        "node_ipvs_outgoing_bytes_total 55000.0",
        "node_ipvs_backend_connections_active{local_address=\"10.0.0.1\","
            + "local_port=\"80\",proto=\"TCP\",remote_address=\"10.0.0.2\",remote_port=\"80\"} 3.0",
        "node_ipvs_backend_connections_inactive{local_address=\"2001:db8::1\","
            + "local_port=\"53\",proto=\"UDP\",remote_address=\"2001:db8::2\",remote_port=\"53\"}"
            + " 4.0",
        "node_ipvs_backend_weight{local_mark=\"00000ABC\",local_port=\"0\","
            + "proto=\"FWM\",remote_address=\"10.0.0.4\",remote_port=\"0\"} 1.0");
  }

  @Test
  void whatIsNotInTheTableHasNoLines() throws Exception {
    director.absent = StagedDirector.endpoint("10.0.0.3:80");
    assertTrue(page().stream().noneMatch(line -> line.contains("10.0.0.3")));
  }

  @Test
  void aDirectorWithoutElectionAndServicesSaysThatItIsUp() throws Exception {
    registry.synchronise(director.show().pool());
    director.vrrp = lvs.director.vrrp.VrrpView.EMPTY;
    director.traffic.clear();
    assertLines("keepalived_up 1.0", "node_ipvs_connections_total 0.0");
    assertTrue(page().stream().noneMatch(line -> line.contains("keepalived_vrrp")));
    assertEquals(page(), agentLines());
  }

  /** Run by the very agent. */
  @Test
  void theRulesOfTheAgentGiveTheSameLines() throws Exception {
    assertEquals(String.join("\n", page()), String.join("\n", agentLines()));
  }

  private static Set<String> agentLines() throws Exception {
    return MetricsTest.agentPage(RULES)
        .lines()
        .filter(line -> line.matches("(# \\w+ )?(keepalived|node_ipvs)_.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void theRulesAreThoseOfTheTables() throws Exception {
    if (Boolean.getBoolean("catalogue.write")) {
      Files.writeString(RULES, rules());
    }
    assertEquals(
        Files.readString(RULES),
        rules(),
        RULES + " is stale: mvn test -Dtest=CompatibleTest -Dcatalogue.write=true");
  }

  private static String rules() {
    StringBuilder text =
        new StringBuilder(
            """
            # Rules for Prometheus's jmx_exporter that give the names of mehdy/keepalived-exporter,
            # gen2brain/keepalived_exporter and node_exporter's collector ipvs, for dashboards that were made for them. The
            # director's own page http://127.0.0.1:9404/metrics/compatible gives exactly the same and needs no agent.
            #
            # Written by a test (mvn test -Dtest=CompatibleTest -Dcatalogue.write=true) from the tables in
            # lvs.director.jmx.CompatibleRouters and CompatibleServices.
            lowercaseOutputName: false

            includeObjectNames:
              - "lvs.director:type=Compatibility"

            rules:
            """);
    for (CompatibleTable table : CompatiblePage.TABLES) {
      text.append("\n  # ").append(table.description()).append('\n');
      table.columns().forEach(column -> text.append(rule(table, column)));
    }
    return text.toString();
  }

  private static String rule(CompatibleTable table, Column column) {
    String keys =
        table.labels().stream()
            .map(label -> ", " + label + "=([^,>]*)")
            .collect(Collectors.joining());
    List<String> labels = new ArrayList<>();
    IntStream.range(0, table.labels().size())
        .forEach(i -> labels.add(table.labels().get(i) + ": \"$" + (i + 1) + "\""));
    return """
      - pattern: '^lvs\\.director<type=Compatibility%s><%s>%s:'
        name: %s
        type: %s
        help: '%s'
    %s\
    """
        .formatted(
            keys,
            table.name(),
            column.metric(),
            column.metric(),
            column.type().toUpperCase(java.util.Locale.ROOT),
            column.help(),
            labels.isEmpty() ? "" : "    labels: {" + String.join(", ", labels) + "}\n");
  }
}

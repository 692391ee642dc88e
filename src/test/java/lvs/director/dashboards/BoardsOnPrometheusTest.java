package lvs.director.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lvs.director.base.Json;
import lvs.director.lab.Pictures;
import org.jolokia.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A real Prometheus scrapes two running directors and is asked every query of every panel and rule:
 * each one brings data, or stands in the list of those that rightly bring none.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(value = "user-mode machine 1", mode = ResourceAccessMode.READ)
@ResourceLock(value = "user-mode machine 2", mode = ResourceAccessMode.READ)
class BoardsOnPrometheusTest {
  /** A query's place, or a metric of an alert, and why it brings nothing here. */
  private static final Map<String, String> RIGHTLY_EMPTY =
      Map.of(
          "lvs-server / Certificate / A", "no check of this cluster speaks TLS",
          "lvs_check_certificate_left_seconds", "no check of this cluster speaks TLS");

  private Path folder;
  private ObservedCluster cluster;
  private long from;
  private long to;

  @BeforeAll
  void live() throws Exception {
    folder = Files.createTempDirectory("boards");
    cluster = new ObservedCluster(folder);
    cluster.live();
    to = System.currentTimeMillis() / 1000;
    from = cluster.beganEpochSeconds;
  }

  @AfterAll
  void remove() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Map<String, String> all() {
    return Map.of(
        "cluster", ".*",
        "instance", ".*",
        "router", ".*",
        "service", ObservedCluster.SHOP,
        "server", cluster.server("rs2"));
  }

  /** As Grafana writes several chosen values. */
  private Map<String, String> several() {
    String both = cluster.instance(cluster.ds1) + "|" + cluster.instance(cluster.ds2);
    return Map.of(
        "cluster",
        "web",
        "instance",
        "(" + both.replace(".", "\\\\.") + ")",
        "router",
        "(VI_1|VI_2)",
        "service",
        ObservedCluster.SHOP,
        "server",
        cluster.server("rs2"));
  }

  private List<JSONObject> answer(BoardFile.Query query, Map<String, String> variables) {
    String expr = new Substitution(variables).apply(query.expr(), to - from, 1, 1);
    return query.instant()
        ? cluster.prometheus.query(expr)
        : cluster.prometheus.queryRange(expr, from, to, 1);
  }

  @Test
  void everyQueryOfEveryPanelBringsData() {
    List<String> empty = new ArrayList<>();
    Set<String> right = new TreeSet<>();
    for (BoardFile board : BoardFile.all()) {
      for (BoardFile.Query query : board.queries()) {
        for (Map<String, String> variables : List.of(all(), several())) {
          if (answer(query, variables).isEmpty()) {
            (RIGHTLY_EMPTY.containsKey(query.place()) ? right : empty).add(query.toString());
          }
        }
      }
    }
    assertEquals(List.of(), empty);
    assertEquals(1, right.size(), () -> "no longer empty? " + RIGHTLY_EMPTY + " but " + right);
  }

  @Test
  void everyVariableHasValues() {
    Pattern call = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    for (BoardFile board : BoardFile.all()) {
      for (JSONObject variable : board.variables()) {
        if (variable.get("definition") instanceof String definition) {
          Matcher asked = call.matcher(new Substitution(all()).apply(definition, 60, 1, 1));
          assertTrue(asked.matches(), definition);
          assertFalse(
              cluster.prometheus.labelValues(asked.group(2), asked.group(1)).isEmpty(), definition);
        }
      }
    }
  }

  private List<JSONObject> rules() {
    List<JSONObject> rules = new ArrayList<>();
    JSONObject data = (JSONObject) cluster.prometheus.ask("rules");
    for (JSONObject group : BoardFile.objects(data.get("groups"))) {
      rules.addAll(BoardFile.objects(group.get("rules")));
    }
    return rules;
  }

  @Test
  void everyRuleIsEvaluatedWithoutError() {
    assertTrue(rules().size() > 40);
    for (JSONObject rule : rules()) {
      assertEquals("ok", rule.get("health"), () -> rule.toString());
    }
  }

  @Test
  void everyRecordedValueIsThere() {
    for (JSONObject rule : rules()) {
      if (rule.get("type").equals("recording")) {
        String name = (String) rule.get("name");
        assertFalse(cluster.prometheus.query(name).isEmpty(), name);
      }
    }
  }

  /** An alert that stays silent because it asks for something that is not there helps nobody. */
  @Test
  void everyMetricOfEveryAlertIsThere() {
    Set<String> missing = new TreeSet<>();
    for (JSONObject rule : rules()) {
      Matcher metric =
          Pattern.compile("\\b(lvs|jvm)_[a-z0-9_]+\\b").matcher((String) rule.get("query"));
      while (metric.find()) {
        String name = metric.group();
        if (cluster.prometheus.query("last_over_time(" + name + "[5m])").isEmpty()
            && !RIGHTLY_EMPTY.containsKey(name)) {
          missing.add(rule.get("name") + ": " + name);
        }
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void theServiceWithoutServerIsReportedByBothDirectorsAndNothingElseFires() {
    Set<String> firing = new TreeSet<>();
    for (JSONObject alert : cluster.prometheus.query("ALERTS{alertstate=\"firing\"}")) {
      JSONObject labels = (JSONObject) alert.get("metric");
      firing.add(
          labels.get("alertname") + " " + labels.get("service") + " " + labels.get("instance"));
    }
    String alert = "LvsServiceWithoutServer " + ObservedCluster.SINGLE + " ";
    assertEquals(
        new TreeSet<>(
            Set.of(alert + cluster.instance(cluster.ds1), alert + cluster.instance(cluster.ds2))),
        firing);
  }

  @Test
  void eachMasterHoldsItsAddressAndNobodyElseDoes() {
    for (String expr :
        List.of(
            "count(lvs_virtual_router_addresses_held == 1 and lvs_virtual_router_master == 1) == 2",
            "count(lvs_virtual_router_addresses_held == 0 and lvs_virtual_router_master == 0) == 2",
            "lvs_virtual_router_takeover_seconds{router=\"VI_1\", instance=\"%s\"} > 1.4 < 30"
                .formatted(cluster.instance(cluster.ds2)))) {
      assertFalse(cluster.prometheus.query(expr).isEmpty(), expr);
    }
  }

  /** The names of other exporters, as their dashboards ask for them. */
  @Test
  void theNamesOfOtherExportersAreThere() {
    for (String expr :
        List.of(
            "keepalived_up == 1",
            "sum by (vrid) (keepalived_vrrp_state == 2) == 2",
            "rate(keepalived_advertisements_sent_total{iname=\"VI_1\",vrid=\"51\"}[10s]) > 0",
            "keepalived_script_status == 1",
            "rate(keepalived_lvs_vip_conn{addr=\"10.77.0.100:80\",proto=\"6\"}[10s]) > 0",
            "keepalived_lvs_rs_conn{vip=\"10.77.0.100:80\"} > 0",
            "sum(rate(node_ipvs_connections_total[10s])) > 0",
            "node_ipvs_backend_weight{local_address=\"10.77.0.100\",proto=\"TCP\"} > 0")) {
      assertFalse(cluster.prometheus.query(expr).isEmpty(), expr);
    }
  }

  @Test
  void eachBoardIsDrawn() throws Exception {
    for (BoardFile board : BoardFile.all()) {
      BoardPicture picture =
          new BoardPicture(
              folder,
              board,
              BoardPicture.data(board, answers(board), all(), cluster.marks(from, to), from, to));
      Path made = Pictures.keep(board.uid().replace("lvs-", "dashboard-") + ".png", picture.png());
      System.out.println("lab: " + made);
      boolean withCertificate = board.uid().equals("lvs-server");
      assertEquals(
          withCertificate ? List.of("Certificate") : List.of(), picture.empty(), board.uid());
    }
  }

  private Map<String, Object> answers(BoardFile board) {
    Map<String, Object> answers = new LinkedHashMap<>();
    for (JSONObject panel : board.drawn()) {
      List<Object> targets = new ArrayList<>();
      for (BoardFile.Query query : board.queries()) {
        if (query.panel().equals(panel.get("title"))) {
          targets.add(Json.object("result", answer(query, all())));
        }
      }
      answers.put(panel.get("id").toString(), targets);
    }
    return answers;
  }
}

package lvs.director.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lvs.director.base.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus's tool tries the rules on made-up series, and reads the boards' queries. */
@Tag("lab")
class RulesTest {
  private static final Path FOLDER = BoardFile.FOLDER.resolve("prometheus");

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yml", "recording.yml"})
  void theRulesAreRules(String file) throws Exception {
    assertTrue(Promtool.run(FOLDER, "check", "rules", file).contains("SUCCESS"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts_test.yml", "recording_test.yml"})
  void theRulesDoWhatTheirTestsSay(String file) throws Exception {
    assertTrue(Promtool.run(FOLDER, "test", "rules", file).contains("SUCCESS"));
  }

  @Test
  void theExampleOfAScrapeConfigurationIsOne() throws Exception {
    assertTrue(Promtool.run(FOLDER, "check", "config", "prometheus.yml").contains("valid"));
  }

  @Test
  void everyAlertHasACaseThatFiresAndOneThatDoesNot() throws Exception {
    String tests = Files.readString(FOLDER.resolve("alerts_test.yml"));
    Set<String> alerts = names("alert", "alerts.yml");
    assertEquals(alerts, found(tests, "alertname: (\\w+)\\n +exp_alerts:\\n +- exp_labels"));
    assertEquals(alerts, found(tests, "alertname: (\\w+), exp_alerts: \\[\\]"));
  }

  @Test
  void everyRecordedValueIsTested() throws Exception {
    String tests = Files.readString(FOLDER.resolve("recording_test.yml"));
    assertEquals(names("record", "recording.yml"), found(tests, "(?m)- expr: ([\\w:]+)"));
  }

  private static Set<String> names(String kind, String file) throws IOException {
    return found(Files.readString(FOLDER.resolve(file)), "- " + kind + ": ([\\w:]+)");
  }

  private static Set<String> found(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(each -> each.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As rules, since the tool reads queries nowhere else without a server. */
  @Test
  void everyQueryOfTheBoardsCanBeRead(@TempDir Path folder) throws Exception {
    Substitution values =
        new Substitution(
            Map.of(
                "cluster",
                ".*",
                "instance",
                "(a:1|b:1)",
                "router",
                ".*",
                "service",
                "tcp_10.0.0.1_80",
                "server",
                "10.0.0.2_80"));
    List<Map<String, Object>> rules =
        BoardFile.all().stream()
            .flatMap(board -> board.queries().stream())
            .map(query -> values.apply(query.expr(), 3600, 15, 15))
            .distinct()
            .map(expr -> Json.object("record", "a:query", "expr", expr))
            .toList();
    assertTrue(rules.size() > 80, () -> rules.size() + " queries");
    Files.writeString(
        folder.resolve("rules.json"),
        Json.compact(
            Json.object("groups", List.of(Json.object("name", "boards", "rules", rules)))));
    String said = Promtool.run(folder, "check", "rules", "--lint=none", "rules.json");
    assertTrue(said.contains("SUCCESS: " + rules.size() + " rules found"), said);
  }
}

package lvs.director.dashboards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lvs.director.base.Json;
import org.jolokia.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds {@code dashboards/*.json} to the descriptions in this package, and to what Grafana needs;
 * {@code mvn test -Dtest=BoardsTest -Ddashboards.write=true} writes the files anew.
 */
class BoardsTest {
  private static final Pattern METRIC = Pattern.compile("\\b((?:lvs|jvm|process)_[a-z0-9_]+)\\b");

  static List<Board> boards() {
    return Boards.ALL;
  }

  static List<BoardFile> files() {
    return BoardFile.all();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void theFileOfABoardIsWhatItsDescriptionSays(Board board) throws Exception {
    Path file = BoardFile.FOLDER.resolve(board.uid + ".json");
    String now = Json.indented(board.json()) + "\n";
    if (Boolean.getBoolean("dashboards.write")) {
      Files.writeString(file, now);
    }
    assertEquals(
        Files.readString(file),
        now,
        file + " is stale: mvn test -Dtest=BoardsTest -Ddashboards.write=true");
  }

  @Test
  void eachFileIsABoardWithAUidOfItsOwn() {
    List<String> uids = files().stream().map(BoardFile::uid).toList();
    assertEquals(Boards.ALL.stream().map(board -> board.uid).sorted().toList(), uids);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPanelSaysWhatItShows(BoardFile board) {
    Set<Object> ids = new HashSet<>();
    Set<Object> titles = new HashSet<>();
    for (JSONObject panel : board.panels()) {
      assertTrue(ids.add(panel.get("id")), () -> "id twice: " + panel);
      assertFalse(((String) panel.get("title")).isBlank());
    }
    for (JSONObject panel : board.drawn()) {
      assertTrue(titles.add(panel.get("title")), () -> "title twice: " + panel.get("title"));
      assertTrue(((String) panel.get("description")).endsWith("."), () -> panel.toString());
      assertFalse(unit(panel).isBlank(), () -> "no unit: " + panel.get("title"));
      assertEquals("${datasource}", ((JSONObject) panel.get("datasource")).get("uid"));
      BoardFile.objects(panel.get("targets"))
          .forEach(
              target ->
                  assertEquals(
                      "${datasource}", ((JSONObject) target.get("datasource")).get("uid")));
    }
  }

  private static String unit(JSONObject panel) {
    JSONObject config = (JSONObject) panel.get("fieldConfig");
    return (String) ((JSONObject) config.get("defaults")).get("unit");
  }

  @ParameterizedTest
  @MethodSource("files")
  void noPanelLiesOnAnotherOrBesideTheGrid(BoardFile board) {
    Set<String> taken = new HashSet<>();
    for (JSONObject panel : board.panels()) {
      JSONObject at = (JSONObject) panel.get("gridPos");
      int x = number(at, "x");
      int y = number(at, "y");
      assertTrue(x + number(at, "w") <= 24, () -> "beyond the grid: " + panel.get("title"));
      for (int column = x; column < x + number(at, "w"); column++) {
        for (int row = y; row < y + number(at, "h"); row++) {
          assertTrue(taken.add(column + "," + row), () -> "on another: " + panel.get("title"));
        }
      }
    }
  }

  private static int number(JSONObject object, String name) {
    return ((Number) object.get(name)).intValue();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyVariableOfAQueryIsOneOfTheBoard(BoardFile board) {
    Set<String> known = new TreeSet<>(Set.of("__rate_interval", "__range", "__interval"));
    board.variables().forEach(each -> known.add((String) each.get("name")));
    for (BoardFile.Query query : board.queries()) {
      Matcher used = Pattern.compile("\\$\\{?(\\w+)").matcher(query.expr());
      while (used.find()) {
        assertTrue(known.contains(used.group(1)), () -> query.place() + ": $" + used.group(1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyVariableIsUsed(BoardFile board) {
    String queries = board.queries().toString() + board.variables();
    for (JSONObject variable : board.variables()) {
      String name = (String) variable.get("name");
      boolean used = name.equals("datasource") || queries.contains("$" + name + "\"");
      assertTrue(used, () -> board.uid() + " does not use $" + name);
    }
  }

  /** Of boards and rules alike. */
  @Test
  void everyMetricExists() throws Exception {
    Set<String> known = KnownMetrics.all();
    StringBuilder asked = new StringBuilder();
    files().forEach(board -> asked.append(board.json()).append('\n'));
    for (String name : List.of("alerts.yml", "recording.yml")) {
      asked.append(Files.readString(BoardFile.FOLDER.resolve("prometheus/" + name)));
    }
    Set<String> unknown = new TreeSet<>();
    Matcher metric = METRIC.matcher(asked);
    while (metric.find()) {
      if (!known.contains(metric.group(1))) {
        unknown.add(metric.group(1));
      }
    }
    assertEquals(Set.of(), unknown);
  }

  @Test
  void aLinkLeadsToABoardThatIsThere() {
    Set<String> uids = new TreeSet<>();
    files().forEach(board -> uids.add(board.uid()));
    for (BoardFile board : files()) {
      Matcher link =
          Pattern.compile("/d/([\\w-]+)").matcher(board.json().toString().replace("\\", ""));
      while (link.find()) {
        assertTrue(uids.contains(link.group(1)), () -> board.uid() + " links to " + link.group());
      }
    }
  }
}

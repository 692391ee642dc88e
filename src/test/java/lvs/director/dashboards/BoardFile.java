package lvs.director.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;

/** A board as it stands in the folder, read again: what Grafana will see. */
record BoardFile(Path file, JSONObject json) {
  static final Path FOLDER = Path.of("dashboards");

  /** Every board of the folder. */
  static List<BoardFile> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(BoardFile::read)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static BoardFile read(Path file) {
    try {
      return new BoardFile(file, (JSONObject) new JSONParser().parse(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (ParseException broken) {
      throw new AssertionError(file + ": " + broken);
    }
  }

  String uid() {
    return (String) json.get("uid");
  }

  static List<JSONObject> objects(Object array) {
    List<JSONObject> objects = new ArrayList<>();
    ((JSONArray) array).forEach(each -> objects.add((JSONObject) each));
    return objects;
  }

  List<JSONObject> panels() {
    return objects(json.get("panels"));
  }

  /** Panels that show something. */
  List<JSONObject> drawn() {
    return panels().stream().filter(panel -> !panel.get("type").equals("row")).toList();
  }

  List<JSONObject> variables() {
    return objects(((JSONObject) json.get("templating")).get("list"));
  }

  /**
   * @param panel its title; empty for an annotation
   */
  record Query(String board, String panel, String refId, String expr, boolean instant) {
    String place() {
      return board + " / " + panel + " / " + refId;
    }
  }

  /** Of all panels, and of the annotations. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JSONObject panel : drawn()) {
      for (JSONObject target : objects(panel.get("targets"))) {
        queries.add(
            new Query(
                uid(),
                (String) panel.get("title"),
                (String) target.get("refId"),
                (String) target.get("expr"),
                Boolean.TRUE.equals(target.get("instant"))));
      }
    }
    for (JSONObject each : objects(((Map<?, ?>) json.get("annotations")).get("list"))) {
      queries.add(
          new Query(
              uid(), (String) each.get("name"), "annotation", (String) each.get("expr"), true));
    }
    return queries;
  }
}

package lvs.director.dashboards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lvs.director.base.Json;
import lvs.director.lab.Chromium;
import org.jolokia.json.JSONObject;

/** Draws boards with a page of our own in a real browser, since Grafana itself is not at hand. */
final class BoardPicture {
  private static final int WIDTH = 1600;
  private static final int AROUND = 150;
  private static final int ROW = 38;

  /**
   * What the script writes into the page: the titles of panels without data, or what went wrong.
   */
  private static final Pattern TOLD = Pattern.compile("data-drawn=\"([^\"]*)\"");

  private final Chromium browser;
  private final Path page;

  /**
   * @param folder for the page and what the browser keeps
   * @param data what board.js wants
   */
  BoardPicture(Path folder, BoardFile board, Map<String, Object> data) throws IOException {
    this.browser = new Chromium(folder, WIDTH, AROUND + ROW * rows(board));
    this.page =
        Files.writeString(
            folder.resolve(board.uid() + ".html"),
            resource("board.html")
                .replace("/*DATA*/null", Json.compact(data).replace("<", "\\u003c"))
                .replace("/*SCRIPT*/", resource("board.js")));
  }

  private static int rows(BoardFile board) {
    return board.panels().stream()
        .map(panel -> (JSONObject) panel.get("gridPos"))
        .mapToInt(at -> ((Number) at.get("y")).intValue() + ((Number) at.get("h")).intValue())
        .max()
        .orElseThrow();
  }

  /**
   * @return titles of the panels that show nothing
   * @throws AssertionError when the script failed
   */
  List<String> empty() throws IOException, InterruptedException {
    var told = TOLD.matcher(browser.text(page));
    if (!told.find() || !told.group(1).startsWith("yes:")) {
      throw new AssertionError("the page was not drawn: " + page);
    }
    String titles = told.group(1).substring("yes:".length());
    return titles.isEmpty() ? List.of() : List.of(titles.split("\\|"));
  }

  /** PNG of the whole page. */
  byte[] png() throws IOException, InterruptedException {
    return browser.picture(page);
  }

  /**
   * @param answers of each panel, by its id
   * @param variables as the queries had them
   * @param marks when the election changed, seconds since 1970
   */
  static Map<String, Object> data(
      BoardFile board,
      Map<String, Object> answers,
      Map<String, String> variables,
      List<Double> marks,
      long from,
      long to) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (JSONObject each : board.variables()) {
      String value = variables.get((String) each.get("name"));
      if (value != null) {
        shown.put((String) each.get("label"), value.equals(".*") ? "All" : value);
      }
    }
    return Json.object(
        "board",
        board.json(),
        "answers",
        answers,
        "variables",
        shown,
        "marks",
        marks,
        "from",
        from,
        "to",
        to,
        "step",
        1);
  }

  private static String resource(String name) throws IOException {
    try (var in = BoardPicture.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

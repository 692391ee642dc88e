package lvs.director.dashboards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import lvs.director.base.Json;
import lvs.director.lab.Lab;
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

  private final Path folder;
  private final Path page;
  private final int height;

  /**
   * @param folder for the page and what the browser keeps
   * @param data what board.js wants
   */
  BoardPicture(Path folder, BoardFile board, Map<String, Object> data) throws IOException {
    this.folder = folder;
    this.height = AROUND + ROW * rows(board);
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
    var told = TOLD.matcher(browse("--dump-dom"));
    if (!told.find() || !told.group(1).startsWith("yes:")) {
      throw new AssertionError("the page was not drawn: " + page);
    }
    String titles = told.group(1).substring("yes:".length());
    return titles.isEmpty() ? List.of() : List.of(titles.split("\\|"));
  }

  /** PNG of the whole page. */
  byte[] png() throws IOException, InterruptedException {
    Path picture = folder.resolve("board.png");
    browse("--screenshot=" + picture);
    return Files.readAllBytes(picture);
  }

  private String browse(String what) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Lab.program("chromium", "chromium"),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("browser"),
                "--window-size=" + WIDTH + "," + height,
                what,
                page.toUri().toString()));
    Process process =
        new ProcessBuilder(words).redirectError(folder.resolve("browser.log").toFile()).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(Files.readString(folder.resolve("browser.log")));
    }
    return said;
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

package lvs.director.dashboards;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lvs.director.lab.Await;
import lvs.director.lab.Lab;
import lvs.director.lab.net.Host;
import lvs.director.lab.net.Http;
import org.jolokia.json.JSONObject;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;

/** A real Prometheus on a host of the LAN, asked through its HTTP API. */
final class PrometheusServer implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.1";
  private static final int PORT = 9090;
  private static final Duration READY = Duration.ofSeconds(60);

  private final Host host;
  private final Path log;
  private final Process process;

  /**
   * @param configuration the text of prometheus.yml
   */
  PrometheusServer(Host host, Path folder, String configuration) throws IOException {
    this.host = host;
    this.log = folder.resolve("prometheus.log");
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    process =
        new ProcessBuilder(
                host.inside(
                    Lab.program("prometheus", "prometheus"),
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--web.listen-address=" + ADDRESS + ":" + PORT,
                    "--log.level=warn"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Await.until(READY, () -> "Prometheus to be ready: " + log(), () -> ready() || ended());
    if (ended()) {
      throw new AssertionError("Prometheus has ended:\n" + log());
    }
  }

  private boolean ready() {
    return Http.get(host, ADDRESS, PORT, "/-/ready").startsWith("200");
  }

  private boolean ended() {
    return !process.isAlive();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  /**
   * @return {@code data} of the answer
   * @throws AssertionError when Prometheus refuses, with its words
   */
  Object ask(String path, String... namesAndValues) {
    StringBuilder request = new StringBuilder("/api/v1/" + path);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request.append(i == 0 ? '?' : '&').append(namesAndValues[i]).append('=');
      request.append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    String answer = Http.get(host, ADDRESS, PORT, request.toString());
    try {
      JSONObject json = (JSONObject) new JSONParser().parse(answer.substring(4));
      if (!"success".equals(json.get("status"))) {
        throw new AssertionError(String.join(" ", namesAndValues) + ": " + answer);
      }
      return json.get("data");
    } catch (IOException | ParseException broken) {
      throw new AssertionError(answer, broken);
    }
  }

  /** Series with their value now. */
  List<JSONObject> query(String expr) {
    return result(ask("query", "query", expr));
  }

  /** Series with their values, one a step. */
  List<JSONObject> queryRange(String expr, long from, long to, long stepSeconds) {
    return result(
        ask(
            "query_range",
            "query",
            expr,
            "start",
            Long.toString(from),
            "end",
            Long.toString(to),
            "step",
            Long.toString(stepSeconds)));
  }

  private static List<JSONObject> result(Object data) {
    return BoardFile.objects(((JSONObject) data).get("result"));
  }

  /** Values of a label over the series that a selector finds. */
  List<String> labelValues(String label, String selector) {
    List<String> values = new ArrayList<>();
    Object data = ask("label/" + label + "/values", "match[]", selector);
    ((Iterable<?>) data).forEach(each -> values.add((String) each));
    return values;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

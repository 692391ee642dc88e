package lvs.director.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The console of a running director: read, listened to, commanded, and moved by a reload. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
class ConsoleDoorTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  private static String configuration(int port) {
    return """
    virtual_server 127.98.7.1 %1$d {
      delay_loop 1
      lb_algo rr
      lb_kind NAT
      protocol TCP
      real_server 127.98.7.2 %1$d {
        weight 1
        TCP_CHECK {
          connect_timeout 2
          retry 1
          delay_before_retry 1
        }
      }
    }
    """
        .formatted(port);
  }

  private HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/lvs/api/" + path));
  }

  private String get(int port, String path) throws Exception {
    return http.send(request(port, path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Until a line of the stream holds a text. */
  private static void await(BufferedReader stream, String text) throws Exception {
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.contains(text)) {
        return;
      }
    }
    throw new AssertionError("the stream ended without " + text);
  }

  @Test
  void aDirectorIsWatchedAndCommandedThroughItsConsole() throws Exception {
    int port = Lab.freePort();
    String service = "tcp_127.98.7.1_" + port;
    InetAddress address = InetAddress.getByName("127.98.7.2");
    ServerSocket backend = new ServerSocket(port, 50, address);
    try (DirectorProcess director = new DirectorProcess(folder, configuration(port))) {
      int console = director.consolePort;
      assertTrue(
          director.log().contains("console at http://127.0.0.1:" + console + "/lvs/"),
          director.log());
      Await.until(SOON, "up", () -> get(console, "overview").contains("\"serversUp\":1"));
      var stream =
          http.send(
              request(console, "stream?service=" + service).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        await(lines, "\"serversUp\":1");
        backend.close();
        await(lines, "\"kind\":\"SERVER_DOWN\"");
        await(lines, "\"serversUp\":0");
        command(director, service, "127.98.7.2:" + port);
        await(lines, "\"kind\":\"SERVER_OVERRIDE\"");
      }
      assertTrue(get(console, "events?subject=" + service).contains("SERVER_DOWN"));
      assertTrue(get(console, "services/" + service).contains("\"standing\":\"DRAINING\""));
      moves(director);
    } finally {
      backend.close();
    }
  }

  /** With Jolokia's user and password, since the console has none of its own. */
  private void command(DirectorProcess director, String service, String server) throws Exception {
    String login =
        Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8));
    String body =
        "{\"name\":\"drain\",\"service\":\"%s\",\"server\":\"%s\",\"reason\":\"by console\"}"
            .formatted(service, server);
    HttpRequest request =
        request(director.consolePort, "command")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("X-LVS-Director", "console")
            .header("Authorization", "Basic " + login)
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(" is draining, weight 0 (configured: 1)"), answer.body());
    Await.until(
        SOON,
        "the line that says who did it",
        () -> director.log().contains("console: operator from 127.0.0.1: {\"name\":\"drain\""));
  }

  /** To a port that is taken, which is told; and again, when the port is free. */
  private void moves(DirectorProcess director) throws Exception {
    int wanted;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      wanted = taken.getLocalPort();
      String text = Files.readString(director.configuration());
      Files.writeString(
          director.configuration(),
          text.replace("console 127.0.0.1 " + director.consolePort, "console 127.0.0.1 " + wanted));
      director.run("reload");
      String told =
          "the console is not available: cannot listen on 127.0.0.1:"
              + wanted
              + ": Address already in use; choose another address with 'console IP PORT' in the"
              + " director block";
      Await.until(SOON, director::log, () -> director.log().contains(told));
      assertThrows(ConnectException.class, () -> get(director.consolePort, "session"));
    }
    director.run("reload");
    assertTrue(get(wanted, "session").contains("\"canOperate\":true"));
  }
}

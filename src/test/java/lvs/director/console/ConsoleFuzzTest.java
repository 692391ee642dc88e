package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is sent, each request has an answer or an end, and the next one is answered. */
class ConsoleFuzzTest extends ConsoleTestBase {
  private static final long SEED = 20_261_121;
  private static final List<String> PARTS =
      List.of(
          "/lvs/",
          "api/",
          "services",
          "/",
          "..",
          "%2e",
          "%00",
          "\\",
          "?",
          "&",
          "=",
          "#",
          "page",
          "9",
          "-",
          "series",
          "archive",
          "director",
          "graph.png",
          "overview",
          "session",
          "events",
          "%",
          "%ff",
          "é",
          "\u0001",
          ";",
          ":",
          "//",
          "@",
          "~",
          "*",
          "q=",
          "+",
          "\"",
          "<",
          "{",
          "]");
  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "\\u0000",
          "null",
          "true",
          "1e999",
          "-0",
          "7",
          "\"name\"",
          "\"drain\"",
          "\"weight\"",
          "\"service\"",
          "\"tcp_10.0.0.1_80\"",
          "\"server\"",
          "\"10.0.0.2:80\"",
          "\"reason\"",
          "\"expiresSeconds\"",
          "é",
          "\n",
          " ");

  private static String some(Random random, List<String> parts, int most) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(most); count > 0; count--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  private void assertAnswers() throws Exception {
    assertEquals(200, console.get("/lvs/api/session").statusCode());
  }

  @Test
  void anyPathIsAnswered() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 1500; i++) {
      String path = "/lvs/" + some(random, PARTS, 8).replace("stream", "");
      String answer =
          console.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      String about = "seed " + SEED + ", " + i + ": " + path + ": " + answer;
      assertTrue(answer.matches("(?s)HTTP/1\\.1 (200|302|400|404) .*"), about);
    }
    assertAnswers();
  }

  @Test
  void anyCommandIsAnsweredAndNoneIsADefect() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 1500; i++) {
      String body =
          (random.nextBoolean() ? "{\"name\":\"weight\"," : "") + some(random, TOKENS, 12);
      var response = console.operate(body);
      String about = "seed " + SEED + ", " + i + ": " + body + ": " + response.body();
      assertTrue(List.of(200, 400, 409).contains(response.statusCode()), about);
      StagedConsole.object(response.body());
    }
    assertAnswers();
  }

  @Test
  void wholeArgumentsOfEveryKindAreAnsweredWithoutADefect() throws Exception {
    Random random = new Random(SEED);
    List<String> names =
        List.of(
            "drain",
            "drainAndRemove",
            "disable",
            "enable",
            "weight",
            "checkNow",
            "failover",
            "release",
            "zero",
            "mailTest",
            "mailSilence",
            "mailSpeak");
    List<String> members =
        List.of(
            "service",
            "server",
            "check",
            "weight",
            "reason",
            "expiresSeconds",
            "deadlineSeconds",
            "router",
            "to",
            "hold");
    List<String> values =
        List.of(
            "null",
            "true",
            "\"\"",
            "\"tcp_10.0.0.1_80\"",
            "\"10.0.0.2:80\"",
            "1",
            "-1",
            "0.5",
            "9223372036854775807",
            "99999999999999999999",
            "[]",
            "{}",
            "\"\\u0000\"",
            "\"VI_1\"",
            "\"\\ud800\"");
    for (int i = 0; i < 1500; i++) {
      List<String> body = new ArrayList<>();
      body.add("\"name\":\"" + names.get(random.nextInt(names.size())) + "\"");
      for (String member : members) {
        if (random.nextInt(3) == 0) {
          body.add("\"" + member + "\":" + values.get(random.nextInt(values.size())));
        }
      }
      String json = "{" + String.join(",", body) + "}";
      var response = console.operate(json);
      String about = "seed " + SEED + ", " + i + ": " + json + ": " + response.body();
      assertTrue(List.of(200, 400, 409).contains(response.statusCode()), about);
    }
  }

  /** What is no HTTP may be cut off without a word. */
  @Test
  void anyBytesLeaveTheNextRequestAlone() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      String begin = random.nextInt(3) == 0 ? "" : "GET /lvs/ HTTP/1.1\r\n";
      try (Socket socket = console.connect()) {
        OutputStream out = socket.getOutputStream();
        out.write(begin.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertFalse(answer.startsWith("HTTP/1.1 5"), () -> "seed " + SEED + ": " + answer);
      } catch (SocketException reset) {
        // The server has closed without reading to the end.
      }
    }
    assertAnswers();
  }

  @Test
  void headersWithoutEndAreCutOff() throws Exception {
    try (Socket socket = console.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /lvs/ HTTP/1.1\r\nHost: localhost\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] line = ("X-Long: " + "x".repeat(10_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 1000; i++) {
        out.write(line);
      }
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
    } catch (IOException cutOff) {
      // As it should be.
    }
    assertAnswers();
  }
}

package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import lvs.director.model.Check.BodyPattern;
import lvs.director.model.Check.HttpVersion;
import lvs.director.model.Check.StatusRange;
import lvs.director.model.Check.Url;
import lvs.director.pool.CheckResult;
import org.junit.jupiter.api.Test;

class HttpCheckTest {
  private static final String OK = "HTTP/1.0 200 OK\r\n\r\n";

  private static String reason(String answer, Url url) throws Exception {
    return result(answer, url).reason().replaceAll(" in [0-9.]+ m?s", "");
  }

  private static CheckResult result(String answer, Url url) throws Exception {
    try (RawServer server = RawServer.answering(answer)) {
      return Checks.run(Checks.http(server.target(), url));
    }
  }

  @Test
  void aGoodStatusIsUpAndTheReasonNamesIt() throws Exception {
    CheckResult result = result(OK + "hello", Checks.url("/index.html"));
    assertTrue(result.good(), result.reason());
    assertTrue(result.reason().matches("200 for /index.html in [0-9.]+ m?s"), result.reason());
  }

  @Test
  void whatTheServerAnswersBecomesAReason() throws Exception {
    Map<String, String> reasons =
        Map.ofEntries(
            Map.entry("HTTP/1.1 404 Not Found\r\n\r\n", "404 for /x, wanted 200-299"),
            Map.entry("HTTP/1.1 404\n\n", "404 for /x, wanted 200-299"),
            Map.entry(
                "HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n",
                "302 for /x (to /login), wanted 200-299"),
            Map.entry("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n", "204 for /x"),
            Map.entry("", "closed the connection without an answer"),
            Map.entry("HTTP/1.1 200 OK\r\nA: b", "closed the connection before the headers ended"),
            Map.entry("SSH-2.0-OpenSSH_9\r\n", "not an HTTP answer (begins: SSH-2.0-OpenSSH_9)"),
            Map.entry("HTTP/1.1 2000 OK\r\n\r\n", "not an HTTP answer (begins: HTTP/1.1 2000 OK)"),
            Map.entry("\u0015\u0003\n\n", "not an HTTP answer (begins: ??)"),
            Map.entry(
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour",
                "closed the connection after 4 of 10 bytes of the body"),
            Map.entry(
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "Content-Length is not a number: -1"),
            Map.entry(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "chunk size is not a number: zz"),
            Map.entry(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
                "closed the connection after 2 of 5 bytes of a chunk"),
            Map.entry("HTTP/1.1 200 OK\r\nX: " + "y".repeat(70_000), "headers are over 64 KiB"));
    for (Map.Entry<String, String> row : reasons.entrySet()) {
      assertEquals(row.getValue(), reason(row.getKey(), Checks.PLAIN));
    }
  }

  @Test
  void statusRangesAreWhatIsWanted() throws Exception {
    Url url = Checks.url("/test.html", new StatusRange(200, 200), new StatusRange(301, 302));
    assertEquals("404 for /test.html, wanted 200, 301-302", reason("HTTP/1.0 404 No\r\n\r\n", url));
    assertEquals("302 for /test.html", reason("HTTP/1.0 302 Found\r\n\r\n", url));
    assertEquals(
        "201 for /test.html, wanted 200, 301-302", reason("HTTP/1.0 201 Created\r\n\r\n", url));
  }

  @Test
  void theDigestIsOverTheDecodedBody() throws Exception {
    Url url = Checks.urlWithDigest("5d41402abc4b2a76b9719d911017c592");
    assertTrue(result(OK + "hello", url).good());
    assertTrue(result("HTTP/1.0 500 Oops\r\nContent-Length: 5\r\n\r\nhello rest", url).good());
    assertTrue(
        result(
                "HTTP/1.1 200 OK\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "2;x=y\r\n"
                    + "he\r\n"
                    + "3\r\n"
                    + "llo\r\n"
                    + "0\r\n",
                url)
            .good());
    assertEquals(
        "digest of /x is 8b1a9953c4611296a827abf8c47804d7, wanted 5d41402abc4b2a76b9719d911017c592",
        reason(OK + "Hello", url));
  }

  @Test
  void thePatternMustMatchOrMustNot() throws Exception {
    Url wanted = Checks.urlWithPattern(new BodyPattern("st.tus: ok", List.of(), true, 0, 0));
    Url unwanted = Checks.urlWithPattern(new BodyPattern("error", List.of(), false, 0, 0));
    assertTrue(result(OK + "the status: ok", wanted).good());
    assertEquals(
        "body of /x does not match /st.tus: ok/ (begins: status: bad now)",
        reason(OK + "status: bad\nnow", wanted));
    assertTrue(result(OK + "fine", unwanted).good());
    assertEquals(
        "body of /x matches /error/ (begins: an error)", reason(OK + "an error", unwanted));
  }

  @Test
  void theRequestIsWhatTheVersionAsksFor() throws Exception {
    assertEquals(
        "GET /x HTTP/1.0\r\nUser-Agent: lvs-director\r\nHost: www.example\r\n\r\n",
        request(HttpVersion.HTTP_1_0));
    assertEquals(
        "GET /x HTTP/1.0\r\n"
            + "Connection: close\r\n"
            + "User-Agent: lvs-director\r\n"
            + "Host: www.example\r\n\r\n",
        request(HttpVersion.HTTP_1_0_CLOSE));
    assertEquals(
        "GET /x HTTP/1.1\r\n"
            + "Connection: close\r\n"
            + "User-Agent: lvs-director\r\n"
            + "Host: www.example\r\n\r\n",
        request(HttpVersion.HTTP_1_1));
  }

  private static String request(HttpVersion version) throws Exception {
    try (RawServer server = RawServer.answering(OK)) {
      Checks.run(Checks.http(server.target(), Checks.PLAIN, version, Checks.PATIENT));
      return server.requests().getFirst();
    }
  }

  @Test
  void aServerThatDripsCannotStretchTheDeadline() throws Exception {
    try (RawServer server = new RawServer(HttpCheckTest::drip)) {
      CheckResult result =
          Checks.run(Checks.http(server.target(), Checks.PLAIN, Duration.ofSeconds(1)));
      assertTrue(
          result
              .reason()
              .matches("timed out after 1 s waiting for the whole answer, got [0-9]+ bytes"),
          result.reason());
      assertTrue(result.latencyNanos() > 900_000_000L, result.toString());
      assertTrue(result.latencyNanos() < 10_000_000_000L, result.toString());
    }
  }

  /** A byte each 100 ms, for far longer than the check may take. */
  private static void drip(Socket socket) throws Exception {
    RawServer.readHead(socket);
    socket.getOutputStream().write(OK.getBytes());
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 300 && !never.await(100, TimeUnit.MILLISECONDS); i++) {
      socket.getOutputStream().write('.');
    }
  }

  @Test
  void aServerThatSaysNothingTimesOut() throws Exception {
    try (RawServer server =
        new RawServer(
            socket ->
                socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()))) {
      CheckResult result =
          Checks.run(Checks.http(server.target(), Checks.PLAIN, Duration.ofMillis(300)));
      assertEquals("timed out after 300 ms waiting for the answer, got 0 bytes", result.reason());
    }
  }

  @Test
  void aServerThatResetsIsDown() throws Exception {
    try (RawServer server =
        new RawServer(
            socket -> {
              RawServer.readHead(socket);
              socket.setSoLinger(true, 0);
            })) {
      CheckResult result = Checks.run(Checks.http(server.target(), Checks.PLAIN));
      assertFalse(result.good());
      assertTrue(
          result.reason().matches("the server reset the connection after .*"), result.reason());
    }
  }

  @Test
  void anInterruptEndsARunAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptRunner scripts = new ScriptRunner();
        NetworkProber prober = new NetworkProber(scripts);
        RawServer server =
            new RawServer(
                socket -> {
                  RawServer.readHead(socket);
                  asked.countDown();
                  socket.getInputStream().read();
                })) {
      FutureTask<CheckResult> task =
          new FutureTask<>(
              () -> prober.run(Checks.http(server.target(), Checks.PLAIN, Duration.ofHours(1)), 0));
      Thread thread = Thread.startVirtualThread(task);
      assertTrue(asked.await(20, TimeUnit.SECONDS));
      thread.interrupt();
      assertTrue(thread.join(Duration.ofSeconds(20)));
      assertEquals(InterruptedException.class, task.exceptionNow().getClass());
    }
  }

  @Test
  void aLargeBodyIsReadToItsEndWithLittleMemory() throws Exception {
    byte[] piece = "x".repeat(1 << 16).getBytes();
    try (RawServer server =
        new RawServer(
            socket -> {
              RawServer.readHead(socket);
              socket.getOutputStream().write(OK.getBytes());
              for (int i = 0; i < 64; i++) {
                socket.getOutputStream().write(piece);
              }
            })) {
      Url url = Checks.urlWithPattern(new BodyPattern("y", List.of(), true, 0, 0));
      assertEquals(
          "first MiB of the body of /x does not match /y/ (begins: " + "x".repeat(60) + "…)",
          Checks.run(Checks.http(server.target(), url)).reason());
    }
  }
}

package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import lvs.director.http.Credentials;
import lvs.director.lab.Await;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and what becomes of them. */
class ConsoleServerTest extends ConsoleTestBase {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | 302",
        "/lvs | 302",
        "/lvs/ | 200",
        "/lvs/index.html | 200",
        "/lvs/app/main.js | 200",
        "/lvs/style/main.css | 200",
        "/lvs/icons/icon.svg | 200",
        "/lvs/app/ | 404",
        "/lvs/app | 404",
        "/lvs/none.html | 404",
        "/favicon.ico | 404",
        "/lvs/api/ | 404",
        "/lvs/api/none | 404",
        "/lvs/api/session | 200",
        "/lvs/api/overview | 200",
        "/lvs/api/overview/ | 404",
        "/lvs/api/services | 200",
        "/lvs/api/services?q=10.0.0.3&state=all&page=1&size=500 | 200",
        "/lvs/api/services?size=0 | 400",
        "/lvs/api/services?size=501 | 400",
        "/lvs/api/services?page=0 | 400",
        "/lvs/api/services?page=99999999999999999999 | 400",
        "/lvs/api/services?page=999999 | 200",
        "/lvs/api/services?state=bad | 400",
        "/lvs/api/services?q=%ff | 400",
        "/lvs/api/services/tcp_10.0.0.1_80 | 200",
        "/lvs/api/services/tcp_10.0.0.9_80 | 404",
        "/lvs/api/services/ | 404",
        "/lvs/api/events | 200",
        "/lvs/api/events?before=7&limit=1000&subject=VI_1 | 200",
        "/lvs/api/events?limit=1001 | 400",
        "/lvs/api/events?before=-1 | 400",
        "/lvs/api/archives | 200",
        "/lvs/api/archives?owner=VI_1 | 200",
        "/lvs/api/series | 404",
        "/lvs/api/series?archive=none | 404",
        "/lvs/api/series?archive=director | 200",
        "/lvs/api/series?archive=director&by=max&from=1&to=2 | 200",
        "/lvs/api/series?archive=director&by=median | 400",
        "/lvs/api/series?archive=director&from=2&to=1 | 400",
        "/lvs/api/series?archive=director&points=5001 | 400",
        "/lvs/graph.png?archive=director | 200",
        "/lvs/graph.png?archive=none | 404",
        "/lvs/graph.png?archive=director&span=decade | 400",
        "/lvs/graph.png?archive=director&topic=traffic&span=year&dark=1 | 200",
        "/lvs/api/command | 405",
      })
  void addressesHaveTheirAnswers(String path, int status) throws Exception {
    HttpResponse<String> response = console.get(path);
    assertEquals(status, response.statusCode(), response.body());
    if (status >= 400) {
      assertFalse(StagedConsole.object(response.body()).get("error").toString().isEmpty());
    }
  }

  /** None of these leads out of the pages' folder, to the classes beside it or to the disk. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lvs/../META-INF/MANIFEST.MF",
        "/lvs/..%2f..%2fetc/passwd",
        "/lvs/%2e%2e/%2e%2e/etc/passwd",
        "/lvs/....//....//etc/passwd",
        "/lvs//etc/passwd",
        "/lvs/app/../../lvs/director/console/Front.class",
        "/lvs/app/..%5c..%5cx.js",
        "/lvs/.hidden.js",
        "/lvs/app/main.js%00.png",
        "/lvs/app/main.js/",
        "/lvs/app;x=1/main.js",
        "//lvs/app/main.js",
        "/LVS/app/main.js",
      })
  void noPathLeadsOut(String path) throws Exception {
    String answer =
        console.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
    assertFalse(answer.contains("root:"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/lvs/", "/lvs/api/overview", "/lvs/api/none", "/lvs/graph.png?archive=director"})
  void everyAnswerForbidsWhatPagesDoNotNeed(String path) throws Exception {
    var headers = console.get(path).headers();
    assertEquals(
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
        headers.firstValue("Content-Security-Policy").orElse(""));
    assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("no-referrer", headers.firstValue("Referrer-Policy").orElse(""));
    assertTrue(headers.firstValue("Access-Control-Allow-Origin").isEmpty());
  }

  @Test
  void typesAreThoseOfTheFiles() throws Exception {
    assertType("text/html; charset=utf-8", "/lvs/");
    assertType("text/javascript; charset=utf-8", "/lvs/app/main.js");
    assertType("text/css; charset=utf-8", "/lvs/style/main.css");
    assertType("image/svg+xml", "/lvs/icons/icon.svg");
    assertType("application/json; charset=utf-8", "/lvs/api/overview");
    assertType("image/png", "/lvs/graph.png?archive=director");
  }

  private void assertType(String type, String path) throws Exception {
    assertEquals(type, console.get(path).headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void theRootLeadsToThePages() throws Exception {
    assertEquals("/lvs/", console.get("/").headers().firstValue("Location").orElse(""));
  }

  @Test
  void aFileThatIsKnownIsNotSentAgain() throws Exception {
    var first = console.get("/lvs/app/main.js");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertEquals("no-cache", first.headers().firstValue("Cache-Control").orElse(""));
    var second = console.get("/lvs/app/main.js", "If-None-Match", tag);
    assertEquals(304, second.statusCode());
    assertEquals("", second.body());
    assertEquals(200, console.get("/lvs/app/main.js", "If-None-Match", "\"x\"").statusCode());
    assertEquals(
        "no-store",
        console.get("/lvs/api/overview").headers().firstValue("Cache-Control").orElse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "deflate, gzip;q=0.5 | true",
        "GZIP | true",
        "br | false",
        "xgzip | false",
        "gzip;q=0 | false",
        "identity, gzip; q=0.0 | false",
      })
  void largeAnswersAreCompressedForWhoWantsIt(String accepted, boolean compressed)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(console.uri("/lvs/app/main.js"))
            .header("Accept-Encoding", accepted)
            .build();
    var response = console.http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(
        compressed, response.headers().firstValue("Content-Encoding").isPresent(), accepted);
    assertEquals("Accept-Encoding", response.headers().firstValue("Vary").orElse(""));
    byte[] body = response.body();
    byte[] plain =
        compressed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
    assertArrayEquals(StagedConsole.PAGE.getBytes(StandardCharsets.UTF_8), plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /lvs/ | 405 | GET, HEAD",
        "PUT | /lvs/api/overview | 405 | GET, HEAD",
        "DELETE | /lvs/api/services/tcp_10.0.0.1_80 | 405 | GET, HEAD",
        "OPTIONS | /lvs/api/command | 405 | POST",
        "TRACE | /lvs/ | 405 | GET, HEAD",
        "GET | /lvs/api/command | 405 | POST",
        "POST | /lvs/api/stream | 405 | GET, HEAD",
        "HEAD | /lvs/api/stream | 405 | GET",
      })
  void otherMethodsAreNotAnswered(String method, String path, int status, String allowed)
      throws Exception {
    String answer =
        console.raw(
            method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertTrue(answer.contains("\r\nAllow: " + allowed + "\r\n"), answer);
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    String answer =
        console.raw(
            "HEAD /lvs/app/main.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.contains("Content-length: " + StagedConsole.PAGE.length() + "\r\n"), answer);
    assertTrue(answer.endsWith("\r\n\r\n"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9160, 200",
    "127.0.0.1, 200",
    "[::1]:9160, 200",
    "evil.example, 403",
    "localhost.evil.example:9160, 403",
    "192.0.2.1:9160, 403",
  })
  void theHostHeaderMustNameThisMachine(String host, int status) throws Exception {
    String answer =
        console.raw(
            "GET /lvs/api/overview HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
  }

  @Test
  void aRequestWithoutAHostIsRefused() throws Exception {
    String answer = console.raw("GET /lvs/api/overview HTTP/1.0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://HOST", "http://HOST.evil.example"})
  void pagesOfOtherSitesAreRefused(String origin) throws Exception {
    String value = origin.replace("HOST", console.host());
    assertEquals(403, console.get("/lvs/api/overview", "Origin", value).statusCode());
    assertEquals(
        403,
        console
            .command("{}", "Origin", value, "Authorization", StagedConsole.AUTHORIZATION)
            .statusCode());
    assertEquals(
        200, console.get("/lvs/api/overview", "Origin", "http://" + console.host()).statusCode());
  }

  @Test
  void theSessionSaysWhoIsThereAndWhatHeMay() throws Exception {
    Map<String, Object> nobody = console.json("session");
    assertEquals(null, nobody.get("user"));
    assertEquals(false, nobody.get("operator"));
    assertEquals(true, nobody.get("canOperate"));
    assertEquals(false, nobody.get("needsLogin"));
    Map<String, Object> admin =
        console.json("session", "Authorization", StagedConsole.AUTHORIZATION);
    assertEquals("admin", admin.get("user"));
    assertEquals(true, admin.get("operator"));
  }

  @Test
  void aWrongPasswordIsRefusedWithoutADialogForThePages() throws Exception {
    String wrong = StagedConsole.basic("admin", "wrong");
    var browser = console.get("/lvs/api/session", "Authorization", wrong);
    assertEquals(401, browser.statusCode());
    assertEquals(
        "Basic realm=\"lvs-director\", charset=\"UTF-8\"",
        browser.headers().firstValue("WWW-Authenticate").orElse(""));
    var page = console.get("/lvs/api/session", "Authorization", wrong, "X-LVS-Director", "console");
    assertEquals(401, page.statusCode());
    assertTrue(page.headers().firstValue("WWW-Authenticate").isEmpty());
    assertEquals("wrong user or password", StagedConsole.object(page.body()).get("error"));
  }

  @Test
  void aSearchFindsNamesIdsAndServers() throws Exception {
    assertEquals(List.of("tcp_10.0.0.1_80"), found("q=10.0.0.3"));
    assertEquals(List.of("tcp_10.0.0.1_80"), found("q=TCP%2010.0.0.1"));
    assertEquals(List.of("tcp_10.0.0.1_80"), found("q=0.0.3:8"));
    assertEquals(List.of(), found("q=10.0.0.3:81"));
    for (String six : List.of("db8::2", "2001:DB8", "[2001:db8::2]:443", "::2]", "db8::2]:4")) {
      assertEquals(List.of("tcp_2001-db8--1_443"), found("q=" + encoded(six)), six);
    }
    assertEquals(List.of("tcp_10.0.0.1_80", "tcp_2001-db8--1_443"), found("q=tcp+"));
    assertEquals(List.of(), found("q=elsewhere"));
    assertEquals(List.of("tcp_2001-db8--1_443"), found("size=1&page=2"));
    assertEquals(2L, console.json("services?size=1&page=2").get("total"));
  }

  @Test
  void problemsAreServersThatAreDownOrChanged() throws Exception {
    assertEquals(List.of(), found("state=problem"));
    console.director.disable("tcp_2001-db8--1_443", "[2001:db8::2]:443", "", Optional.empty());
    assertEquals(List.of("tcp_2001-db8--1_443"), found("state=problem"));
    console.director.stages.getFirst().actors.getLast().turn(false, "connection refused", 5);
    assertEquals(2, found("state=problem").size());
    Map<?, ?> first =
        (Map<?, ?>) ((List<?>) console.json("services?state=problem").get("services")).getFirst();
    assertEquals("connection refused", first.get("worst"));
    assertEquals(1L, first.get("serversUp"));
  }

  @Test
  void whoeverGuessesGuessesOneAtATimeAndKeepsOnlyItselfWaiting() throws Exception {
    long beforeNanos = System.nanoTime();
    HttpRequest wrong = overview(StagedConsole.basic("admin", "guess"));
    HttpRequest right = overview(StagedConsole.AUTHORIZATION);
    var body = HttpResponse.BodyHandlers.ofString();
    var guesses = Stream.generate(() -> console.http.sendAsync(wrong, body)).limit(12).toList();
    Await.until(
        Duration.ofSeconds(30),
        "no more is taken from there",
        () -> {
          var refused = console.http.send(right, body);
          boolean is = refused.statusCode() == 429;
          return is && refused.headers().firstValue("Retry-After").equals(Optional.of("1"));
        });
    InetAddress another = InetAddress.getByName("127.0.0.2");
    try (HttpClient elsewhere = HttpClient.newBuilder().localAddress(another).build()) {
      assertEquals(200, elsewhere.send(right, body).statusCode());
    }
    long looked = 0;
    for (var guess : guesses) {
      looked += guess.get().statusCode() == 401 ? 1 : 0;
    }
    long tookMillis = (System.nanoTime() - beforeNanos) / 1_000_000;
    assertTrue(tookMillis >= looked * 300, looked + " guesses in " + tookMillis + " ms");
    assertEquals(200, console.http.send(right, body).statusCode(), "afterwards all is well");
  }

  private HttpRequest overview(String authorization) {
    return HttpRequest.newBuilder(console.uri("/lvs/api/overview"))
        .header("Authorization", authorization)
        .header("X-LVS-Director", "console")
        .build();
  }

  @Test
  void whatIsAtRestIsNeitherDownNorAProblem() throws Exception {
    var web = console.director.stages.getFirst();
    web.actors.forEach(each -> each.turn(false, "not checked yet", 5));
    assertCounts(Map.of("servicesDown", 1L, "servicesSuspended", 0L, "serversDown", 2L));
    assertEquals(List.of(StagedConsole.WEB), found("state=problem"));
    web.suspended = true;
    assertCounts(
        Map.of(
            "services", 2L,
            "servicesUp", 1L,
            "servicesDown", 0L,
            "servicesSuspended", 1L,
            "servers", 3L,
            "serversUp", 1L,
            "serversDown", 0L,
            "serversSuspended", 2L));
    assertEquals(List.of(), found("state=problem"));
  }

  private void assertCounts(Map<String, Long> wanted) throws Exception {
    Map<?, ?> counts = (Map<?, ?>) console.json("overview").get("counts");
    wanted.forEach((name, count) -> assertEquals(count, counts.get(name), name));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private List<Object> found(String query) throws Exception {
    List<?> services = (List<?>) console.json("services?" + query).get("services");
    return services.stream().<Object>map(service -> ((Map<?, ?>) service).get("id")).toList();
  }

  @Test
  void loopbackNeedsNoCertificateAndElsewhereBoth() throws Exception {
    var all = lvs.director.model.DirectorSettings.DEFAULT;
    IOException refused =
        assertThrows(
            IOException.class,
            () -> new DoorRules(Settings.of(all, "192.0.2.1:9160")).certificate());
    assertEquals(
        "on 192.0.2.1:9160 it would send passwords for everybody to read: write"
            + " console_certificate and console_key",
        refused.getMessage());
    refused =
        assertThrows(
            IOException.class,
            () -> new DoorRules(Settings.of(all, "192.0.2.1:9160")).credentials());
    assertTrue(refused.getMessage().contains("console_password_file"), refused.getMessage());
    DoorRules rules = new DoorRules(Settings.of(all, "127.0.0.1:9160"));
    assertEquals(Optional.empty(), rules.certificate());
    assertEquals(new Credentials(Optional.empty(), Optional.empty()), rules.credentials());
  }

  @Test
  void anAddressInUseIsNamedWithTheRemedy() {
    IOException taken =
        assertThrows(
            IOException.class,
            () ->
                new ConsoleServer(
                        console.server.address(),
                        new Credentials(Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        new StagedDirector(),
                        new StaticFiles())
                    .close());
    assertTrue(taken.getMessage().contains(console.host()), taken.getMessage());
    assertTrue(taken.getMessage().contains("'console IP PORT'"), taken.getMessage());
  }
}

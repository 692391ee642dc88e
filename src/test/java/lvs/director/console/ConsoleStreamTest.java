package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lvs.director.lab.Await;
import lvs.director.port.Event.Severity;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;

/** Pages that listen, well and badly. */
class ConsoleStreamTest extends ConsoleTestBase {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** One stream, read event by event. */
  private final class Page implements AutoCloseable {
    final HttpResponse<InputStream> response;
    final BufferedReader lines;

    Page(String path) throws Exception {
      HttpRequest request = HttpRequest.newBuilder(console.uri(path)).build();
      response = console.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The next event of a name; other events are passed over. */
    Map<String, Object> next(String event) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: " + event)) {
          return StagedConsole.object(lines.readLine().substring("data: ".length()));
        }
      }
      throw new IOException("the stream has ended");
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  /** A stream that nobody reads. */
  private Socket deafPage() throws IOException {
    Socket socket = console.connect();
    String request = "GET /lvs/api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private void happen(String text) {
    console.events.happen(
        StagedDirector.STARTED_MILLIS,
        Severity.WARNING,
        "SERVER_DOWN",
        StagedConsole.WEB,
        StagedConsole.SERVER,
        text);
  }

  private void down() {
    console.director.stages.getFirst().actors.getFirst().turn(false, "connection refused", 5);
  }

  @Test
  void aPageIsToldAtOnceHowThingsStand() throws Exception {
    try (Page page = new Page("/lvs/api/stream?service=" + StagedConsole.WEB)) {
      assertEquals(200, page.response.statusCode());
      assertEquals("text/event-stream; charset=utf-8", page.header("Content-Type"));
      assertEquals("no-store", page.header("Cache-Control"));
      Map<String, Object> overview = page.next("overview");
      assertEquals(console.json("overview").keySet(), overview.keySet());
      assertEquals(StagedConsole.WEB, page.next("service").get("id"));
    }
  }

  @Test
  void everyPageHearsOfAnEventAndOfWhatItChanged() throws Exception {
    try (Page one = new Page("/lvs/api/stream");
        Page two = new Page("/lvs/api/stream?service=" + StagedConsole.WEB)) {
      one.next("overview");
      two.next("service");
      down();
      happen("real server 10.0.0.2:80 is down: connection refused");
      for (Page page : List.of(one, two)) {
        Map<String, Object> event = page.next("happened");
        assertEquals("SERVER_DOWN", event.get("kind"));
        assertEquals(StagedConsole.SERVER, event.get("server"));
        assertEquals(1L, event.get("number"));
      }
      assertEquals(2L, ((Map<?, ?>) one.next("overview").get("counts")).get("serversUp"));
      Map<String, Object> service = two.next("service");
      assertEquals("connection refused", service.get("worst"));
    }
  }

  @Test
  void whatChangesWithoutAnEventIsSeenByLooking() throws Exception {
    try (Page page = new Page("/lvs/api/stream")) {
      page.next("overview");
      down();
      Map<?, ?> counts = (Map<?, ?>) page.next("overview").get("counts");
      assertEquals(2L, counts.get("serversUp"));
      assertEquals(2L, ((Map<?, ?>) page.next("services").get("counts")).get("serversUp"));
    }
  }

  @Test
  void aServiceThatIsGoneIsSaidToBeGone() throws Exception {
    try (Page page = new Page("/lvs/api/stream?service=" + StagedConsole.WEB)) {
      page.next("service");
      console.director.show();
      assertEquals("no virtual service 'tcp_10.0.0.1_80'", page.next("service").get("error"));
    }
  }

  @Test
  void whenNobodyListensNobodyLooks() throws Exception {
    assertEquals(0, console.events.listeners());
    try (Page page = new Page("/lvs/api/stream")) {
      page.next("overview");
      assertEquals(1, console.events.listeners());
      assertEquals(1, console.server.streams());
    }
    // The server notices with what it writes next.
    Await.until(
        LONG,
        "the page is gone",
        () -> {
          happen("something");
          return console.server.streams() == 0 && console.events.listeners() == 0;
        });
    try (Page page = new Page("/lvs/api/stream")) {
      page.next("overview");
      happen("something else");
      assertEquals("something else", page.next("happened").get("text"));
    }
  }

  @Test
  void moreThanSixtyFourPagesAreRefusedAndTheOthersGoOn() throws Exception {
    List<Page> pages = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        pages.add(new Page("/lvs/api/stream"));
        pages.getLast().next("overview");
      }
      assertEquals(64, console.server.streams());
      var refused = console.get("/lvs/api/stream");
      assertEquals(503, refused.statusCode());
      assertTrue(refused.body().contains("64 pages listen already"), refused.body());
      assertEquals(200, console.get("/lvs/api/overview").statusCode());
      happen("all hear it");
      for (Page page : pages) {
        assertEquals("all hear it", page.next("happened").get("text"));
      }
    } finally {
      for (Page page : pages) {
        page.close();
      }
    }
  }

  /** Neither the one who tells nor the pages that read wait for one that does not. */
  @Test
  void aPageThatNeverReadsIsDroppedAndKeepsNobodyWaiting() throws Exception {
    try (Socket deaf = deafPage();
        Page page = new Page("/lvs/api/stream")) {
      Await.until(LONG, "both listen", () -> console.server.streams() == 2);
      page.next("overview");
      String large = "x".repeat(50_000);
      long longestNanos = 0;
      for (int i = 0; i < 200; i++) {
        long beforeNanos = System.nanoTime();
        happen(large);
        longestNanos = Math.max(longestNanos, System.nanoTime() - beforeNanos);
        assertEquals(large, page.next("happened").get("text"));
      }
      assertTrue(longestNanos < Duration.ofSeconds(5).toNanos(), longestNanos + " ns");
      assertTrue(deaf.isConnected());
      Await.until(LONG, "the deaf one is dropped", () -> console.server.streams() == 1);
      happen("still here");
      assertEquals("still here", page.next("happened").get("text"));
    }
  }

  @Test
  void aBurstThatNoPageCanFollowEndsItsStreamNotTheDirector() throws Exception {
    try (Socket deaf = deafPage()) {
      Await.until(LONG, "it listens", () -> console.server.streams() == 1);
      String large = "x".repeat(20_000);
      Await.until(
          LONG,
          "it is dropped because its queue is full",
          () -> {
            for (int i = 0; i < 500; i++) {
              happen(large);
            }
            return console.server.streams() == 0;
          });
      assertTrue(deaf.isConnected());
    }
  }

  @Test
  void streamsEndInGoodOrderWithTheConsole() throws Exception {
    try (Page page = new Page("/lvs/api/stream")) {
      page.next("overview");
      console.server.close();
      String line = page.lines.readLine();
      while (line != null) {
        line = page.lines.readLine();
      }
      assertEquals(0, console.events.listeners());
    }
  }

  @Test
  void aChangedPasswordEndsTheStreamsOfTheOldOneHoweverBusyTheyAre() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(console.uri("/lvs/api/stream"))
            .header("Authorization", StagedConsole.AUTHORIZATION)
            .build();
    try (Page other = new Page("/lvs/api/stream");
        var lines = console.http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
      other.next("overview");
      assertEquals(2, console.server.streams());
      Files.writeString(folder.resolve("password"), "another\n");
      Thread.ofVirtual().start(() -> lines.forEach(line -> {}));
      Await.until(
          LONG,
          "it has ended",
          () -> {
            happen("busy");
            return console.server.streams() == 1;
          });
      assertEquals("busy", other.next("happened").get("text"));
    }
  }

  @Test
  void aPageOfTheServiceHearsNothingTwice() throws Exception {
    try (Page page = new Page("/lvs/api/stream?service=" + StagedConsole.WEB)) {
      page.next("service");
      happen("nothing has changed");
      happen("nor now");
      down();
      assertEquals("connection refused", page.next("service").get("worst"));
    }
  }
}

package lvs.director.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lvs.director.staged.StagedDirector;
import org.junit.jupiter.api.Test;

class LocalHttpServerTest {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int BLOCKS = 400;

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      for (int i = 0; i < BLOCKS; i++) {
        exchange.getResponseBody().write(new byte[BLOCK_BYTES]);
      }
    }
  }

  @Test
  void whoDoesNotReadKeepsNoThread() throws Exception {
    List<Socket> deaf = new ArrayList<>();
    try (LocalHttpServer server =
            new LocalHttpServer(StagedDirector.endpoint("127.0.0.1:0"), "test");
        HttpClient client = HttpClient.newHttpClient()) {
      server.serve("/", LocalHttpServerTest::answer, Duration.ofSeconds(3));
      server.server().start();
      for (int i = 0; i < 8; i++) {
        deaf.add(new Socket(server.address().address(), server.address().port()));
        deaf.getLast()
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + server.address() + "/"))
              .timeout(Duration.ofSeconds(60))
              .build();
      var whole = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(BLOCKS * BLOCK_BYTES, whole.body().length);
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }
}

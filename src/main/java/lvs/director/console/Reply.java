package lvs.director.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import lvs.director.http.Patience;
import lvs.director.port.Refusal;

/** Sends answers: with the headers that every one has, compressed where that pays. */
final class Reply {
  /** Nothing is loaded from elsewhere, nothing stands in the page itself, nobody frames it. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private static final int LEAST_COMPRESSED_BYTES = 1024;

  /** For an answer as a whole: long enough for a telephone far away. */
  private static final Duration WRITING = Duration.ofSeconds(60);

  /** For what the peer still sends of a request that was not read to its end. */
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Workers workers;
  private final Patience patience;

  Reply(Workers workers, Patience patience) {
    this.workers = workers;
    this.patience = patience;
  }

  static void headers(HttpExchange exchange) {
    ALWAYS.forEach(exchange.getResponseHeaders()::set);
  }

  void send(HttpExchange exchange, Answer answer) throws IOException {
    headers(exchange);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    answer.headers().forEach(headers::set);
    byte[] body = body(exchange, answer);
    patience.within(WRITING, () -> write(exchange, answer.status(), body));
    patience.within(CLOSING, exchange::close);
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bare = exchange.getRequestMethod().equals("HEAD") || status == 304;
    if (bare) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(status, bare || body.length == 0 ? -1 : body.length);
    if (!bare && body.length > 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
  }

  private byte[] body(HttpExchange exchange, Answer answer) {
    boolean image = answer.type().startsWith("image/png") || answer.type().startsWith("font/");
    if (image || answer.body().length < LEAST_COMPRESSED_BYTES) {
      return answer.body();
    }
    exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
    if (!accepts(exchange.getRequestHeaders().getFirst("Accept-Encoding"))) {
      return answer.body();
    }
    try {
      byte[] body = workers.run(() -> compressed(answer.body()));
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      return body;
    } catch (Rejection | Refusal busy) {
      return answer.body();
    }
  }

  /** RFC 9110 section 12.5.3; a weight of 0 forbids. */
  private static boolean accepts(String encodings) {
    return encodings != null
        && Arrays.stream(encodings.toLowerCase(Locale.ROOT).split(","))
            .map(each -> each.replace(" ", ""))
            .anyMatch(each -> each.matches("gzip(;q=(1.*|0\\.0*[1-9].*))?"));
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}

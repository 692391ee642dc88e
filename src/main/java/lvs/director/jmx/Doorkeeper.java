package lvs.director.jmx;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lvs.director.http.Credentials;
import lvs.director.http.HostHeader;

/**
 * Stands before Jolokia: lets in programs of this machine only, keeps out pages of browsers (by
 * Origin, and by Host against names that were rebound to a loopback address), and finds out who
 * calls.
 */
final class Doorkeeper extends Filter {
  private static final int LARGEST_BODY_BYTES = 1 << 20;

  private final Credentials credentials;

  Doorkeeper(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public String description() {
    return "loopback, POST, no browser, credentials";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<Refused> refused = refuse(exchange);
    if (refused.isPresent()) {
      answer(exchange, refused.get());
      return;
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null && !credentials.accept(authorization)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"lvs-director\"");
      answer(exchange, new Refused(401, "wrong user or password, or none is configured"));
      return;
    }
    exchange.setStreams(new Limited(exchange.getRequestBody()), null);
    Caller caller = authorization == null ? Caller.ANONYMOUS : Caller.OPERATOR;
    ScopedValue.where(Caller.CURRENT, caller)
        .call(
            () -> {
              chain.doFilter(exchange);
              return null;
            });
  }

  private record Refused(int status, String why) {}

  private static Optional<Refused> refuse(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    if (!exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
      return Optional.of(new Refused(403, "only programs of this machine may call"));
    }
    if (!HostHeader.isLoopback(headers.getFirst("Host"))) {
      return Optional.of(new Refused(403, "the Host header must name localhost or its address"));
    }
    if (headers.containsKey("Origin")) {
      return Optional.of(new Refused(403, "pages of a browser may not call"));
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      return Optional.of(new Refused(405, "send a POST request"));
    }
    return Optional.empty();
  }

  private static void answer(HttpExchange exchange, Refused refused) throws IOException {
    byte[] body = (refused.why() + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("Connection", "close");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(refused.status(), head ? -1 : body.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
    exchange.close();
  }

  /** A request body that ends with an error after {@link #LARGEST_BODY_BYTES}. */
  private static final class Limited extends FilterInputStream {
    private int readBytes;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int more) throws IOException {
      readBytes += more;
      if (readBytes > LARGEST_BODY_BYTES) {
        throw new IOException("the request has more than " + LARGEST_BODY_BYTES + " bytes");
      }
    }
  }
}

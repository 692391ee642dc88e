package lvs.director.lab.net;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web server on a host, which answers every path with one text. */
public final class WebServer implements AutoCloseable {
  private final HttpServer server;

  public WebServer(Host host, int port, String answer) {
    server = Inside.call(host.namespace(), () -> HttpServer.create(new InetSocketAddress(port), 0));
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  /**
   * What a client on a host gets.
   *
   * @throws AssertionError when it gets nothing
   */
  public static String get(Host client, String address, int port) {
    return Inside.call(
        client.namespace(),
        () -> {
          try (java.net.Socket socket = new java.net.Socket()) {
            socket.setSoTimeout(5_000);
            socket.connect(new InetSocketAddress(address, port), 5_000);
            socket
                .getOutputStream()
                .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer =
                new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            if (body < 0) {
              throw new IOException("no answer: " + answer);
            }
            return answer.substring(body + 4);
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

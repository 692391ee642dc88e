package lvs.director.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lvs.director.base.Endpoint;

/** A small web server of the demo that can be stopped and revived on the same port. */
final class DemoWebServer implements AutoCloseable {
  private final String name;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private Endpoint endpoint;
  private HttpServer server;

  DemoWebServer(String name, InetAddress address) throws IOException {
    this.name = name;
    this.endpoint = new Endpoint(address, 0);
    revive();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  synchronized boolean running() {
    return server != null;
  }

  synchronized void toggle() throws IOException {
    if (running()) {
      stop();
    } else {
      revive();
    }
  }

  private synchronized void revive() throws IOException {
    server = HttpServer.create(endpoint.socketAddress(), 128);
    endpoint = new Endpoint(endpoint.address(), server.getAddress().getPort());
    server.setExecutor(executor);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = ("Hello from " + name + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized void stop() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  @Override
  public void close() {
    stop();
    executor.shutdownNow();
  }
}

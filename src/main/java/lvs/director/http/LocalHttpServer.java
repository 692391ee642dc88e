package lvs.director.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lvs.director.base.Endpoint;

/**
 * The JDK's HTTP server with a few threads, a bounded number of connections, and a deadline for
 * slow requests. A connection has one request under way, so the queue can never be full.
 */
public final class LocalHttpServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MOST_CONNECTIONS = 128;
  private static final int BACKLOG = 64;
  private static final int REQUEST_DEADLINE_SECONDS = 20;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  /**
   * @param threadName name of the threads, with a number behind it
   * @throws IOException when the address cannot be had; the message names it
   */
  public LocalHttpServer(Endpoint address, String threadName) throws IOException {
    limit();
    try {
      server = HttpServer.create(address.socketAddress(), BACKLOG);
    } catch (IOException refused) {
      throw new IOException("cannot listen on " + address + ": " + refused.getMessage(), refused);
    }
    threads = threads(threadName);
    server.setExecutor(threads);
  }

  /** Limits of the JDK's server are properties that it reads when the first one is made. */
  private static void limit() {
    property("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    property("sun.net.httpserver.maxReqTime", REQUEST_DEADLINE_SECONDS);
  }

  private static void property(String name, int value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, Integer.toString(value));
    }
  }

  private static ThreadPoolExecutor threads(String name) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task ->
            Thread.ofPlatform()
                .daemon()
                .name(name + "-" + number.incrementAndGet())
                .unstarted(task);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(2 * MOST_CONNECTIONS),
            factory);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** For its contexts and its start. */
  public HttpServer server() {
    return server;
  }

  /** Where it listens; the port is the one that was found when 0 was asked for. */
  public Endpoint address() {
    return new Endpoint(server.getAddress().getAddress(), server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

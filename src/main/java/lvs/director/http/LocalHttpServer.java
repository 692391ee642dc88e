package lvs.director.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import lvs.director.base.Endpoint;

/**
 * The JDK's HTTP server with a bounded number of connections and a deadline for slow requests; with
 * a few threads, or with a virtual one for each request under way.
 */
public final class LocalHttpServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MOST_CONNECTIONS = 128;
  private static final int BACKLOG = 64;
  private static final int REQUEST_DEADLINE_SECONDS = 20;

  /** For the body of an answer: those who do not read would keep the few threads. */
  private static final Duration WRITING = Duration.ofSeconds(20);

  private final HttpServer server;
  private final ExecutorService threads;
  private final Patience patience;

  /**
   * With a few threads of its own. A connection has one request under way, so their queue can never
   * be full.
   *
   * @param threadName name of the threads, with a number behind it
   * @throws IOException when the address cannot be had; the message names it
   */
  public LocalHttpServer(Endpoint address, String threadName) throws IOException {
    this(bind(address, Optional.empty()), threadName, threads(threadName));
  }

  private LocalHttpServer(HttpServer server, String name, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
    this.patience = new Patience(name);
    server.setExecutor(threads);
  }

  /**
   * With a virtual thread for each request, which may take its time: who reads or writes slowly
   * keeps nobody else waiting.
   *
   * @param tls empty speaks plain HTTP
   * @throws IOException when the address cannot be had; the message names it
   */
  public static LocalHttpServer unhurried(
      Endpoint address, String threadName, Optional<SSLContext> tls) throws IOException {
    HttpServer server = bind(address, tls);
    return new LocalHttpServer(
        server,
        threadName,
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(threadName + "-", 1).factory()));
  }

  private static HttpServer bind(Endpoint address, Optional<SSLContext> tls) throws IOException {
    limit();
    try {
      return tls.isPresent()
          ? bind(address, tls.get())
          : HttpServer.create(address.socketAddress(), BACKLOG);
    } catch (IOException refused) {
      throw new IOException("cannot listen on " + address + ": " + refused.getMessage(), refused);
    }
  }

  private static HttpServer bind(Endpoint address, SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(address.socketAddress(), BACKLOG);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
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

  /** Answers what comes to a path, and gives up on who does not read the answer. */
  public HttpContext serve(String path, HttpHandler handler) {
    return serve(path, handler, WRITING);
  }

  HttpContext serve(String path, HttpHandler handler, Duration writing) {
    HttpContext context = server.createContext(path, handler);
    context
        .getFilters()
        .add(
            Filter.beforeHandler(
                "patience",
                exchange ->
                    exchange.setStreams(
                        null, new PatientStream(exchange.getResponseBody(), patience, writing))));
    return context;
  }

  /** For handlers that see to slow readers themselves. */
  public Patience patience() {
    return patience;
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
    patience.close();
  }
}

package lvs.director.jmx;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.http.HostHeader;
import lvs.director.http.LocalHttpServer;
import lvs.director.model.DirectorSettings;

/**
 * The metrics page at {@code http://ADDRESS/metrics}: our beans by {@link MetricsPage}, the JVM by
 * Prometheus's agent; below it {@link CompatiblePage}.
 *
 * <p>The agent could make all of it with the rules of {@code mbeans/jmx-exporter.yml}, and a test
 * holds both to the same lines; but it tries the rules on each attribute of each bean, which takes
 * minutes for 37,205 real servers.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private static final String CONTEXT = "/metrics";
  private static final String COMPATIBLE = CONTEXT + "/compatible";
  private static final int BUFFER_CHARS = 1 << 16;

  private final BeanRegistry beans;
  private final LocalHttpServer http;

  /**
   * @param address where to listen; port 0 finds a free one
   * @throws IOException when the address cannot be had
   */
  MetricsEndpoint(Endpoint address, BeanRegistry beans) throws IOException {
    this.beans = beans;
    http = new LocalHttpServer(address, "metrics");
    boolean loopback = address.address().isLoopbackAddress();
    http.serve(CONTEXT, exchange -> answer(exchange, loopback, this::page));
    http.serve(COMPATIBLE, exchange -> answer(exchange, loopback, this::compatiblePage));
    http.server().start();
  }

  /** Empty where the configuration switches metrics off. */
  public static Optional<MetricsEndpoint> start(DirectorSettings settings, BeanRegistry beans)
      throws IOException {
    return settings.prometheus().isPresent()
        ? Optional.of(new MetricsEndpoint(settings.prometheus().get(), beans))
        : Optional.empty();
  }

  /** Writes what is asked for of one page. */
  private interface Page {
    void write(Set<MetricsPart> parts, OutputStream out) throws IOException;
  }

  /**
   * @param loopback only programs of this machine can come here; a page of a browser on it may have
   *     had its own name rebound, and says so by its Host header
   */
  private static void answer(HttpExchange exchange, boolean loopback, Page page)
      throws IOException {
    try {
      if (loopback && !HostHeader.isLoopback(exchange.getRequestHeaders().getFirst("Host"))) {
        refuse(exchange, 403, "the Host header must name localhost or its address");
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      write(exchange, page, MetricsPart.of(exchange.getRequestURI().getRawQuery()));
    } catch (IllegalArgumentException nonsense) {
      refuse(exchange, 400, nonsense.getMessage());
    } finally {
      exchange.close();
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void write(HttpExchange exchange, Page page, Set<MetricsPart> parts)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    try (OutputStream out = body(exchange)) {
      page.write(parts, out);
    }
  }

  private static OutputStream body(HttpExchange exchange) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(200, 0);
    return gzip ? new QuickGzip(exchange.getResponseBody()) : exchange.getResponseBody();
  }

  private void page(Set<MetricsPart> parts, OutputStream out) throws IOException {
    Writer text = text(out);
    new MetricsPage(beans, text).write(parts);
    text.flush();
    if (parts.contains(MetricsPart.JVM)) {
      new PrometheusTextFormatWriter(false).write(out, Jvm.REGISTRY.scrape());
    }
  }

  /** In one piece. */
  private void compatiblePage(Set<MetricsPart> all, OutputStream out) throws IOException {
    Writer text = text(out);
    new CompatiblePage(beans.source(), text).write();
    text.flush();
  }

  private static Writer text(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARS);
  }

  /** Where it listens. */
  public Endpoint address() {
    return http.address();
  }

  /** The address for people and programs. */
  public String url() {
    return "http://" + address() + CONTEXT;
  }

  @Override
  public void close() {
    http.close();
  }

  /** Metrics of the JVM can be registered once in a process. */
  private static final class Jvm {
    static final PrometheusRegistry REGISTRY = make();

    private static PrometheusRegistry make() {
      PrometheusRegistry registry = new PrometheusRegistry();
      JvmMetrics.builder().register(registry);
      return registry;
    }
  }
}

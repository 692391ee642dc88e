package lvs.director.jmx;

import io.prometheus.jmx.BuildInfoMetrics;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.management.MalformedObjectNameException;
import lvs.director.base.Endpoint;
import lvs.director.model.DirectorSettings;

/**
 * The metrics page at {@code http://ADDRESS/metrics}, made from the beans by Prometheus's agent.
 */
public final class MetricsEndpoint implements AutoCloseable {
  private static final String RULES = "/mbeans/jmx-exporter.yml";
  private static final String CONTEXT = "/metrics";

  private final LocalHttpServer http;

  /**
   * @param address where to listen; port 0 finds a free one
   * @throws IOException when the address cannot be had
   */
  MetricsEndpoint(Endpoint address) throws IOException {
    http = new LocalHttpServer(address, "metrics");
    http.server().createContext(CONTEXT, new MetricsHandler(Registry.ONLY));
    http.server().start();
  }

  /** Empty where the configuration switches metrics off. */
  public static Optional<MetricsEndpoint> start(DirectorSettings settings) throws IOException {
    return settings.prometheus().isPresent()
        ? Optional.of(new MetricsEndpoint(settings.prometheus().get()))
        : Optional.empty();
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

  /** Metrics of the JVM can be registered once in a process, so there is one registry. */
  private static final class Registry {
    static final PrometheusRegistry ONLY = make();

    private static PrometheusRegistry make() {
      PrometheusRegistry registry = new PrometheusRegistry();
      new BuildInfoMetrics().register(registry);
      JvmMetrics.builder().register(registry);
      try (InputStream rules = MetricsEndpoint.class.getResourceAsStream(RULES)) {
        new JmxCollector(rules).register(registry);
      } catch (IOException | MalformedObjectNameException broken) {
        throw new IllegalStateException("cannot read " + RULES + ": " + broken, broken);
      }
      return registry;
    }
  }
}

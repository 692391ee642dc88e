package lvs.director.jmx;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.http.Credentials;
import lvs.director.http.LocalHttpServer;
import lvs.director.model.DirectorSettings;
import org.jolokia.core.api.LogHandler;
import org.jolokia.jvmagent.handler.JolokiaHttpHandler;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.restrictor.policy.PolicyRestrictor;
import org.jolokia.server.core.service.JolokiaServiceManagerFactory;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jolokia.service.jmx.handler.list.JDKManagementCacheKeyProvider;
import org.jolokia.service.serializer.JolokiaSerializer;

/**
 * Jolokia at {@code http://ADDRESS/jolokia}: JMX as JSON over HTTP, for programs of this machine.
 *
 * <p>Only the services named here are there; Jolokia's proxy to other machines, its multicast
 * discovery, its history store and its server-sent events are not.
 */
public final class JolokiaEndpoint implements AutoCloseable {
  private static final String CONTEXT = "/jolokia";
  private static final String POLICY = "/mbeans/jolokia-access.xml";

  /** Values in one answer; the rest is cut off. One real server has 40. */
  private static final String MOST_OBJECTS = "500000";

  private final JolokiaServiceManager services;
  private final LocalHttpServer http;

  /**
   * @param address where to listen; port 0 finds a free one
   * @param credentials what operations need
   * @throws IOException when the address cannot be had
   */
  JolokiaEndpoint(Endpoint address, Credentials credentials) throws IOException {
    http = new LocalHttpServer(address, "jolokia");
    services =
        JolokiaServiceManagerFactory.createJolokiaServiceManager(
            configuration(), new Log(), new OperatorRestrictor(policy()));
    services.addService(new RefusedCommands());
    services.addService(new LocalRequestHandler(1000));
    services.addService(new JolokiaSerializer());
    services.addService(new JDKManagementCacheKeyProvider(100));
    services.addService(new BeanTypeCacheKey());
    var context = http.serve(CONTEXT, new JolokiaHttpHandler(services.start()));
    context.getFilters().add(new Doorkeeper(credentials));
    http.server().start();
  }

  /** Empty where the configuration switches Jolokia off. */
  public static Optional<JolokiaEndpoint> start(DirectorSettings settings) throws IOException {
    if (settings.jolokia().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JolokiaEndpoint(
            settings.jolokia().get(),
            new Credentials(settings.jolokiaUser(), settings.jolokiaPasswordFile())));
  }

  private static StaticConfiguration configuration() {
    return new StaticConfiguration(
        Map.of(
            ConfigKey.AGENT_CONTEXT.getKeyValue(), CONTEXT,
            ConfigKey.AGENT_ID.getKeyValue(), "lvs-director",
            ConfigKey.DISCOVERY_ENABLED.getKeyValue(), "false",
            ConfigKey.ALLOW_DNS_REVERSE_LOOKUP.getKeyValue(), "false",
            ConfigKey.INCLUDE_STACKTRACE.getKeyValue(), "false",
            ConfigKey.CANONICAL_NAMING.getKeyValue(), "false",
            ConfigKey.MAX_OBJECTS.getKeyValue(), MOST_OBJECTS));
  }

  static PolicyRestrictor policy() throws IOException {
    try (InputStream policy = JolokiaEndpoint.class.getResourceAsStream(POLICY)) {
      return new PolicyRestrictor(policy);
    }
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
    services.stop();
  }

  /** Jolokia's messages, in the director's log. */
  private static final class Log implements LogHandler {
    private static final System.Logger LOG = System.getLogger(JolokiaEndpoint.class.getName());

    @Override
    public void debug(String message) {
      LOG.log(System.Logger.Level.TRACE, message);
    }

    @Override
    public void info(String message) {
      LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void error(String message, Throwable cause) {
      LOG.log(System.Logger.Level.WARNING, message, cause);
    }

    @Override
    public boolean isDebug() {
      return false;
    }
  }
}

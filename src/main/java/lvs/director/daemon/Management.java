package lvs.director.daemon;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.jmx.BeanRegistry;
import lvs.director.jmx.JolokiaEndpoint;
import lvs.director.jmx.MetricsEndpoint;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;

/**
 * The doors of management: beans, Jolokia and metrics, opened and moved as the configuration says.
 * A door that cannot be opened is reported and leaves the service alone: traffic matters more.
 */
final class Management implements AutoCloseable {
  private final RunningDirector director;
  private final EventLog log;
  private final BeanRegistry beans;
  private Optional<DirectorSettings> followed = Optional.empty();
  private JolokiaEndpoint jolokia;
  private MetricsEndpoint metrics;

  Management(RunningDirector director, EventLog log) {
    this.director = director;
    this.log = log;
    this.beans = new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
  }

  /** Called after each configuration change, one at a time. */
  synchronized void follow(Configuration configuration) {
    beans.synchronise(director.pool());
    DirectorSettings settings = configuration.director();
    if (followed.isEmpty() || jolokiaMoved(followed.get(), settings)) {
      closeJolokia();
      settings.jolokia().ifPresent(at -> openJolokia(settings, at));
    }
    if (followed.isEmpty() || !followed.get().prometheus().equals(settings.prometheus())) {
      closeMetrics();
      settings.prometheus().ifPresent(this::openMetrics);
    }
    followed = Optional.of(settings);
  }

  private static boolean jolokiaMoved(DirectorSettings before, DirectorSettings now) {
    return !before.jolokia().equals(now.jolokia())
        || !before.jolokiaUser().equals(now.jolokiaUser())
        || !before.jolokiaPasswordFile().equals(now.jolokiaPasswordFile());
  }

  private void openJolokia(DirectorSettings settings, Endpoint at) {
    try {
      jolokia = JolokiaEndpoint.open(settings);
      log.info("Jolokia listens on http://" + at + "/jolokia");
    } catch (java.io.IOException failed) {
      log.error(
          "Jolokia cannot listen on " + at + ": " + failed.getMessage()
              + "; choose another address with 'jolokia IP PORT' in the director block");
    }
  }

  private void openMetrics(Endpoint at) {
    try {
      metrics = MetricsEndpoint.open(at);
      log.info("metrics are at http://" + at + "/metrics");
    } catch (java.io.IOException failed) {
      log.error(
          "metrics cannot be served on " + at + ": " + failed.getMessage()
              + "; choose another address with 'prometheus IP PORT' in the director block");
    }
  }

  private void closeJolokia() {
    if (jolokia != null) {
      jolokia.close();
      jolokia = null;
    }
  }

  private void closeMetrics() {
    if (metrics != null) {
      metrics.close();
      metrics = null;
    }
  }

  @Override
  public synchronized void close() {
    closeJolokia();
    closeMetrics();
    beans.close();
  }
}

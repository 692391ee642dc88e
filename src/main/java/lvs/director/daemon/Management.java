package lvs.director.daemon;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import lvs.director.jmx.BeanRegistry;
import lvs.director.jmx.JolokiaEndpoint;
import lvs.director.jmx.MetricsEndpoint;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings;

/**
 * The doors of management: beans, Jolokia, metrics and console, opened and moved as the
 * configuration says. A door that cannot be opened is reported and leaves the service alone:
 * traffic matters more.
 */
final class Management implements AutoCloseable {
  private final RunningDirector director;
  private final EventLog log;
  private final BeanRegistry beans;
  private Optional<DirectorSettings> followed = Optional.empty();
  private Optional<JolokiaEndpoint> jolokia = Optional.empty();
  private Optional<MetricsEndpoint> metrics = Optional.empty();
  private final ConsoleDoor console;

  Management(RunningDirector director, EventLog log) {
    this.director = director;
    this.log = log;
    this.beans = new BeanRegistry(director, ManagementFactory.getPlatformMBeanServer());
    this.console = new ConsoleDoor(director, log);
  }

  /**
   * Called after each configuration change, one at a time. A door that could not be opened before
   * is tried again: its port may be free by now.
   */
  synchronized void follow(Configuration configuration) {
    beans.synchronise(director.pool());
    beans.synchronise(director.vrrp());
    DirectorSettings settings = configuration.director();
    if (jolokia.isEmpty() || jolokiaMoved(followed.orElseThrow(), settings)) {
      closeJolokia();
      openJolokia(settings);
    }
    if (metrics.isEmpty() || !followed.orElseThrow().prometheus().equals(settings.prometheus())) {
      closeMetrics();
      openMetrics(settings);
    }
    console.follow(settings);
    followed = Optional.of(settings);
  }

  private static boolean jolokiaMoved(DirectorSettings before, DirectorSettings now) {
    return !before.jolokia().equals(now.jolokia())
        || !before.jolokiaUser().equals(now.jolokiaUser())
        || !before.jolokiaPasswordFile().equals(now.jolokiaPasswordFile());
  }

  private void openJolokia(DirectorSettings settings) {
    try {
      jolokia = JolokiaEndpoint.start(settings);
      jolokia.ifPresent(open -> log.info("Jolokia listens on " + open.url()));
    } catch (IOException failed) {
      log.error(
          "Jolokia is not available: "
              + failed.getMessage()
              + "; choose another address with 'jolokia IP PORT' in the director block");
    }
  }

  private void openMetrics(DirectorSettings settings) {
    try {
      metrics = MetricsEndpoint.start(settings, beans);
      metrics.ifPresent(open -> log.info("metrics are at " + open.url()));
    } catch (IOException failed) {
      log.error(
          "metrics are not available: "
              + failed.getMessage()
              + "; choose another address with 'prometheus IP PORT' in the director block");
    }
  }

  private void closeJolokia() {
    jolokia.ifPresent(JolokiaEndpoint::close);
    jolokia = Optional.empty();
  }

  private void closeMetrics() {
    metrics.ifPresent(MetricsEndpoint::close);
    metrics = Optional.empty();
  }

  @Override
  public synchronized void close() {
    console.close();
    closeJolokia();
    closeMetrics();
    beans.close();
  }
}

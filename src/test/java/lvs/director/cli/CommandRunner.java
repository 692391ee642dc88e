package lvs.director.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;

/** Runs commands in this process against the beans of a {@link TestDirector}, over real RMI. */
final class CommandRunner implements AutoCloseable {
  /** 2023-11-14 22:13:20 UTC. */
  static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

  final TestDirector director;
  private final JMXConnectorServer connectorServer;

  /** What a command did. */
  record Outcome(int exitCode, String out, String err) {}

  CommandRunner() throws JMException, IOException {
    MBeanServer server = MBeanServerFactory.newMBeanServer("lvs.director");
    director = new TestDirector(server);
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    connectorServer =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("service:jmx:rmi://"), Map.of(), server);
    connectorServer.start();
  }

  Outcome run(String... arguments) {
    return run(surroundings(runDirectory -> connect()), arguments);
  }

  Outcome runOnTerminal(Map<String, String> environment, String... arguments) {
    Surroundings plain = surroundings(runDirectory -> connect());
    return run(
        new Surroundings(
            plain.out(),
            plain.err(),
            environment,
            plain.userId(),
            true,
            plain.clock(),
            plain.zone(),
            plain.files(),
            plain.connector(),
            plain.launch()),
        arguments);
  }

  static Outcome runAlone(Surroundings.Connector connector, String... arguments) {
    return run(surroundings(connector), arguments);
  }

  static Outcome run(Surroundings surroundings, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings captured =
        new Surroundings(
            new PrintWriter(out),
            new PrintWriter(err),
            surroundings.environment(),
            surroundings.userId(),
            surroundings.terminal(),
            surroundings.clock(),
            surroundings.zone(),
            surroundings.files(),
            surroundings.connector(),
            surroundings.launch());
    int exitCode = new Program(captured).execute(arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  static Surroundings surroundings(Surroundings.Connector connector) {
    return new Surroundings(
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        Map.of("HOME", "/home/someone"),
        1000,
        false,
        InstantSource.fixed(NOW),
        ZoneOffset.UTC,
        Path.of("/nonexistent"),
        connector,
        () -> null);
  }

  private DirectorConnection connect() {
    try {
      JMXConnector connector = JMXConnectorFactory.connect(connectorServer.getAddress());
      return DirectorConnection.over(
          connector.getMBeanServerConnection(), connector::close, ProcessHandle.current().pid());
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void close() throws IOException {
    connectorServer.stop();
  }
}

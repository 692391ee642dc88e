package lvs.director.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.QueryExp;

/**
 * A running director's beans. Every call here is one round trip; what could be many is asked for at
 * once.
 */
final class DirectorConnection implements AutoCloseable {
  private final MBeanServerConnection server;
  private final Closing closing;
  private final long processId;

  private DirectorConnection(MBeanServerConnection server, Closing closing, long processId) {
    this.server = server;
    this.closing = closing;
    this.processId = processId;
  }

  /** What ends the connection. */
  interface Closing {
    void close() throws IOException;
  }

  private interface RoundTrip<T> {
    T run() throws JMException, IOException;
  }

  /**
   * @throws Failure when the process has no director in it
   */
  static DirectorConnection over(MBeanServerConnection server, Closing closing, long processId) {
    DirectorConnection connection = new DirectorConnection(server, closing, processId);
    if (connection.has(Beans.DIRECTOR)) {
      return connection;
    }
    connection.close();
    throw new Failure(
        ExitCode.NOT_RUNNING,
        "no director is running: process "
            + processId
            + " has no "
            + Beans.DIRECTOR
            + " (it may be starting or stopping)");
  }

  long processId() {
    return processId;
  }

  boolean has(ObjectName bean) {
    return roundTrip(() -> server.isRegistered(bean));
  }

  /** Names of the beans that match; the condition is evaluated in the director. */
  Set<ObjectName> names(ObjectName pattern, QueryExp condition) {
    return roundTrip(() -> server.queryNames(pattern, condition));
  }

  /** The attributes asked for, in that order. */
  Map<String, Object> attributes(ObjectName bean, String... names) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : roundTrip(() -> server.getAttributes(bean, names)).asList()) {
      values.put(attribute.getName(), attribute.getValue());
    }
    return values;
  }

  /** Empty when a reload has removed the bean since its name was read. */
  Optional<Map<String, Object>> attributesIfThere(ObjectName bean, String... names) {
    try {
      return Optional.of(attributes(bean, names));
    } catch (Failure gone) {
      if (gone.getCause() instanceof InstanceNotFoundException) {
        return Optional.empty();
      }
      throw gone;
    }
  }

  /** Runs an operation without arguments. */
  Object invoke(ObjectName bean, String operation) {
    return invoke(bean, operation, new Object[0], new String[0]);
  }

  Object invoke(ObjectName bean, String operation, Object[] arguments, String[] types) {
    return roundTrip(() -> server.invoke(bean, operation, arguments, types));
  }

  private <T> T roundTrip(RoundTrip<T> call) {
    try {
      return call.run();
    } catch (InstanceNotFoundException gone) {
      throw new Failure(
          ExitCode.REFUSED, "it has just gone with a reload: " + gone.getMessage(), gone);
    } catch (JMException | JMRuntimeException refused) {
      throw new Failure(ExitCode.REFUSED, reason(refused), refused);
    } catch (IOException broken) {
      throw new Failure(
          ExitCode.NO_ANSWER, "the director does not answer: " + reason(broken), broken);
    }
  }

  /** JMX wraps what a bean throws; the message for people is in the innermost exception. */
  private static String reason(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank() ? innermost.toString() : message;
  }

  @Override
  public void close() {
    try {
      closing.close();
    } catch (IOException alreadyGone) {
      // After "stop" the other end is no longer there, which is what was wanted.
    }
  }
}

package lvs.director.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reaches a director as jconsole does: attach to the process, start its local management agent if
 * it has none yet, connect. Needs no port and no password, only the same user or root.
 */
final class AttachConnector implements Surroundings.Connector {
  private final long userId;

  AttachConnector(long userId) {
    this.userId = userId;
  }

  @Override
  public DirectorConnection connect(Path runDirectory) {
    // A director that hangs must not hang the command too; a script check may take two minutes.
    System.setProperty("sun.rmi.transport.tcp.responseTimeout", "180000");
    RunningProcess process = RunningProcess.find(runDirectory, userId);
    try {
      JMXConnector connector = JMXConnectorFactory.connect(localAddress(process.processId()));
      return DirectorConnection.over(
          connector.getMBeanServerConnection(), connector::close, process.processId());
    } catch (IOException | AttachNotSupportedException broken) {
      throw new Failure(
          ExitCode.NO_ANSWER,
          "the director (process "
              + process.processId()
              + ") does not let us attach: "
              + broken.getMessage()
              + "; it may hang, or run with -XX:+DisableAttachMechanism",
          broken);
    }
  }

  private static JMXServiceURL localAddress(long processId)
      throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(processId));
    try {
      return new JMXServiceURL(machine.startLocalManagementAgent());
    } finally {
      machine.detach();
    }
  }
}

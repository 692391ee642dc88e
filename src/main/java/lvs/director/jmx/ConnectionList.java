package lvs.director.jmx;

import java.util.List;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.Connection;

/** Prints connections in the columns of {@code ipvsadm -Lnc}. */
public final class ConnectionList {
  private static final String ROW = "%-3s %-6s %-11s %-18s %-18s %s\n";

  private ConnectionList() {}

  public static String print(List<Connection> connections) {
    StringBuilder text = new StringBuilder("IPVS connection entries\n");
    text.append(String.format(ROW, "pro", "expire", "state", "source", "virtual", "destination"));
    for (Connection connection : connections) {
      text.append(row(connection));
    }
    return text.toString();
  }

  private static String row(Connection connection) {
    return String.format(
        ROW,
        protocol(connection),
        minutesAndSeconds(connection.expiresSeconds()),
        connection.state(),
        connection.client(),
        connection.virtual(),
        connection.server());
  }

  /** A firewall mark has no protocol of its own: IP for templates, as the kernel has it. */
  private static String protocol(Connection connection) {
    return switch (connection.service()) {
      case ServiceKey.Address address -> address.protocol().name();
      case ServiceKey.Mark mark when connection.state().equals("NONE") -> "IP";
      case ServiceKey.Mark mark when connection.state().equals("UDP") -> Protocol.UDP.name();
      case ServiceKey.Mark mark -> Protocol.TCP.name();
    };
  }

  private static String minutesAndSeconds(long seconds) {
    return String.format("%02d:%02d", seconds / 60, seconds % 60);
  }
}

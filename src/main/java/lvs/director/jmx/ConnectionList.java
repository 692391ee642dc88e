package lvs.director.jmx;

import java.util.List;
import lvs.director.ipvs.ConnectionEntry;
import lvs.director.ipvs.ConnectionText;
import lvs.director.ipvs.Names;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.Connection;

/** The director's connections as {@code ipvsadm -Lnc} would print them. */
final class ConnectionList {
  private ConnectionList() {}

  static String print(List<Connection> connections) {
    ConnectionText columns = new ConnectionText(false, Names.NUMERIC);
    StringBuilder text = new StringBuilder(columns.title());
    connections.forEach(each -> text.append(columns.line(entry(each))));
    return text.toString();
  }

  private static ConnectionEntry entry(Connection connection) {
    return new ConnectionEntry(
        protocol(connection),
        connection.client(),
        connection.virtual(),
        connection.server(),
        connection.state(),
        connection.expiresSeconds(),
        "",
        "");
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
}

package lvs.director.linux;

import java.util.List;
import lvs.director.port.DataPlane;

/** Connections as /proc/net/ip_vs_conn and ip_vs_conn_sync show them. */
final class ConnectionFile {
  private ConnectionFile() {}

  /** Read as a stream; the file may have millions of lines. */
  static List<DataPlane.Connection> read(int limit) {
    return List.of();
  }

  /** How many were learned from another director. */
  static long synchronised() {
    return 0;
  }
}

package lvs.director.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.ipvs.ConnectionEntry;
import lvs.director.ipvs.ConnectionOwner;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane;

/**
 * Connections as /proc/net/ip_vs_conn and ip_vs_conn_sync show them, in the network namespace of
 * the calling thread. They are read as a stream: with millions of connections the kernel needs
 * seconds to write them down, so neither belongs into a thread that others wait for.
 */
final class ConnectionFile {
  private static final Path FOLDER = Path.of("/proc/thread-self/net");

  private ConnectionFile() {}

  /**
   * @param table for telling which service a connection belongs to
   * @return connections and templates in the kernel's order; none where there is no such file
   */
  static List<DataPlane.Connection> read(int limit, ServiceTable table) {
    ConnectionOwner owner = new ConnectionOwner(table);
    List<DataPlane.Connection> found = new ArrayList<>();
    try (BufferedReader lines = open("ip_vs_conn")) {
      String line = lines.readLine();
      while (line != null && found.size() < limit) {
        ConnectionEntry.parse(line).flatMap(each -> connection(each, owner)).ifPresent(found::add);
        line = lines.readLine();
      }
    } catch (IOException noFile) {
      return found;
    }
    return found;
  }

  private static Optional<DataPlane.Connection> connection(
      ConnectionEntry entry, ConnectionOwner owner) {
    return owner
        .of(entry)
        .map(
            service ->
                new DataPlane.Connection(
                    service,
                    entry.state(),
                    entry.expiresSeconds(),
                    entry.client(),
                    entry.virtual(),
                    entry.server()));
  }

  /** How many connections and templates were learned from another director; reads all of them. */
  static long synchronised() {
    long count = 0;
    try (BufferedReader lines = open("ip_vs_conn_sync")) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        count += ConnectionEntry.isSynchronised(line) ? 1 : 0;
      }
    } catch (IOException noFile) {
      return count;
    }
    return count;
  }

  private static BufferedReader open(String name) throws IOException {
    return Files.newBufferedReader(FOLDER.resolve(name), StandardCharsets.ISO_8859_1);
  }
}

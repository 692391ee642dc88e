package lvs.director.ipvs;

import java.util.Optional;
import lvs.director.model.Protocol;

/**
 * Prints connections in the columns of {@code ipvsadm -Lc}. Names are never cut, unlike ipvsadm's.
 */
public final class ConnectionText {
  private final boolean engines;
  private final EndpointText endpoints;

  /**
   * @param engines with the columns for persistence engines ({@code --persistent-conn})
   */
  public ConnectionText(boolean engines, Names names) {
    this.engines = engines;
    this.endpoints = new EndpointText(names);
  }

  /** The two lines before the first connection. */
  public String title() {
    return "IPVS connection entries\n"
        + row("pro", "expire", "state", "source", "virtual")
        + (engines
            ? "%-18s %-16s %s\n".formatted("destination", "pe name", "pe_data")
            : "destination\n");
  }

  /** A connection with its line end. */
  public String line(ConnectionEntry entry) {
    Optional<Protocol> protocol = entry.knownProtocol();
    String server = endpoints.of(entry.server(), protocol);
    return row(
            entry.protocol(),
            minutesAndSeconds(entry.expiresSeconds()),
            entry.state(),
            endpoints.of(entry.client(), protocol),
            endpoints.of(entry.virtual(), protocol))
        + (engines && !entry.engine().isEmpty()
            ? "%-16s %-18s %s\n".formatted(server, entry.engine(), entry.engineData())
            : server + "\n");
  }

  private static String row(
      String protocol, String expires, String state, String client, String virtual) {
    return new TextColumns()
        .left(protocol, 3)
        .add(" ")
        .left(expires, 6)
        .add(" ")
        .left(state, 11)
        .add(" ")
        .left(client, 18)
        .add(" ")
        .left(virtual, 18)
        .add(" ")
        .toString();
  }

  private static String minutesAndSeconds(long seconds) {
    return String.format("%02d:%02d", seconds / 60, seconds % 60);
  }
}

package lvs.director.ipvs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.model.Protocol;

/**
 * A connection, or a persistence template (state NONE, the client's port 0), as the kernel shows it
 * in /proc/net/ip_vs_conn.
 *
 * @param protocol TCP, UDP, SCTP, or IP for a template of a firewall mark
 * @param virtual address and port that the client speaks to; a mark's template has the mark there
 * @param engine persistence engine; empty for most
 * @param engineData what the engine knows the client by
 */
public record ConnectionEntry(
    String protocol,
    Endpoint client,
    Endpoint virtual,
    Endpoint server,
    String state,
    long expiresSeconds,
    String engine,
    String engineData) {

  private static final int ORIGIN = 8;

  /**
   * Reads a line: protocol, client, port, virtual address, port, server, port, state, expiry, and
   * maybe engine and its data. IPv4 addresses and ports are hexadecimal, IPv6 addresses have eight
   * groups of four.
   *
   * @return empty for the title and for what has another form
   */
  public static Optional<ConnectionEntry> parse(String line) {
    String[] words = line.strip().split("[ \\t]+", 11);
    if (words.length < 9) {
      return Optional.empty();
    }
    Optional<Endpoint> client = endpoint(words[1], words[2]);
    Optional<Endpoint> virtual = endpoint(words[3], words[4]);
    Optional<Endpoint> server = endpoint(words[5], words[6]);
    boolean complete = client.isPresent() && virtual.isPresent() && server.isPresent();
    return !complete || !words[8].matches("[0-9]{1,10}")
        ? Optional.empty()
        : Optional.of(
            new ConnectionEntry(
                words[0],
                client.get(),
                virtual.get(),
                server.get(),
                words[7],
                Long.parseLong(words[8]),
                words.length > 9 ? words[9] : "",
                words.length > 10 ? words[10] : ""));
  }

  /**
   * Whether a line of ip_vs_conn_sync, which has the origin before the expiry, is of a connection
   * that another director told of. Makes nothing of the rest: the file may have millions of lines.
   */
  public static boolean isSynchronised(String line) {
    int at = 0;
    for (int word = 0; word < ORIGIN && at >= 0; word++) {
      at = next(line, at);
    }
    return at >= 0 && line.startsWith("SYNC ", at);
  }

  /** Where the word after this one begins; -1 when there is none. */
  private static int next(String line, int from) {
    int blank = line.indexOf(' ', from);
    while (blank >= 0 && blank < line.length() && line.charAt(blank) == ' ') {
      blank++;
    }
    return blank < line.length() ? blank : -1;
  }

  private static Optional<Endpoint> endpoint(String address, String port) {
    String digits = address.replace(":", "");
    boolean fits = digits.length() == 8 || digits.length() == 32;
    if (!fits || !digits.matches("[0-9a-fA-F]+") || !port.matches("[0-9a-fA-F]{1,4}")) {
      return Optional.empty();
    }
    try {
      InetAddress parsed = InetAddress.getByAddress(HexFormat.of().parseHex(digits));
      return Optional.of(new Endpoint(parsed, HexFormat.fromHexDigits(port)));
    } catch (UnknownHostException impossible) {
      return Optional.empty();
    }
  }

  /** Empty for IP. */
  Optional<Protocol> knownProtocol() {
    return Arrays.stream(Protocol.values())
        .filter(each -> each.name().equals(protocol))
        .findFirst();
  }

  /** The firewall mark whose template this is. */
  Optional<Integer> mark() {
    return protocol.equals("IP")
        ? Optional.of(ByteBuffer.wrap(virtual.address().getAddress()).getInt())
        : Optional.empty();
  }
}

package lvs.director.ipvs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * One line of /proc/net/ip_vs_conn or ip_vs_conn_sync, as ip_vs_conn_seq_show and
 * ip_vs_conn_sync_seq_show of the kernel's ip_vs_conn.c write them. Addresses and ports are
 * hexadecimal; IPv6 addresses have eight groups of four digits.
 *
 * <pre>
 * Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
 * TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED     898
 * UDP 0A000105 0000 0A000064 13C4 0A000002 13C4 NONE             56 sip abcdef0123@host
 * Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires
 * TCP 0A000105 C42A 0A000064 0050 0A000002 1F90 ESTABLISHED SYNC       898
 * </pre>
 *
 * @param protocol TCP, UDP, SCTP, AH, ESP; {@code IP} for the template of a firewall mark
 * @param client port 0 in a persistence template
 * @param virtual what the client asked for; the mark stands in the first four bytes of the address
 *     where the protocol is {@code IP}
 * @param server may be of another family where the service tunnels
 * @param state such as ESTABLISHED; of a template NONE or ASSURED
 * @param expiresSeconds until it is forgotten
 * @param engine persistence engine and its data; only ip_vs_conn has them
 */
public record ConnectionRow(
    String protocol,
    Endpoint client,
    Endpoint virtual,
    Endpoint server,
    String state,
    Origin origin,
    long expiresSeconds,
    Optional<Engine> engine) {
  private static final String LOCAL = "LOCAL";
  private static final String SYNC = "SYNC";
  private static final int STATE = 7;
  private static final int IPV4_DIGITS = 8;

  /** Where the kernel knows a connection from; ip_vs_conn does not tell. */
  public enum Origin {
    UNTOLD,
    LOCAL,
    SYNCHRONISED
  }

  /**
   * @param name such as {@code sip}
   * @param data such as the Call-ID; may be empty
   */
  public record Engine(String name, String data) {}

  /** Empty for titles and for lines that this program does not know; never an exception. */
  public static Optional<ConnectionRow> parse(String line) {
    String[] words = line.strip().split(" +");
    if (words.length < STATE + 2) {
      return Optional.empty();
    }
    Origin origin = origin(words[STATE + 1]);
    int expires = origin == Origin.UNTOLD ? STATE + 1 : STATE + 2;
    Optional<Endpoint> client = endpoint(words[1], words[2]);
    Optional<Endpoint> virtual = endpoint(words[3], words[4]);
    Optional<Endpoint> server = endpoint(words[5], words[6]);
    if (client.isEmpty()
        || virtual.isEmpty()
        || server.isEmpty()
        || words.length <= expires
        || !isNumber(words[expires])) {
      return Optional.empty();
    }
    return Optional.of(
        new ConnectionRow(
            words[0],
            client.get(),
            virtual.get(),
            server.get(),
            words[STATE],
            origin,
            Long.parseLong(words[expires]),
            engine(words, expires + 1)));
  }

  private static Origin origin(String word) {
    return switch (word) {
      case LOCAL -> Origin.LOCAL;
      case SYNC -> Origin.SYNCHRONISED;
      default -> Origin.UNTOLD;
    };
  }

  private static Optional<Engine> engine(String[] words, int at) {
    return words.length > at
        ? Optional.of(new Engine(words[at], words.length > at + 1 ? words[at + 1] : ""))
        : Optional.empty();
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() <= 18
        && word.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private static Optional<Endpoint> endpoint(String address, String port) {
    boolean ipv6 = address.indexOf(':') >= 0;
    String digits = ipv6 ? address.replace(":", "") : address;
    if (digits.length() != (ipv6 ? 4 : 1) * IPV4_DIGITS || port.length() != 4) {
      return Optional.empty();
    }
    try {
      InetAddress parsed = InetAddress.getByAddress(HexFormat.of().parseHex(digits));
      return Optional.of(new Endpoint(parsed, HexFormat.fromHexDigits(port)));
    } catch (IllegalArgumentException | UnknownHostException otherText) {
      return Optional.empty();
    }
  }

  /**
   * Whether a line of ip_vs_conn_sync is of a connection that another director told of, without
   * making anything of the rest: the file may have millions of lines.
   */
  public static boolean isSynchronised(String line) {
    int at = 0;
    for (int word = 0; word <= STATE && at >= 0; word++) {
      at = next(line, at);
    }
    return at >= 0 && line.startsWith(SYNC + " ", at);
  }

  /** Where the word after this one begins; -1 when there is none. */
  private static int next(String line, int from) {
    int blank = line.indexOf(' ', from);
    while (blank >= 0 && blank < line.length() && line.charAt(blank) == ' ') {
      blank++;
    }
    return blank < line.length() ? blank : -1;
  }

  /** The firewall mark whose template this is. */
  Optional<Integer> mark() {
    byte[] address = virtual.address().getAddress();
    return protocol.equals("IP")
        ? Optional.of(ByteBuffer.wrap(address).getInt())
        : Optional.empty();
  }
}

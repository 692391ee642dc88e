package lvs.director.pool;

import java.util.List;
import java.util.OptionalInt;
import lvs.director.model.Check;

/**
 * One check of one real server, as it stands.
 *
 * @param id unique under its server and safe in a JMX object name: {@code 1-TCP_CHECK}
 * @param state where it stands
 * @param failuresInARow since the last good run
 * @param runs finished runs
 * @param failures bad runs
 * @param latenessNanos how late the last run started
 * @param last at most ten results, newest first
 * @param certificateDaysLeft from the last run that saw a certificate
 */
public record CheckStatus(
    String id,
    Check check,
    State state,
    int failuresInARow,
    long runs,
    long failures,
    long latenessNanos,
    List<CheckResult> last,
    OptionalInt certificateDaysLeft) {

  /** What it looks at, in words: an address with its port, a program, a file. */
  public String target() {
    return switch (check) {
      case Check.Tcp tcp -> tcp.target().destination().toString();
      case Check.Http http -> http.target().destination().toString();
      case Check.Smtp smtp -> smtp.target().destination().toString();
      case Check.Dns dns -> dns.target().destination().toString();
      case Check.Udp udp -> udp.target().destination().toString();
      case Check.Ping ping -> ping.target().destination().host();
      case Check.Misc misc -> misc.script().argv().getFirst();
      case Check.File file -> "tracked file " + file.trackFile();
      case Check.Bfd bfd -> "BFD instance " + bfd.instance();
    };
  }

  /** What a check says about its server. */
  public enum State {
    /** No run has finished yet. */
    UNCHECKED,
    UP,
    DOWN,
    /** ha_suspend: the virtual address is not on this machine. */
    SUSPENDED
  }
}

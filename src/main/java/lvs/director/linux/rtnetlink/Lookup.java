package lvs.director.linux.rtnetlink;

/**
 * What names mean on this machine. A name that means nothing is an {@link UnknownName}; numbers may
 * be written instead of all names but those of interfaces.
 */
public interface Lookup {
  /** Index of an interface. */
  int link(String name);

  /** Table of a VRF device. */
  long vrfTable(String name);

  /** Routing table, as in rt_tables. */
  long table(String name);

  /** Origin of routes and rules, as in rt_protos. */
  int protocol(String name);

  /** As in rt_scopes. */
  int scope(String name);

  /** {@code TO} or {@code FROM/TO}, as in rt_realms. */
  long realms(String name);

  /** Group of interfaces, as in group. */
  long group(String name);

  /** Transport protocol, as in /etc/protocols. */
  int ipProtocol(String name);

  /** The message is for operators: which name, where it was looked for, the remedy. */
  final class UnknownName extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownName(String message) {
      super(message);
    }
  }
}

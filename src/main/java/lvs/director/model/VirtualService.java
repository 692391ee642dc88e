package lvs.director.model;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * A virtual_server block: one health decision and one pool of real servers, behind one address, one
 * firewall mark or all members of a virtual_server_group.
 *
 * @param id unique, and safe in a JMX object name
 * @param name as people write it: {@code TCP 10.0.0.1:80}, {@code FWM 10}, {@code group web TCP}
 * @param keys the table entries that this pool serves; one or more
 * @param group name of the virtual_server_group
 * @param quorum weight sum at which the service has enough servers, at least 1
 * @param hysteresis distance from the quorum that must be passed in both directions
 * @param quorumUp run when quorum is reached
 * @param quorumDown run when quorum is lost
 * @param sorryServer serves while quorum is lost
 * @param alpha no quorum before the first good checks
 * @param omega run the down scripts at shutdown
 * @param haSuspend check only while the virtual address is on this machine
 * @param smtpAlert mail when quorum comes and goes
 */
public record VirtualService(
    String id,
    String name,
    List<ServiceKey> keys,
    Optional<String> group,
    Scheduling scheduling,
    Forwarding forwarding,
    Optional<Persistence> persistence,
    int quorum,
    int hysteresis,
    Optional<Script> quorumUp,
    Optional<Script> quorumDown,
    Optional<SorryServer> sorryServer,
    boolean alpha,
    boolean omega,
    boolean haSuspend,
    boolean smtpAlert,
    Optional<String> snmpName,
    List<RealServer> realServers) {

  /**
   * @param inhibit always in the table, with weight 0 while it is not needed
   */
  public record SorryServer(Endpoint endpoint, Forwarding forwarding, boolean inhibit) {}
}

package lvs.director.model;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * One server behind a virtual service, all inherited values resolved.
 *
 * @param endpoint where it listens
 * @param forwarding how packets reach it
 * @param weight 0 to 2147483647; 0 takes no new connections
 * @param upperThreshold connections above which it takes no new ones; 0 is no limit
 * @param lowerThreshold connections below which it takes new ones again
 * @param inhibitOnFailure a failed server keeps its table entry with weight 0
 * @param alpha keepalived's word for "down until the first good check"
 * @param notifyUp run when it comes into service
 * @param notifyDown run when it leaves service
 * @param smtpAlert mail when it comes and goes
 * @param snmpName name shown in management
 * @param checks all of them must succeed; none means always up
 */
public record RealServer(
    Endpoint endpoint,
    Forwarding forwarding,
    int weight,
    int upperThreshold,
    int lowerThreshold,
    boolean inhibitOnFailure,
    boolean alpha,
    Optional<Script> notifyUp,
    Optional<Script> notifyDown,
    boolean smtpAlert,
    Optional<String> snmpName,
    List<Check> checks) {}

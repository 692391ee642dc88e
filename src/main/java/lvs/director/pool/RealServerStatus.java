package lvs.director.pool;

import java.util.List;
import java.util.Optional;
import lvs.director.model.RealServer;

/**
 * One real server of one virtual service, as it stands.
 *
 * @param id safe in a JMX object name
 * @param up no check has failed, and none waits for its first good run
 * @param inService in the wanted table with a weight above 0
 * @param configuredWeight from the configuration
 * @param weight wanted now, after checks and operator
 * @param override what an operator changed
 * @param reason why it is up or down, in an operator's words
 * @param sinceNanos monotonic time of the last change of {@code up}
 * @param transitions how often {@code up} changed
 * @param checks in the order of the configuration
 * @param drain how far a drain has come; empty when it does not drain or nothing was counted yet
 */
public record RealServerStatus(
    String id,
    RealServer server,
    boolean up,
    boolean inService,
    int configuredWeight,
    int weight,
    Optional<ServerOverride> override,
    String reason,
    long sinceNanos,
    long transitions,
    List<CheckStatus> checks,
    Optional<DrainProgress> drain) {}

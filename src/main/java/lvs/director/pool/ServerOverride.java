package lvs.director.pool;

import java.util.Optional;
import java.util.OptionalInt;
import lvs.director.base.Endpoint;

/**
 * What an operator changed on one real server. It survives reload and restart until it expires or
 * is undone.
 *
 * @param serviceId id of the virtual service
 * @param server the real server
 * @param weight replaces the configured weight
 * @param standing whether the server may serve
 * @param reason why, as the operator gave it; may be empty
 * @param expiresNanos monotonic time at which it ends; empty never ends
 */
public record ServerOverride(
    String serviceId,
    Endpoint server,
    OptionalInt weight,
    Standing standing,
    String reason,
    Optional<Long> expiresNanos) {

  /** Whether an operator lets a server serve. */
  public enum Standing {
    /** Serves as its checks decide. */
    ENABLED,
    /** Weight 0: keeps its connections and takes no new ones. */
    DRAINING,
    /** Out of the table. */
    DISABLED
  }
}

package lvs.director.pool;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
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
 * @param removal what shall follow a drain; empty where nothing shall
 */
public record ServerOverride(
    String serviceId,
    Endpoint server,
    OptionalInt weight,
    Standing standing,
    String reason,
    Optional<Long> expiresNanos,
    Optional<Removal> removal) {

  /** A change that nothing follows. */
  public ServerOverride(
      String serviceId,
      Endpoint server,
      OptionalInt weight,
      Standing standing,
      String reason,
      Optional<Long> expiresNanos) {
    this(serviceId, server, weight, standing, reason, expiresNanos, Optional.empty());
  }

  /**
   * The server leaves the table when it has no connection left, or at the deadline, and stays out
   * until the change is undone or expires.
   *
   * @param sinceNanos monotonic time at which the drain began
   * @param deadlineNanos monotonic time at which it leaves whatever it still has; empty waits until
   *     it is empty
   */
  public record Removal(long sinceNanos, Optional<Long> deadlineNanos) {}

  /**
   * This change after the removal.
   *
   * @param outcome how the drain ended; stands after the operator's reason
   */
  ServerOverride removed(String outcome) {
    String why = reason.isBlank() ? outcome : reason + "; " + outcome;
    return new ServerOverride(serviceId, server, weight, Standing.DISABLED, why, expiresNanos);
  }

  /** When something happens by itself: the removal or the end; empty when nothing does. */
  Optional<Long> dueNanos() {
    return Stream.of(expiresNanos, removal.flatMap(Removal::deadlineNanos))
        .flatMap(Optional::stream)
        .min(Long::compare);
  }

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

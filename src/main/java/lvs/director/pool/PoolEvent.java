package lvs.director.pool;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.Configuration;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;

/** What the pool engine reacts to. */
public sealed interface PoolEvent {

  /** Start-up is a change from {@link Configuration#EMPTY}, shutdown a change back to it. */
  record ConfigurationChanged(Configuration configuration) implements PoolEvent {}

  /** What an earlier run had saved; comes before the first configuration. */
  record OverridesRestored(List<ServerOverride> overrides) implements PoolEvent {}

  /**
   * The table that an earlier run left in the kernel, and that carries connections; comes before
   * the first configuration and concerns it alone. What served there goes on serving until its own
   * checks say otherwise.
   */
  record TableAdopted(ServiceTable found) implements PoolEvent {}

  /** A deadline is due. */
  record TimePassed() implements PoolEvent {}

  /**
   * @param probe number from {@link PoolEffect.StartCheck}; one that is no longer known is ignored
   */
  record CheckFinished(long probe, CheckResult result) implements PoolEvent {}

  /** Replaces the override of this server; one that changes nothing is the same as enable. */
  record OverrideSet(ServerOverride override) implements PoolEvent {}

  /** Undoes the override of this server. */
  record OverrideCleared(String serviceId, Endpoint server) implements PoolEvent {}

  /** Run this check as soon as possible; the answer comes as an ordinary result. */
  record CheckNow(String serviceId, Endpoint server, String checkId) implements PoolEvent {}

  /** The addresses of this machine, for ha_suspend. */
  record LocalAddressesChanged(Set<InetAddress> addresses) implements PoolEvent {}

  /** Connections per server of a service, so that a drain can be seen to end. */
  record ConnectionsCounted(Map<ServiceKey, Map<Endpoint, Connections>> connections)
      implements PoolEvent {}

  /**
   * @param active established connections
   * @param inactive connections that have ended or not begun, still remembered
   * @param persistent persistence templates: clients that come back to this server
   */
  record Connections(long active, long inactive, long persistent) {
    static final Connections NONE = new Connections(0, 0, 0);

    long left() {
      return active + inactive + persistent;
    }
  }
}

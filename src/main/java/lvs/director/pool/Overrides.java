package lvs.director.pool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.pool.PoolEvent.Connections;
import lvs.director.pool.ServerOverride.Standing;

/**
 * What operators changed, also on servers that the configuration does not name at the moment: they
 * may come back.
 */
final class Overrides {
  private record Key(String serviceId, Endpoint server) {
    static Key of(ServerOverride override) {
      return new Key(override.serviceId(), override.server());
    }
  }

  private final DeadlineHeap heap;
  private final BiFunction<String, Endpoint, Optional<ServerState>> finder;
  private final Map<Key, StandingOverride> standing = new LinkedHashMap<>();

  /**
   * @param finder gives the real server of a service by its id, if it is configured
   */
  Overrides(DeadlineHeap heap, BiFunction<String, Endpoint, Optional<ServerState>> finder) {
    this.heap = heap;
    this.finder = finder;
  }

  /** What stands for a server that has just been configured. */
  Optional<StandingOverride> find(String serviceId, Endpoint server) {
    return Optional.ofNullable(standing.get(new Key(serviceId, server)));
  }

  boolean isDisabled(String serviceId, Endpoint server) {
    return find(serviceId, server)
        .filter(found -> found.override.standing() == Standing.DISABLED)
        .isPresent();
  }

  /** Takes over what an earlier run had kept, without a word about each; drops what expired. */
  void restore(Step step, List<ServerOverride> restored) {
    boolean dropped = false;
    for (ServerOverride override : restored) {
      if (override.expiresNanos().filter(at -> at <= step.nowNanos).isPresent()) {
        dropped = true;
      } else {
        StandingOverride put = put(override);
        server(override).ifPresent(s -> apply(step, s, Optional.of(put), new Cause.Reconsidered()));
      }
    }
    if (dropped) {
      keep(step);
    }
  }

  /** Puts an override in force; one that changes nothing clears what stood. */
  void set(Step step, ServerOverride override) {
    if (override.standing() == Standing.ENABLED && override.weight().isEmpty()) {
      clear(step, override.serviceId(), override.server());
      return;
    }
    Optional<ServerState> server = server(override).filter(s -> !s.isOverriddenBy(override));
    if (server.isPresent()) {
      Cause cause = new Cause.Overridden(Notices.overridden(server.get(), override));
      apply(step, server.get(), Optional.of(put(override)), cause);
      keep(step);
    }
  }

  void clear(Step step, String serviceId, Endpoint server) {
    find(serviceId, server)
        .ifPresent(found -> undo(step, found, "is enabled again by the operator"));
  }

  /** The time of an override has come: it ends, or its server shall leave the table. */
  void due(Step step, StandingOverride due) {
    if (due.override.expiresNanos().filter(at -> at <= step.nowNanos).isPresent()) {
      undo(step, due, "is enabled again: the operator's change has expired");
    } else {
      remove(step, due, Notices.deadline(due, step.nowNanos));
    }
  }

  /** The server is out from now on, also when it is not configured at the moment. */
  private void remove(Step step, StandingOverride drain, String outcome) {
    StandingOverride removed = put(drain.override.removed(outcome));
    Cause cause = new Cause.Drained("is out of the table: " + outcome);
    server(drain.override).ifPresent(s -> apply(step, s, Optional.of(removed), cause));
    keep(step);
  }

  private void undo(Step step, StandingOverride undone, String what) {
    standing.remove(Key.of(undone.override));
    heap.cancel(undone);
    server(undone.override)
        .ifPresent(s -> apply(step, s, Optional.empty(), new Cause.Overridden(what)));
    keep(step);
  }

  /** Looks after each server that drains. */
  void count(Step step, Map<ServiceKey, Map<Endpoint, Connections>> connections) {
    for (StandingOverride drain : List.copyOf(standing.values())) {
      if (drain.override.standing() == Standing.DRAINING) {
        server(drain.override).ifPresent(server -> count(step, drain, server, connections));
      }
    }
  }

  /**
   * The first count may have been read before the weight was 0, so a drain ends with the second at
   * the earliest.
   */
  private void count(
      Step step,
      StandingOverride drain,
      ServerState server,
      Map<ServiceKey, Map<Endpoint, Connections>> connections) {
    OptionalLong left = left(server, connections);
    if (left.isEmpty()) {
      return;
    }
    boolean sure = drain.decline.hasBegun();
    drain.decline.count(step.nowNanos, left.getAsLong());
    server.publish();
    if (left.getAsLong() == 0 && sure && !drain.drained) {
      drain.drained = true;
      emptied(step, drain, server);
    }
  }

  private void emptied(Step step, StandingOverride drain, ServerState server) {
    drain
        .override
        .removal()
        .ifPresentOrElse(
            removal -> remove(step, drain, Notices.emptied(removal, step.nowNanos)),
            () -> step.announce(Notices.drained(server)));
  }

  /** Nothing is known about a service that was not counted. */
  private static OptionalLong left(
      ServerState server, Map<ServiceKey, Map<Endpoint, Connections>> connections) {
    List<ServiceKey> keys = server.service().service().keys();
    return connections.keySet().containsAll(keys)
        ? OptionalLong.of(
            keys.stream()
                .map(key -> connections.get(key).getOrDefault(server.endpoint(), Connections.NONE))
                .mapToLong(Connections::left)
                .sum())
        : OptionalLong.empty();
  }

  private Optional<ServerState> server(ServerOverride override) {
    return finder.apply(override.serviceId(), override.server());
  }

  private StandingOverride put(ServerOverride override) {
    StandingOverride put = new StandingOverride(override);
    StandingOverride before = standing.put(Key.of(override), put);
    if (before != null) {
      heap.cancel(before);
    }
    override.dueNanos().ifPresent(at -> heap.schedule(put, at));
    return put;
  }

  private static void apply(
      Step step, ServerState server, Optional<StandingOverride> override, Cause cause) {
    server.override(override);
    server.settle(step, cause);
    server.service().decide(step);
  }

  private void keep(Step step) {
    List<ServerOverride> overrides = new ArrayList<>(standing.size());
    standing.values().forEach(s -> overrides.add(s.override));
    step.add(new PoolEffect.KeepOverrides(List.copyOf(overrides)));
  }
}

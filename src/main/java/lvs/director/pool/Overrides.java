package lvs.director.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;

/**
 * What operators changed, also on servers that the configuration does not name at the moment: they
 * may come back.
 */
final class Overrides {
  private record Key(String serviceId, Endpoint server) {}

  private final DeadlineHeap heap;
  private final Map<Key, StandingOverride> standing = new LinkedHashMap<>();

  Overrides(DeadlineHeap heap) {
    this.heap = heap;
  }

  Optional<StandingOverride> find(String serviceId, Endpoint server) {
    return Optional.ofNullable(standing.get(new Key(serviceId, server)));
  }

  StandingOverride put(ServerOverride override) {
    remove(override.serviceId(), override.server());
    StandingOverride put = new StandingOverride(override);
    standing.put(new Key(override.serviceId(), override.server()), put);
    override.expiresNanos().ifPresent(at -> heap.schedule(put, at));
    return put;
  }

  Optional<StandingOverride> remove(String serviceId, Endpoint server) {
    Optional<StandingOverride> removed =
        Optional.ofNullable(standing.remove(new Key(serviceId, server)));
    removed.ifPresent(heap::cancel);
    return removed;
  }

  Collection<StandingOverride> all() {
    return List.copyOf(standing.values());
  }

  PoolEffect keep() {
    List<ServerOverride> overrides = new ArrayList<>(standing.size());
    standing.values().forEach(s -> overrides.add(s.override));
    return new PoolEffect.KeepOverrides(List.copyOf(overrides));
  }
}

package lvs.director.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;

/**
 * How much of the data plane's counters has been taken, for one service of the table. A service
 * that comes new begins at 0; one that an earlier run left goes on where that run stopped, and
 * where nobody knows that, with what it shows first.
 */
final class TrafficBook {
  private final String name;
  private final Past past;
  private final CounterSource total;
  private final Map<Endpoint, CounterSource> servers = new HashMap<>();

  /** Whether counting goes on from before this run. */
  private final boolean goesOn;

  /**
   * What this run knows of earlier ones.
   *
   * <p>Entries are removed when they are used.
   *
   * @param counters taken last, by name
   * @param table that the plane had before this run
   */
  record Past(Map<String, long[]> counters, Map<ServiceKey, ServiceTable.Service> table) {
    static final Past NONE = new Past(Map.of(), Map.of());
  }

  TrafficBook(ServiceKey key, Past past, ServiceCounters first) {
    this.name = key.id();
    ServiceTable.Service adopted = past.table.remove(key);
    long[] before = past.counters.remove(name);
    this.goesOn = adopted != null && before != null;
    this.past = adopted == null ? Past.NONE : past;
    long[] shown = CounterSource.numbers(first.total());
    this.total = new CounterSource(name, goesOn ? before : adopted != null ? shown : zero());
    if (adopted != null) {
      first.servers().forEach((server, counters) -> found(server, counters, adopted));
    }
  }

  private static long[] zero() {
    return CounterSource.nothing();
  }

  private void found(Endpoint server, ServerCounters counters, ServiceTable.Service adopted) {
    String source = sourceName(server);
    long[] before = past.counters.remove(source);
    if (before == null && adopted.servers().containsKey(server)) {
      before = CounterSource.numbers(counters.traffic());
    }
    servers.put(server, new CounterSource(source, before == null ? zero() : before));
  }

  boolean goesOn() {
    return goesOn;
  }

  long[] total(ServiceCounters counters, long reading) {
    return total.advance(counters.total(), reading);
  }

  /** A server that left and came back may go on or begin anew; its counters tell. */
  long[] server(Endpoint server, ServerCounters counters, long reading) {
    CounterSource source = servers.get(server);
    if (source == null) {
      source = come(server);
      servers.put(server, source);
    }
    return source.advance(counters.traffic(), reading);
  }

  private CounterSource come(Endpoint server) {
    String source = sourceName(server);
    long[] before = past.counters.isEmpty() ? null : past.counters.remove(source);
    return new CounterSource(source, before == null ? zero() : before);
  }

  /** Servers that are no longer configured need not be remembered. */
  void keepOnly(Set<Endpoint> configured, long reading) {
    servers
        .entrySet()
        .removeIf(
            each -> !configured.contains(each.getKey()) && !each.getValue().isSeenIn(reading));
  }

  private String sourceName(Endpoint server) {
    return name + "/" + server.id();
  }

  void journal(ArchiveStore.Step step) throws IOException {
    step.counters(total);
    for (CounterSource each : servers.values()) {
      step.counters(each);
    }
  }
}

package lvs.director.archive;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;

/**
 * How much of the data plane's counters has been taken, for one service of the table. A service
 * that comes new begins at 0; one that was there before goes on where recording stopped, and where
 * nobody knows that, with what it shows first.
 */
final class TrafficBook {
  /** An hour. */
  private static final long KEPT_READINGS = 1800;

  private final String name;
  private final Past past;
  private final CounterSource total;
  private final Map<Endpoint, CounterSource> servers = new HashMap<>();

  /** Whether counting goes on from before this run. */
  private final boolean goesOn;

  /**
   * What is known of the time before recording began.
   *
   * <p>Entries are removed when they are used.
   *
   * @param counters taken last, by name
   * @param table that the plane had before this run
   * @param running this run had the plane already, so that nothing that it shows is new
   */
  record Past(
      Map<String, long[]> counters, Map<ServiceKey, ServiceTable.Service> table, boolean running) {
    static final Past NONE = new Past(Map.of(), Map.of(), false);

    /** The same once the plane was read: what comes then is new. */
    Past read() {
      return new Past(counters, table, false);
    }

    /** Of a source that was there; one that began anew unseen may show anything. */
    private Optional<long[]> taken(String source, long[] shown) {
      return Optional.ofNullable(counters.remove(source))
          .filter(before -> !running || !CounterSource.isAnew(before, shown));
    }
  }

  TrafficBook(ServiceKey key, Past past, ServiceCounters first) {
    this.name = key.id();
    ServiceTable.Service adopted = past.table.remove(key);
    boolean known = adopted != null || past.running;
    this.past = known ? past : Past.NONE;
    long[] shown = CounterSource.numbers(first.total());
    Optional<long[]> taken = known ? past.taken(name, shown) : Optional.empty();
    this.goesOn = taken.isPresent();
    this.total = new CounterSource(name, taken.orElse(known ? shown : zero()));
    if (known) {
      first
          .servers()
          .forEach(
              (server, counters) ->
                  found(
                      server,
                      CounterSource.numbers(counters.traffic()),
                      past.running || adopted.servers().containsKey(server)));
    }
  }

  private static long[] zero() {
    return CounterSource.nothing();
  }

  private void found(Endpoint server, long[] shown, boolean there) {
    String source = sourceName(server);
    long[] taken = past.taken(source, shown).orElse(there ? shown : zero());
    servers.put(server, new CounterSource(source, taken));
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

  /**
   * Servers that are no longer configured are not remembered for ever. The kernel keeps one that
   * was taken out until its connections have ended, and its counters go on when it comes back.
   */
  void keepOnly(Set<Endpoint> configured, long reading) {
    servers
        .entrySet()
        .removeIf(
            each ->
                !configured.contains(each.getKey())
                    && !each.getValue().isSeenSince(reading - KEPT_READINGS));
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

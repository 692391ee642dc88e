package lvs.director.pool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import lvs.director.base.Endpoint;
import lvs.director.model.RealServer;
import lvs.director.model.ServiceTable;
import lvs.director.model.VirtualService;
import lvs.director.model.VirtualService.SorryServer;

/**
 * What an earlier run left in the table for one service. A run that was killed in the middle of a
 * change may have left it under some of the service's keys only; the largest weight counts then.
 *
 * @param found whether the service was there at all
 * @param weights of the real servers that were found
 * @param sorryServes the sorry server stood there alone: quorum was lost
 */
record Adoption(boolean found, Map<Endpoint, Integer> weights, boolean sorryServes) {
  static final Adoption NOTHING = new Adoption(false, Map.of(), false);

  /**
   * @param found the whole table
   * @param disabled servers that an operator took out; what was found of them does not count
   */
  static Adoption of(VirtualService service, ServiceTable found, Predicate<Endpoint> disabled) {
    List<ServiceTable.Service> rows = rows(service, found);
    Map<Endpoint, ServiceTable.Server> entries = new HashMap<>();
    for (ServiceTable.Service row : rows) {
      row.servers().forEach((endpoint, entry) -> entries.merge(endpoint, entry, Adoption::heavier));
    }
    boolean sorryServes =
        service.sorryServer().filter(s -> serves(s, service, entries)).isPresent();
    Map<Endpoint, Integer> weights = new HashMap<>();
    for (RealServer server : service.realServers()) {
      ServiceTable.Server entry = entries.get(server.endpoint());
      boolean counts = entry != null && !disabled.test(server.endpoint());
      if (counts && !isOfSorryServer(service, server, entry, sorryServes)) {
        weights.put(server.endpoint(), entry.weight());
      }
    }
    return new Adoption(!rows.isEmpty(), weights, sorryServes);
  }

  private static List<ServiceTable.Service> rows(VirtualService service, ServiceTable found) {
    return service.keys().stream().map(found.services()::get).filter(row -> row != null).toList();
  }

  private static ServiceTable.Server heavier(ServiceTable.Server one, ServiceTable.Server other) {
    return one.weight() >= other.weight() ? one : other;
  }

  private static boolean serves(
      SorryServer sorry, VirtualService service, Map<Endpoint, ServiceTable.Server> entries) {
    ServiceTable.Server entry = entries.get(sorry.endpoint());
    boolean doubles =
        service.realServers().stream().anyMatch(s -> s.endpoint().equals(sorry.endpoint()));
    boolean looksIt =
        entry != null && (doubles ? entry.equals(sorryEntry(sorry)) : entry.weight() > 0);
    return looksIt && entries.values().stream().noneMatch(e -> e != entry && e.weight() > 0);
  }

  /** As {@link ServiceRows} writes it. */
  private static ServiceTable.Server sorryEntry(SorryServer sorry) {
    return new ServiceTable.Server(sorry.endpoint(), sorry.forwarding(), 1, 0, 0);
  }

  /** Whether the entry of a server that is the sorry server too says nothing about the server. */
  private static boolean isOfSorryServer(
      VirtualService service, RealServer server, ServiceTable.Server entry, boolean sorryServes) {
    Optional<SorryServer> sorry =
        service.sorryServer().filter(s -> s.endpoint().equals(server.endpoint()));
    boolean rests = entry.weight() == 0 && sorry.filter(SorryServer::inhibit).isPresent();
    return sorry.isPresent() && (sorryServes || rests && !server.inhibitOnFailure());
  }

  boolean anyServes() {
    return weights.values().stream().anyMatch(weight -> weight > 0);
  }

  /** The weight that a server had; empty when it was not there. */
  OptionalInt weight(Endpoint server) {
    Integer weight = weights.get(server);
    return weight == null ? OptionalInt.empty() : OptionalInt.of(weight);
  }
}

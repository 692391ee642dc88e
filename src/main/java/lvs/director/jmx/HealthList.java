package lvs.director.jmx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.ListView;
import lvs.director.ipvs.TableOrder;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.ServiceTable.Server;
import lvs.director.model.ServiceTable.Service;
import lvs.director.pool.PoolView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.ServerOverride.Standing;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.Director;
import lvs.director.port.KernelStatus;

/**
 * The table as {@code ipvsadm -Ln} prints it, with the health that the checks see behind each row.
 * Servers that are not in the table have dashes for its numbers; services of others stand last.
 */
final class HealthList {
  private static final String ABSENT = "  -> %-28s %-7s %-6s %-10s %-10s ";

  /** Lines above the first row. */
  private static final int TITLES = 3;

  private final Director director;
  private final ServiceTable table;
  private final Map<ServiceKey, VirtualServiceStatus> health = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private HealthList(Director director) {
    this.director = director;
    this.table = director.have();
    for (PoolView.ServiceView each : director.pool().services()) {
      VirtualServiceStatus status = each.status();
      status.service().keys().forEach(key -> health.put(key, status));
    }
  }

  static String print(Director director) {
    HealthList list = new HealthList(director);
    List<String> titles = rows(ServiceTable.EMPTY, director);
    titles.subList(0, TITLES - 1).forEach(list::line);
    list.line(titles.get(TITLES - 1) + " Health");
    TableOrder.services(List.copyOf(list.table.services().values()), Service::key)
        .forEach(list::service);
    list.absent();
    director.kernel().foreign().forEach(list::foreign);
    return list.text.toString();
  }

  private static List<String> rows(ServiceTable table, Director director) {
    return IpvsadmList.print(ListView.TABLE, table, director.traffic()).lines().toList();
  }

  private void service(Service service) {
    List<String> rows = rows(new ServiceTable(Map.of(service.key(), service)), director);
    Optional<VirtualServiceStatus> status = Optional.ofNullable(health.get(service.key()));
    line(rows.get(TITLES) + status.map(HealthList::quorum).orElse(""));
    Map<Endpoint, RealServerStatus> servers = servers(status);
    int row = TITLES + 1;
    for (Server server :
        TableOrder.servers(List.copyOf(service.servers().values()), Server::endpoint)) {
      line(rows.get(row++) + " " + health(Optional.ofNullable(servers.get(server.endpoint()))));
    }
    Set<Endpoint> present = new HashSet<>(service.servers().keySet());
    servers.forEach((endpoint, each) -> absent(endpoint, each, present));
  }

  private static Map<Endpoint, RealServerStatus> servers(Optional<VirtualServiceStatus> status) {
    Map<Endpoint, RealServerStatus> servers = new java.util.LinkedHashMap<>();
    status.stream()
        .flatMap(each -> each.servers().stream())
        .map(VirtualServiceStatus.ServerView::status)
        .forEach(each -> servers.put(each.server().endpoint(), each));
    return servers;
  }

  private static String quorum(VirtualServiceStatus status) {
    return (status.quorumUp() ? "  quorum up" : "  quorum DOWN")
        + (status.sorryServing() ? ", sorry server serves" : "")
        + (status.suspended() ? ", suspended" : "");
  }

  /** A server that is of no configuration is the sorry server. */
  private static String health(Optional<RealServerStatus> status) {
    return status.map(HealthList::health).orElse("sorry");
  }

  private static String health(RealServerStatus status) {
    Standing standing = status.override().map(each -> each.standing()).orElse(Standing.ENABLED);
    if (standing != Standing.ENABLED) {
      String why = status.override().orElseThrow().reason();
      return standing.name().toLowerCase(Locale.ROOT) + (why.isEmpty() ? "" : " " + why);
    }
    return status.up() ? "up" : "DOWN " + status.reason();
  }

  private void absent(Endpoint endpoint, RealServerStatus status, Set<Endpoint> present) {
    if (!present.contains(endpoint)) {
      line(ABSENT.formatted(endpoint, "-", "-", "-", "-") + health(status));
    }
  }

  /** Services that the plane refused or waits to have. */
  private void absent() {
    director.pool().services().stream()
        .map(PoolView.ServiceView::status)
        .forEach(
            status ->
                status.service().keys().stream()
                    .filter(key -> !table.services().containsKey(key))
                    .forEach(
                        key -> {
                          line(key + " -" + quorum(status) + ", not in the table");
                          servers(Optional.of(status))
                              .forEach((at, each) -> absent(at, each, Set.of()));
                        }));
  }

  private void foreign(KernelStatus.Foreign service) {
    line(
        "%s %s  foreign, %d servers"
            .formatted(service.key(), service.scheduler(), service.servers()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

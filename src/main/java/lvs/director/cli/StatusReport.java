package lvs.director.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.ObjectName;
import javax.management.Query;
import javax.management.QueryExp;

/**
 * What {@code status} reads of the director: attributes under their JMX names.
 *
 * @param director of the director
 * @param services of every virtual service, by name
 * @param servers of the servers wanted, by service and address
 * @param serversLeftOut how many more there would be
 */
record StatusReport(
    Map<String, Object> director,
    List<Map<String, Object>> services,
    List<Map<String, Object>> servers,
    int serversLeftOut) {

  /** Servers that are down or that an operator changed; the director finds them, not we. */
  private static final QueryExp NOTEWORTHY =
      Query.or(
          Query.eq(Query.attr("Up"), Query.value(0)),
          Query.or(
              Query.not(Query.eq(Query.attr("Standing"), Query.value("ENABLED"))),
              Query.not(Query.eq(Query.attr("Weight"), Query.attr("ConfiguredWeight")))));

  /**
   * @param serverLimit reads at most so many of the servers worth a word
   */
  static StatusReport overview(DirectorConnection director, int serverLimit) {
    return read(director, NOTEWORTHY, serverLimit);
  }

  static StatusReport complete(DirectorConnection director) {
    return read(director, null, Integer.MAX_VALUE);
  }

  private static StatusReport read(
      DirectorConnection director, QueryExp condition, int serverLimit) {
    Set<ObjectName> servers = director.names(Beans.SERVERS, condition);
    List<ObjectName> shown =
        servers.stream()
            .sorted(Comparator.comparing(ObjectName::getCanonicalName))
            .limit(serverLimit)
            .toList();
    return new StatusReport(
        director.attributes(Beans.DIRECTOR, Beans.directorAttributes()),
        all(director, sorted(director.names(Beans.SERVICES, null)), Beans.serviceAttributes()),
        all(director, shown, Beans.serverAttributes()),
        servers.size() - shown.size());
  }

  private static List<ObjectName> sorted(Set<ObjectName> names) {
    return names.stream().sorted(Comparator.comparing(ObjectName::getCanonicalName)).toList();
  }

  private static List<Map<String, Object>> all(
      DirectorConnection director, List<ObjectName> beans, String[] attributes) {
    List<Map<String, Object>> all = new ArrayList<>(beans.size());
    for (ObjectName bean : beans) {
      director.attributesIfThere(bean, attributes).ifPresent(all::add);
    }
    return all;
  }

  /** The director, in it its services, in each its servers. */
  Map<String, Object> json() {
    Map<String, List<Object>> byService = new TreeMap<>();
    for (Map<String, Object> server : servers) {
      byService
          .computeIfAbsent(OpenValues.text(server, "VirtualService"), name -> new ArrayList<>())
          .add(OpenValues.plain(server));
    }
    List<Object> plainServices = new ArrayList<>();
    for (Map<String, Object> service : services) {
      Map<String, Object> plain = new LinkedHashMap<>(OpenValues.plain(service));
      plain.put("servers", byService.getOrDefault(OpenValues.text(service, "Name"), List.of()));
      plainServices.add(plain);
    }
    Map<String, Object> json = new LinkedHashMap<>(OpenValues.plain(director));
    json.put("services", plainServices);
    return json;
  }
}

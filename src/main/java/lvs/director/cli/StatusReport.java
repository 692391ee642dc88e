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
 * @param routers of the virtual routers
 * @param groups of the sync groups
 * @param trackers of what virtual routers watch
 * @param services of the virtual services wanted, in the order of their ids
 * @param servicesLeftOut how many more there would be
 * @param servers of the servers wanted, by service and address
 * @param serversLeftOut how many more there would be
 */
record StatusReport(
    Map<String, Object> director,
    List<Map<String, Object>> routers,
    List<Map<String, Object>> groups,
    List<Map<String, Object>> trackers,
    List<Map<String, Object>> services,
    int servicesLeftOut,
    List<Map<String, Object>> servers,
    int serversLeftOut) {

  /** Servers that are down or that an operator changed; the director finds them, not we. */
  private static final QueryExp NOTEWORTHY =
      Query.or(
          Query.eq(Query.attr("Up"), Query.value(0)),
          Query.or(
              Query.not(Query.eq(Query.attr("Standing"), Query.value("ENABLED"))),
              Query.not(Query.eq(Query.attr("Weight"), Query.attr("ConfiguredWeight")))));

  /** Services without quorum, on their sorry server, or with a server that is down. */
  private static final QueryExp TROUBLED =
      Query.or(
          Query.or(
              Query.eq(Query.attr("QuorumUp"), Query.value(0)),
              Query.eq(Query.attr("SorryServing"), Query.value(1))),
          Query.not(Query.eq(Query.attr("RealServersUp"), Query.attr("RealServers"))));

  /** How many services and servers are read at most. */
  record Limits(int services, int servers) {
    static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** When there are more services than the limit, only those in trouble. */
  static StatusReport overview(DirectorConnection connection, Limits limits) {
    Map<String, Object> director =
        connection.attributes(Beans.DIRECTOR, Beans.directorAttributes());
    boolean many = OpenValues.number(director, "VirtualServices") > limits.services();
    return read(connection, director, many ? TROUBLED : null, NOTEWORTHY, limits);
  }

  static StatusReport complete(DirectorConnection connection) {
    Map<String, Object> director =
        connection.attributes(Beans.DIRECTOR, Beans.directorAttributes());
    return read(connection, director, null, null, Limits.NONE);
  }

  private static StatusReport read(
      DirectorConnection connection,
      Map<String, Object> director,
      QueryExp serviceCondition,
      QueryExp serverCondition,
      Limits limits) {
    Set<ObjectName> services = connection.names(Beans.SERVICES, serviceCondition);
    Set<ObjectName> servers = connection.names(Beans.SERVERS, serverCondition);
    List<ObjectName> servicesShown = first(services, limits.services());
    List<ObjectName> serversShown = first(servers, limits.servers());
    long allServices = Math.max(services.size(), OpenValues.number(director, "VirtualServices"));
    return new StatusReport(
        director,
        all(connection, Beans.ROUTERS, Beans.routerAttributes()),
        all(connection, Beans.GROUPS, Beans.groupAttributes()),
        all(connection, Beans.TRACKERS, Beans.trackerAttributes()),
        all(connection, servicesShown, Beans.serviceAttributes()),
        Math.toIntExact(allServices - servicesShown.size()),
        all(connection, serversShown, Beans.serverAttributes()),
        servers.size() - serversShown.size());
  }

  private static List<Map<String, Object>> all(
      DirectorConnection director, ObjectName pattern, String[] attributes) {
    return all(director, first(director.names(pattern, null), Integer.MAX_VALUE), attributes);
  }

  private static List<ObjectName> first(Set<ObjectName> names, int limit) {
    return names.stream()
        .sorted(Comparator.comparing(ObjectName::getCanonicalName))
        .limit(limit)
        .toList();
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
    json.put("routers", routers.stream().map(OpenValues::plain).toList());
    json.put("groups", groups.stream().map(OpenValues::plain).toList());
    json.put("trackers", trackers.stream().map(OpenValues::plain).toList());
    json.put("services", plainServices);
    return json;
  }
}

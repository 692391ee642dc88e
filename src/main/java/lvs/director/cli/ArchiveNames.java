package lvs.director.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.Query;
import javax.management.openmbean.CompositeData;
import lvs.director.base.Endpoint;

/**
 * Finds the archive that an operator means. Archives outlive what they are about, so the director
 * is asked for its archives, not for its services.
 */
final class ArchiveNames {
  private static final int MOST = 100_000;

  private final DirectorConnection director;

  ArchiveNames(DirectorConnection director) {
    this.director = director;
  }

  /**
   * @param subject SERVICE or name of a virtual router, or {@code director}
   * @param server of the service; empty for the service itself
   * @return id of the archive
   * @throws Failure naming the nearest ones
   */
  String find(String subject, String server) {
    if (subject.equals("director")) {
      if (!server.isEmpty()) {
        throw Failure.usage("--server goes with a virtual service, not with the director");
      }
      return subject;
    }
    String id = owner(subject);
    return server.isEmpty() ? id : server(id, server);
  }

  private String owner(String text) {
    Map<String, String> byOwner = owners();
    for (String candidate : candidates(text)) {
      if (byOwner.containsKey(candidate)) {
        return byOwner.get(candidate);
      }
    }
    if (byOwner.isEmpty()) {
      throw Failure.refused("there are no archives yet: the first ones come within a minute");
    }
    throw Failure.refused(
        "there is no archive of '"
            + text
            + "'; the nearest: "
            + String.join(", ", NearestNames.of(nearer(text), byOwner.keySet())));
  }

  private List<String> candidates(String text) {
    List<String> candidates = new ArrayList<>(Targets.serviceCandidates(text));
    for (ObjectName named :
        director.names(Beans.SERVICES, Query.eq(Query.attr("Name"), Query.value(text)))) {
      candidates.add(named.getKeyProperty("service"));
    }
    return candidates;
  }

  private static String nearer(String text) {
    List<String> candidates = Targets.serviceCandidates(text);
    return candidates.size() > 1 ? candidates.get(1) : text;
  }

  /** Id of the archive by id of the service or name of the router. */
  private Map<String, String> owners() {
    Map<String, String> byOwner = new LinkedHashMap<>();
    for (String begin : List.of("router/", "service/")) {
      for (CompositeData entry : list(begin)) {
        byOwner.put((String) entry.get("owner"), (String) entry.get("id"));
      }
    }
    return byOwner;
  }

  private String server(String service, String text) {
    if (!service.startsWith("service/")) {
      throw Failure.usage("--server goes with a virtual service, not with a virtual router");
    }
    String wanted = Endpoint.parse(text).map(Endpoint::id).orElse(text);
    Map<String, String> byServer = new LinkedHashMap<>();
    for (CompositeData entry : list("server/" + service.substring("service/".length()) + "/")) {
      byServer.put((String) entry.get("server"), (String) entry.get("id"));
    }
    List<String> found =
        byServer.keySet().stream()
            .filter(id -> id.equals(wanted) || id.startsWith(wanted.replace(':', '-') + "_"))
            .toList();
    if (byServer.containsKey(wanted)) {
      return byServer.get(wanted);
    }
    if (found.size() == 1) {
      return byServer.get(found.getFirst());
    }
    throw Failure.refused(
        "there is no archive of the real server '"
            + text
            + "' in "
            + service.substring("service/".length())
            + (byServer.isEmpty()
                ? "; there is none of any"
                : "; the nearest: "
                    + String.join(", ", NearestNames.of(wanted, byServer.keySet()))));
  }

  /** Archives whose id begins so. */
  CompositeData[] list(String begin) {
    return (CompositeData[])
        director.invoke(
            Beans.ARCHIVE,
            "list",
            new Object[] {begin, MOST},
            new String[] {"java.lang.String", "int"});
  }
}

package lvs.director.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.management.ObjectName;
import javax.management.Query;
import lvs.director.base.Endpoint;

/**
 * Finds what an operator means by SERVICE, SERVER and CHECK. The usual spellings are asked for
 * directly, since a large director has tens of thousands of names; all names are fetched only to
 * say which are near.
 */
final class Targets {
  private final DirectorConnection director;

  Targets(DirectorConnection director) {
    this.director = director;
  }

  /**
   * @param text id ({@code tcp_10.0.0.1_80}), name ({@code TCP 10.0.0.1:80}), {@code
   *     tcp/10.0.0.1:80} or {@code 10.0.0.1:80}
   * @throws Failure naming the nearest ones when there is none, or all when there are several
   */
  String service(String text) {
    List<String> found =
        serviceCandidates(text).stream()
            .filter(Beans::fitsObjectName)
            .filter(id -> director.has(Beans.service(id)))
            .toList();
    if (found.isEmpty()) {
      found = servicesNamed(text);
    }
    return only(
        found,
        "virtual service",
        text,
        () -> keys(director.names(Beans.SERVICES, null), "service"));
  }

  /** The ids that the text could stand for, whether or not the director has them. */
  static List<String> serviceCandidates(String text) {
    List<String> candidates = new ArrayList<>(List.of(text));
    int separator = Math.max(text.indexOf('/'), text.indexOf(' '));
    String protocol = separator < 0 ? "" : text.substring(0, separator).toLowerCase(Locale.ROOT);
    String address = text.substring(separator + 1).strip();
    if (protocol.equals("fwm")) {
      candidates.add(markId(address));
    }
    for (String known : protocol.isEmpty() ? List.of("tcp", "udp", "sctp") : List.of(protocol)) {
      Endpoint.parse(address).ifPresent(endpoint -> candidates.add(known + "_" + endpoint.id()));
    }
    return candidates.stream().distinct().toList();
  }

  /** {@code FWM 10} or {@code FWM 10 IPv6}, as the name of a firewall mark's service is written. */
  private static String markId(String mark) {
    String ipv6 = " ipv6";
    return mark.toLowerCase(Locale.ROOT).endsWith(ipv6)
        ? "fwm6_" + mark.substring(0, mark.length() - ipv6.length())
        : "fwm_" + mark;
  }

  private List<String> servicesNamed(String name) {
    return List.copyOf(
        keys(
            director.names(Beans.SERVICES, Query.eq(Query.attr("Name"), Query.value(name))),
            "service"));
  }

  /**
   * @param text id, {@code 10.0.0.2:80}, or {@code 10.0.0.2} alone where one server has it
   */
  Target server(String serviceId, String text) {
    String id = Endpoint.parse(text).map(Endpoint::id).orElse(text);
    if (Beans.fitsObjectName(id) && director.has(Beans.server(serviceId, id))) {
      return new Target(serviceId, id);
    }
    Set<String> ids = keys(director.names(Beans.serversOf(serviceId), null), "server");
    List<String> found = serversAt(text, ids);
    return new Target(serviceId, only(found, "real server in " + serviceId, text, () -> ids));
  }

  private static List<String> serversAt(String text, Set<String> ids) {
    return Endpoint.address(text)
        .map(address -> new Endpoint(address, 0).id())
        .map(withPort -> withPort.substring(0, withPort.length() - 1))
        .map(prefix -> ids.stream().filter(id -> id.startsWith(prefix)).toList())
        .orElse(List.of());
  }

  /**
   * @param text id ({@code 1-TCP_CHECK}), keyword, number, or empty for all
   * @return beans in the order of the configuration
   */
  List<ObjectName> checks(Target target, String text) {
    Set<ObjectName> beans =
        director.names(Beans.checksOf(target.serviceId(), target.serverId()), null);
    List<ObjectName> found =
        beans.stream()
            .filter(bean -> text.isEmpty() || isCheck(bean.getKeyProperty("check"), text))
            .sorted((a, b) -> Integer.compare(number(a), number(b)))
            .toList();
    if (found.isEmpty()) {
      throw beans.isEmpty()
          ? Failure.refused(target.serverId() + " in " + target.serviceId() + " has no checks")
          : unknown("check of " + target.serverId(), text, keys(beans, "check"));
    }
    return found;
  }

  private static boolean isCheck(String id, String text) {
    int dash = id.indexOf('-');
    return id.equalsIgnoreCase(text)
        || id.substring(0, Math.max(dash, 0)).equals(text)
        || id.substring(dash + 1).equalsIgnoreCase(text);
  }

  private static int number(ObjectName check) {
    String id = check.getKeyProperty("check");
    int digits = 0;
    while (digits < id.length() && Character.isDigit(id.charAt(digits))) {
      digits++;
    }
    return digits == 0 || digits > 9 ? 0 : Integer.parseInt(id, 0, digits, 10);
  }

  private static String only(
      List<String> found, String kind, String text, Supplier<Set<String>> known) {
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw unknown(kind, text, known.get());
    }
    throw Failure.refused(
        "'" + text + "' is more than one " + kind + ": write " + String.join(" or ", found));
  }

  private static Failure unknown(String kind, String text, Collection<String> known) {
    String remedy =
        known.isEmpty()
            ? "there is none at all"
            : "the nearest: " + String.join(", ", NearestNames.of(idLike(text), known));
    return Failure.refused("there is no " + kind + " '" + text + "'; " + remedy);
  }

  /** An address is compared in the form that ids have. */
  private static String idLike(String text) {
    List<String> candidates = serviceCandidates(text);
    return candidates.size() > 1 ? candidates.get(1) : text;
  }

  private static Set<String> keys(Set<ObjectName> beans, String key) {
    Set<String> values = new TreeSet<>();
    beans.forEach(bean -> values.add(bean.getKeyProperty(key)));
    return values;
  }
}

package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import lvs.director.base.Endpoint;
import lvs.director.model.Forwarding.Tunnel;

/** What somebody else changed in our services since we left them, in operators' words. */
public final class IpvsDrift {
  /** More deleted services than these are told in one line: {@code ipvsadm -C} is one event. */
  private static final int NAMED = 3;

  private static final int LINES = 100;

  private final List<String> lines = new ArrayList<>();
  private final List<IpvsTable.Row> deleted = new ArrayList<>();

  private IpvsDrift() {}

  /**
   * @param left how we left our services
   * @param found the table as it is; services that are not in {@code left} do not count
   * @return one line for each difference, up to a hundred; empty when all is as it was left
   */
  public static List<String> between(IpvsTable left, IpvsTable found) {
    IpvsDrift drift = new IpvsDrift();
    left.rows().values().forEach(row -> drift.compare(row, found.rows().get(row.service().key())));
    drift.tellDeleted();
    return drift.shortened();
  }

  private void tellDeleted() {
    if (deleted.size() <= NAMED) {
      deleted.forEach(row -> lines.addFirst(name(row) + " was deleted" + servers(row)));
    } else {
      int servers = deleted.stream().mapToInt(row -> row.servers().size()).sum();
      String names =
          deleted.stream().limit(NAMED).map(IpvsDrift::name).collect(Collectors.joining(", "));
      lines.addFirst(
          "%d services were deleted with their %d servers: %s and %d more"
              .formatted(deleted.size(), servers, names, deleted.size() - NAMED));
    }
  }

  private static String name(IpvsTable.Row row) {
    return row.service().key().toString();
  }

  private static String servers(IpvsTable.Row row) {
    return switch (row.servers().size()) {
      case 0 -> "";
      case 1 -> " with its server";
      default -> " with its " + row.servers().size() + " servers";
    };
  }

  private List<String> shortened() {
    if (lines.size() <= LINES) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, LINES - 1));
    some.add("and %d more differences".formatted(lines.size() - some.size()));
    return some;
  }

  private void compare(IpvsTable.Row left, IpvsTable.Row found) {
    String service = left.service().key().toString();
    if (found == null) {
      deleted.add(left);
    } else if (found != left) {
      settings(service, left.service(), found.service());
      servers(service, left.servers(), found.servers());
    }
  }

  private void settings(String service, IpvsService left, IpvsService found) {
    if (!found.fulfils(left)) {
      differ("scheduler of " + service, found.scheduler(), left.scheduler());
      differ("flags of " + service, flags(found), flags(left));
      differ("persistence of " + service, persistence(found), persistence(left));
    }
  }

  private void differ(String what, Object found, Object left) {
    if (!Objects.equals(found, left)) {
      lines.add(what + " was " + found + " instead of " + left);
    }
  }

  private static String flags(IpvsService service) {
    StringJoiner words = new StringJoiner(",");
    words.setEmptyValue("none");
    if (service.has(IpvsService.ONE_PACKET)) {
      words.add("ops");
    }
    for (int number = 1; number <= 3; number++) {
      if (service.has(IpvsService.SCHEDULER_1 << number - 1)) {
        words.add("flag-" + number);
      }
    }
    return words.toString();
  }

  private static String persistence(IpvsService service) {
    return service.has(IpvsService.PERSISTENT)
        ? "%d s for each /%d%s"
            .formatted(
                service.timeoutSeconds(),
                service.prefixLength(),
                service.engine().map(engine -> " by " + engine).orElse(""))
        : "none";
  }

  private void servers(
      String service,
      SequencedMap<Endpoint, IpvsServer> left,
      SequencedMap<Endpoint, IpvsServer> found) {
    left.forEach((endpoint, server) -> compare(service, server, found.get(endpoint)));
    found.keySet().stream()
        .filter(endpoint -> !left.containsKey(endpoint))
        .forEach(endpoint -> lines.add(server(endpoint, service) + " was added by somebody else"));
  }

  private static String server(Endpoint endpoint, String service) {
    return "server " + endpoint + " in " + service;
  }

  private void compare(String service, IpvsServer left, IpvsServer found) {
    String where = " of " + left.endpoint() + " in " + service;
    if (found == null) {
      lines.add(server(left.endpoint(), service) + " was deleted");
    } else if (!found.fulfils(left)) {
      differ("weight" + where, found.weight(), left.weight());
      differ("forwarding method" + where, method(found), method(left));
      differ("uthreshold" + where, upper(found), upper(left));
      differ("lthreshold" + where, lower(found), lower(left));
    }
  }

  private static String upper(IpvsServer server) {
    return Integer.toUnsignedString(server.upperThreshold());
  }

  private static String lower(IpvsServer server) {
    return Integer.toUnsignedString(server.lowerThreshold());
  }

  private static String method(IpvsServer server) {
    return switch (server.forwarding()) {
      case MASQUERADE -> "NAT";
      case LOCAL -> "local";
      case TUNNEL -> "TUN" + tunnel(server.tunnel());
      case DIRECT -> "DR";
      case BYPASS -> "bypass";
    };
  }

  private static String tunnel(Tunnel tunnel) {
    if (tunnel.equals(IpvsServer.PLAIN)) {
      return "";
    }
    String port = tunnel.port() == 0 ? "" : " port " + tunnel.port();
    return (" type " + tunnel.type() + port + " " + tunnel.checksum()).toLowerCase(Locale.ROOT);
  }
}

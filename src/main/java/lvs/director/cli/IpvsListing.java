package lvs.director.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what {@code ipvsadm -Ln} would print into objects. The director sends one text, whatever
 * the number of its servers, so a listing costs one round trip.
 */
final class IpvsListing {
  private static final String SERVER_ARROW = "->";

  private IpvsListing() {}

  /**
   * @param columns names of what follows a server's address; the last one takes what is left
   * @param serviceColumns names of what follows a service's address; without any the rest of the
   *     row is scheduler and flags
   */
  static List<Map<String, Object>> services(
      String listing, List<String> columns, List<String> serviceColumns) {
    List<Map<String, Object>> services = new ArrayList<>();
    List<Map<String, Object>> servers = List.of();
    for (String line : (Iterable<String>) listing.lines().skip(3)::iterator) {
      List<String> words = Arrays.asList(line.strip().split(" +"));
      if (words.size() < 2) {
        continue;
      }
      if (words.getFirst().equals(SERVER_ARROW)) {
        servers.add(row("server", words.subList(1, words.size()), columns));
      } else {
        servers = new ArrayList<>();
        services.add(service(words, serviceColumns, servers));
      }
    }
    return services;
  }

  private static Map<String, Object> service(
      List<String> words, List<String> columns, List<Map<String, Object>> servers) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("protocol", words.getFirst());
    boolean ipv6Mark = words.size() > 2 && words.get(2).equals("IPv6");
    int end = ipv6Mark ? 3 : 2;
    service.put("address", String.join(" ", words.subList(1, end)));
    List<String> rest = words.subList(end, words.size());
    if (columns.isEmpty()) {
      int health = beginOfHealth(rest);
      service.put("scheduler", rest.isEmpty() ? "" : rest.getFirst());
      service.put("flags", String.join(" ", rest.subList(Math.min(1, health), health)));
      if (health < rest.size()) {
        service.put("health", String.join(" ", rest.subList(health, rest.size())));
      }
    } else {
      putAll(service, rest, columns);
    }
    service.put("servers", servers);
    return service;
  }

  /** In the view of health, words that no scheduler flag has begin it. */
  private static int beginOfHealth(List<String> rest) {
    int at = 0;
    while (at < rest.size() && !rest.get(at).equals("quorum") && !rest.get(at).equals("foreign,")) {
      at++;
    }
    return at;
  }

  private static Map<String, Object> row(String key, List<String> words, List<String> columns) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(key, words.getFirst());
    putAll(row, words.subList(1, words.size()), columns);
    return row;
  }

  private static void putAll(Map<String, Object> row, List<String> words, List<String> columns) {
    for (int i = 0; i < Math.min(words.size(), columns.size()); i++) {
      boolean rest = i == columns.size() - 1 && words.size() > columns.size();
      row.put(
          columns.get(i),
          rest ? String.join(" ", words.subList(i, words.size())) : number(words.get(i)));
    }
  }

  /** {@code pro expire state source virtual destination}, below two lines of headings. */
  static List<Map<String, Object>> connections(String listing) {
    List<String> columns = List.of("expires", "state", "client", "virtual", "server");
    return listing
        .lines()
        .skip(2)
        .filter(line -> !line.isBlank())
        .map(line -> row("protocol", Arrays.asList(line.strip().split(" +")), columns))
        .toList();
  }

  /** A number, also one that ipvsadm shortened ({@code 123K}); other words stay as they are. */
  static Object number(String word) {
    int digits = 0;
    while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
      digits++;
    }
    long scale = scale(word.substring(digits));
    return digits == 0 || digits > 9 && scale > 1 || digits > 18 || scale == 0
        ? word
        : Long.valueOf(Long.parseLong(word, 0, digits, 10) * scale);
  }

  private static long scale(String suffix) {
    return switch (suffix) {
      case "" -> 1L;
      case "K" -> 1_000L;
      case "M" -> 1_000_000L;
      case "G" -> 1_000_000_000L;
      case "T" -> 1_000_000_000_000L;
      default -> 0L;
    };
  }
}

package lvs.director.alert;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.base.Prefix;
import lvs.director.model.VirtualService;

/** Why real servers are down, and what those have in common that are down for one reason. */
final class LossCauses {
  private static final int CAUSES_IN_WORDS = 5;
  private static final long ONE_MOMENT_NANOS = 2_000_000_000L;

  /** Fewer servers in one network say nothing about the network. */
  static final int MANY = 3;

  private final Wishes wishes;
  private final Words words;
  private final Clock clock;
  private final Letter letter;

  LossCauses(Wishes wishes, Words words, Clock clock, Letter letter) {
    this.wishes = wishes;
    this.words = words;
    this.clock = clock;
    this.letter = letter;
  }

  /** Servers that are down for one kind of reason are one sentence. */
  void say(List<Matter> servers) {
    Map<String, List<Matter>> byKind =
        servers.stream()
            .collect(
                Collectors.groupingBy(
                    each -> ReasonKind.of(each.reason), LinkedHashMap::new, Collectors.toList()));
    byKind.entrySet().stream()
        .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
        .limit(CAUSES_IN_WORDS)
        .forEach(each -> cause(each.getKey(), each.getValue()));
    if (byKind.size() > CAUSES_IN_WORDS) {
      letter.paragraph("And " + (byKind.size() - CAUSES_IN_WORDS) + " more reasons, in the table.");
    }
  }

  private void cause(String kind, List<Matter> servers) {
    if (servers.size() == 1) {
      Matter only = servers.getFirst();
      letter.paragraph(
          Words.capital(words.name(only.thing))
              + " is down since "
              + clock.time(only.sinceNanos)
              + ": "
              + only.reason
              + ".");
      return;
    }
    letter.paragraph(
        Words.count(servers.size(), "real server")
            + " of "
            + Words.count(services(servers).size(), "virtual service")
            + " are down "
            + since(servers)
            + ": "
            + kind
            + shared(servers)
            + ".");
  }

  String since(List<Matter> servers) {
    long first = servers.stream().mapToLong(each -> each.sinceNanos).min().orElseThrow();
    long last = servers.stream().mapToLong(each -> each.sinceNanos).max().orElseThrow();
    return last - first <= ONE_MOMENT_NANOS
        ? "since " + clock.time(first)
        : "since " + clock.time(first) + ", the last one since " + clock.time(last);
  }

  private String shared(List<Matter> servers) {
    Set<InetAddress> addresses = addresses(servers);
    if (servers.size() < MANY) {
      return "";
    }
    if (addresses.size() == 1) {
      return "; all are on the machine " + servers.getFirst().thing.server().orElseThrow().host();
    }
    return CommonNetwork.of(addresses)
        .map(network -> "; they share the network " + network + others(network, addresses.size()))
        .orElse("");
  }

  /** Whether the network has configured servers that are not among these. */
  private String others(Prefix network, int machines) {
    Set<InetAddress> all = new LinkedHashSet<>();
    for (VirtualService service : wishes.services()) {
      service.realServers().stream()
          .map(server -> server.endpoint().address())
          .filter(network::contains)
          .forEach(all::add);
    }
    return all.size() > machines
        ? ", which has " + Words.count(all.size() - machines, "other machine")
        : ", and are all that is there";
  }

  static Set<InetAddress> addresses(List<Matter> servers) {
    return servers.stream()
        .map(each -> each.thing.server().orElseThrow().address())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  static Set<String> services(List<Matter> servers) {
    return servers.stream()
        .map(each -> each.thing.name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}

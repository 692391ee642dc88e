package lvs.director.alert;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lvs.director.alert.Draft.Fact;
import lvs.director.alert.Draft.Picture;
import lvs.director.base.Prefix;

/** What a mail says of virtual services and their real servers. */
final class PoolPart {
  private static final int SERVICES_IN_WORDS = 5;

  private final Words words;
  private final Clock clock;
  private final Letter letter;
  private final LossCauses causes;

  PoolPart(Wishes wishes, Words words, Clock clock, Letter letter) {
    this.words = words;
    this.clock = clock;
    this.letter = letter;
    this.causes = new LossCauses(wishes, words, clock, letter);
  }

  /**
   * @param changed services and servers, each in a condition that is not told yet
   */
  void write(List<Matter> changed) {
    down(
        select(changed, Thing.Kind.SERVICE, Condition.DOWN),
        select(changed, Thing.Kind.SERVER, Condition.DOWN));
    up(
        select(changed, Thing.Kind.SERVICE, Condition.UP),
        select(changed, Thing.Kind.SERVER, Condition.UP));
    removed(changed.stream().filter(each -> each.now == Condition.DELETED).toList());
  }

  private static List<Matter> select(List<Matter> from, Thing.Kind kind, Condition condition) {
    return from.stream()
        .filter(each -> each.thing.kind() == kind && each.now == condition)
        .toList();
  }

  // Down

  private void down(List<Matter> services, List<Matter> servers) {
    if (services.isEmpty() && servers.isEmpty()) {
      return;
    }
    letter.problem();
    subjects(services, servers, "DOWN");
    for (Matter each : services.stream().limit(SERVICES_IN_WORDS).toList()) {
      letter.paragraph(Words.capital(each.reason) + " (" + clock.time(each.sinceNanos) + ").");
    }
    more(services.size() - SERVICES_IN_WORDS, "virtual service");
    causes.say(servers);
    left(servers);
    services.forEach(this::fact);
    servers.forEach(this::fact);
    commands(services, servers);
  }

  /** How the services stand now, as they said last. */
  private void left(List<Matter> servers) {
    Map<String, Matter> last = new LinkedHashMap<>();
    for (Matter each : servers) {
      if (!each.left.isEmpty()) {
        last.merge(each.thing.name(), each, (a, b) -> b.sinceNanos - a.sinceNanos >= 0 ? b : a);
      }
    }
    if (last.isEmpty()) {
      return;
    }
    String text =
        last.values().stream()
            .limit(SERVICES_IN_WORDS)
            .map(each -> words.service(each.thing.name()) + ": " + each.left)
            .collect(Collectors.joining("; "));
    int rest = last.size() - SERVICES_IN_WORDS;
    letter.paragraph(
        text + (rest > 0 ? "; and " + Words.count(rest, "more virtual service") : "") + ".");
  }

  // Up

  private void up(List<Matter> services, List<Matter> servers) {
    if (services.isEmpty() && servers.isEmpty()) {
      return;
    }
    letter.recovery();
    subjects(services, servers, "UP");
    for (Matter each : services.stream().limit(SERVICES_IN_WORDS).toList()) {
      letter.paragraph(
          Words.capital(each.reason)
              + " ("
              + clock.time(each.sinceNanos)
              + "). It had none for "
              + lasted(each)
              + ".");
    }
    more(services.size() - SERVICES_IN_WORDS, "virtual service");
    if (servers.size() == 1) {
      upAgain(servers.getFirst());
    } else if (!servers.isEmpty()) {
      upAgain(servers);
    }
    left(servers);
    services.forEach(this::fact);
    servers.forEach(this::fact);
    picture(services, servers);
  }

  private void upAgain(Matter server) {
    letter.paragraph(
        Words.capital(words.name(server.thing))
            + " is up again since "
            + clock.time(server.sinceNanos)
            + ", after "
            + lasted(server)
            + (server.reason.isEmpty() ? "" : ": " + server.reason)
            + ".");
  }

  private void upAgain(List<Matter> servers) {
    Matter longest =
        servers.stream()
            .max(Comparator.comparingLong(each -> each.sinceNanos - each.problemSinceNanos))
            .orElseThrow();
    letter.paragraph(
        Words.count(servers.size(), "real server")
            + " of "
            + Words.count(LossCauses.services(servers).size(), "virtual service")
            + " are up again "
            + causes.since(servers)
            + ", after "
            + lasted(longest)
            + " at the longest.");
  }

  private static String lasted(Matter matter) {
    return Clock.span(matter.sinceNanos - matter.problemSinceNanos);
  }

  private void removed(List<Matter> gone) {
    if (gone.isEmpty()) {
      return;
    }
    letter.recovery();
    letter.subject(
        gone.size() == 1
            ? words.name(gone.getFirst().thing) + " removed"
            : gone.size() + " objects removed");
    letter.paragraph(
        (gone.size() == 1 ? Words.capital(words.name(gone.getFirst().thing)) : "What was down")
            + Words.REMOVED);
    gone.forEach(this::fact);
  }

  // Both

  /** A service speaks for its servers only where mail about the service itself is wanted. */
  private void subjects(List<Matter> services, List<Matter> servers, String state) {
    boolean servicesFirst = services.stream().anyMatch(each -> each.explicit);
    if (servicesFirst || servers.isEmpty()) {
      letter.subject(servicesSubject(services, state));
      if (!servers.isEmpty()) {
        letter.subject(Words.count(servers.size(), "real server") + " " + state + where(servers));
      }
      return;
    }
    letter.subject(
        servers.size() == 1
            ? words.keepalivedServer(servers.getFirst().thing) + " - " + state
            : servers.size() + " real servers " + state + where(servers));
  }

  private String servicesSubject(List<Matter> services, String state) {
    return services.size() == 1
        ? "Virtualserver "
            + words.keepalivedService(services.getFirst().thing.name())
            + " - "
            + state
        : services.size() + " virtual services " + state;
  }

  private static String where(List<Matter> servers) {
    Set<InetAddress> addresses = LossCauses.addresses(servers);
    Optional<Prefix> network =
        servers.size() >= LossCauses.MANY && addresses.size() > 1
            ? CommonNetwork.of(addresses)
            : Optional.empty();
    return network.map(each -> " (network " + each + ")").orElse("");
  }

  private void more(int count, String what) {
    if (count > 0) {
      letter.paragraph("And " + Words.count(count, "more " + what) + ", in the table.");
    }
  }

  private void fact(Matter each) {
    letter.fact(
        new Fact(
            words.name(each.thing),
            each.now == Condition.DELETED ? "REMOVED" : each.now.name(),
            clock.epochMillis(each.sinceNanos),
            each.reason));
  }

  private void commands(List<Matter> services, List<Matter> servers) {
    letter.command("lvs-director status");
    if (!servers.isEmpty()) {
      Thing first = servers.getFirst().thing;
      letter.command("lvs-director check-now " + first.name() + " " + first.server().orElseThrow());
    }
    picture(services, servers);
  }

  private void picture(List<Matter> services, List<Matter> servers) {
    Set<String> all = LossCauses.services(servers);
    all.addAll(LossCauses.services(services));
    letter.picture(
        all.size() == 1
            ? new Picture("service/" + all.iterator().next(), "connections", 6)
            : new Picture("director", "connections", 6));
  }
}

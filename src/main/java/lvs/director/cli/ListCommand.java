package lvs.director.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "list",
    description = "Prints services and servers in the columns of 'ipvsadm -Ln'.",
    footer = {
      "",
      "Example: lvs-director list --stats",
      "Example: lvs-director list -c --limit 100000 | grep ESTABLISHED"
    })
final class ListCommand extends DirectorCommand {
  private static final List<String> TRAFFIC =
      List.of("connections", "inPackets", "outPackets", "inBytes", "outBytes");
  private static final List<String> HEALTH =
      List.of("forwardingMethod", "weight", "activeConnections", "inactiveConnections", "health");
  private static final List<String> RATES =
      List.of(
          "connectionsPerSecond",
          "inPacketsPerSecond",
          "outPacketsPerSecond",
          "inBytesPerSecond",
          "outBytesPerSecond");

  @ArgGroup private View view = new View();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "With -c at most so many connections, 1 to 100000 (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "-n", hidden = true, description = "Always so: names are never looked up.")
  private boolean numeric;

  /** What to show; ipvsadm's option names, of which one at a time makes sense. */
  static final class View {
    @Option(names = "--stats", description = "Counters since start or zero.")
    private boolean stats;

    @Option(names = "--rate", description = "The same per second.")
    private boolean rate;

    @Option(names = "--thresholds", description = "Connection limits of servers.")
    private boolean thresholds;

    @Option(
        names = "--health",
        description = "Health beside the table, servers that are out of it, services of others.")
    private boolean health;

    @Option(names = "--persistent-conn", description = "Persistence templates of servers.")
    private boolean persistent;

    @Option(
        names = {"-c", "--connections"},
        description = "Open connections.")
    private boolean connections;
  }

  ListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    if (view.connections) {
      show(listConnections(director), IpvsListing::connections);
    } else {
      show(list(director), this::services);
    }
    return ExitCode.DONE;
  }

  /** Makes objects of a listing. */
  private interface Reading {
    List<Map<String, Object>> of(String listing);
  }

  private void show(String listing, Reading reading) {
    if (json) {
      printJson(reading.of(listing));
    } else {
      surroundings.out().print(listing.endsWith("\n") ? listing : listing + "\n");
    }
  }

  private String listConnections(DirectorConnection director) {
    return (String)
        director.invoke(
            Beans.DIRECTOR, "listConnections", new Object[] {limit}, new String[] {"int"});
  }

  private String list(DirectorConnection director) {
    return (String)
        director.invoke(
            Beans.DIRECTOR, "list", new Object[] {name()}, new String[] {"java.lang.String"});
  }

  private String name() {
    if (view.stats) {
      return "stats";
    }
    if (view.rate) {
      return "rate";
    }
    if (view.thresholds) {
      return "thresholds";
    }
    if (view.health) {
      return "health";
    }
    return view.persistent ? "persistent-conn" : "";
  }

  private List<Map<String, Object>> services(String listing) {
    return switch (name()) {
      case "stats" -> IpvsListing.services(listing, TRAFFIC, TRAFFIC);
      case "rate" -> IpvsListing.services(listing, RATES, RATES);
      case "thresholds" -> servers(listing, "upperThreshold", "lowerThreshold");
      case "health" -> IpvsListing.services(listing, HEALTH, List.of());
      case "persistent-conn" -> servers(listing, "weight", "persistentConnections");
      default -> servers(listing, "forwardingMethod", "weight");
    };
  }

  private static List<Map<String, Object>> servers(String listing, String first, String second) {
    return IpvsListing.services(
        listing, List.of(first, second, "activeConnections", "inactiveConnections"), List.of());
  }
}

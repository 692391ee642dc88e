package lvs.director.lab.ipvs;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lvs.director.lab.uml.UserModeHost;

/**
 * What ipvsadm says of a host's table: its rules, sorted, and the thresholds, which the rules leave
 * out.
 */
record TableText(String rules, String thresholds) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BETWEEN = "@@\n";

  /** Of several hosts at about the same time; starting a program takes 50 ms in there. */
  static List<TableText> of(UserModeHost... hosts) {
    StringBuilder script = new StringBuilder("set -e\n");
    for (UserModeHost host : hosts) {
      String enter = "nsenter --net=/run/netns/" + host.namespace() + " ipvsadm ";
      script.append(enter).append("-Sn\necho @@\n");
      script.append(enter).append("-Ln --thresholds\necho @@\n");
    }
    String printed = hosts[0].machine().sh(LIMIT, script.toString());
    String[] parts = printed.split(BETWEEN, -1);
    if (parts.length != 2 * hosts.length + 1) {
      throw new AssertionError(script + "printed only:\n" + printed);
    }
    return IntStream.range(0, hosts.length)
        .mapToObj(host -> new TableText(sorted(parts[2 * host]), parts[2 * host + 1]))
        .toList();
  }

  private static String sorted(String lines) {
    return lines.lines().map(String::strip).sorted().collect(Collectors.joining("\n"));
  }

  /** The lines that only one of two has: {@code -} for this one, {@code +} for the other. */
  String difference(TableText other) {
    return difference(rules, other.rules) + difference(thresholds, other.thresholds);
  }

  private static String difference(String one, String other) {
    return only("-", one, other) + only("+", other, one);
  }

  private static String only(String sign, String one, String other) {
    List<String> others = other.lines().toList();
    return one.lines()
        .filter(line -> !others.contains(line))
        .map(line -> sign + " " + line + "\n")
        .collect(Collectors.joining());
  }
}

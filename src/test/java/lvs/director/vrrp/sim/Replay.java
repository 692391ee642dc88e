package lvs.director.vrrp.sim;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Recordings of a run ({@code lvs-director run --record FILE}), played to an engine again. */
public final class Replay {
  private Replay() {}

  /**
   * What an engine does otherwise than the recorded director did; empty when it sends the same
   * packets. Signed packets ({@code auth_hmac}, AH) hold the time or a count and never are the
   * same.
   */
  public static List<String> differences(String recording) {
    return ScenarioCheck.differences(Scenario.parse(recording));
  }

  /** The packets of a scenario as a recording of it would hold them. */
  static String recording(Scenario scenario) {
    String packets =
        ScenarioPlayer.play(scenario).stream()
            .flatMap(each -> each.packet().stream())
            .map(each -> each + "\n")
            .collect(Collectors.joining());
    String others =
        scenario.lines().stream()
            .filter(each -> !each.expected() && !each.text().startsWith("hears "))
            .map(
                each ->
                    "at %.9f %s %s\n"
                        .formatted(each.nanos() / 1e9, scenario.director(), each.text()))
            .collect(Collectors.joining());
    return """
    A run that was recorded.

    director %s has %s %s
    configuration
    %send

    """
            .formatted(
                scenario.director(),
                scenario.interfaceName(),
                String.join(" ", scenario.addresses()),
                scenario.configurations().getFirst())
        + inOrder(others + packets)
        + "until %.3f\n".formatted(scenario.untilMillis() / 1e3);
  }

  private static String inOrder(String lines) {
    return lines
        .lines()
        .sorted(Comparator.comparingDouble(Replay::seconds))
        .map(each -> each + "\n")
        .collect(Collectors.joining());
  }

  private static double seconds(String line) {
    return Double.parseDouble(line.split(" ")[1]);
  }
}

package lvs.director.vrrp.sim;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Compares what a director did with what its scenario expects. */
final class ScenarioCheck {
  /** A packet that was recorded left a real director a little later than it leaves an engine. */
  private static final long RECORDED_LATENESS_MILLIS = 100;

  /** Every advertisement is due an interval after the last one was really sent. */
  private static final long RECORDED_DRIFT_PERCENT = 1;

  private ScenarioCheck() {}

  /**
   * What is not as expected; empty when all is. A recording holds packets only, so nothing else is
   * asked for where a scenario expects packets that were recorded.
   */
  static List<String> differences(Scenario scenario) {
    List<Outcome> open = new ArrayList<>(ScenarioPlayer.play(scenario));
    List<String> differences = new ArrayList<>();
    for (Scenario.Line line : scenario.lines()) {
      if (line.expected()) {
        for (Expectation each : expectations(line)) {
          Optional<Outcome> found = open.stream().filter(each::isMet).findFirst();
          if (found.isPresent()) {
            open.remove(found.get());
          } else {
            differences.add(
                "line %d: at %.3f it does not: %s; then it does %s"
                    .formatted(
                        line.number(),
                        line.nanos() / 1e9,
                        each.text,
                        open.stream().filter(at -> at.millis() == line.millis()).toList()));
          }
        }
      }
    }
    long recorded =
        scenario.lines().stream()
            .filter(each -> each.expected() && each.packet().isPresent())
            .count();
    if (recorded > 0) {
      sentToo(open, recorded).ifPresent(differences::add);
    } else {
      open.stream()
          .filter(Outcome::noteworthy)
          .forEach(each -> differences.add("nobody expects at " + each));
    }
    return differences;
  }

  /** A recording holds every packet; because of the drift some more may be sent. */
  private static Optional<String> sentToo(List<Outcome> open, long recorded) {
    List<Outcome> more =
        open.stream()
            .filter(each -> each.packet().isPresent() && !each.packet().get().heard())
            .toList();
    boolean tolerable = more.size() <= 1 + recorded * RECORDED_DRIFT_PERCENT / 100;
    boolean goodbye = more.stream().anyMatch(Outcome::noteworthy);
    return tolerable && !goodbye ? Optional.empty() : Optional.of("it also " + more);
  }

  private static List<Expectation> expectations(Scenario.Line line) {
    if (line.packet().isPresent()) {
      return List.of(new Expectation(line, line.packet().get().toString()));
    }
    return List.of(line.text().split(";")).stream()
        .map(each -> new Expectation(line, each.strip()))
        .toList();
  }

  private record Expectation(Scenario.Line line, String text) {
    boolean isMet(Outcome outcome) {
      if (line.packet().isPresent()) {
        return outcome.packet().isPresent()
            && !outcome.packet().get().heard()
            && Math.abs(outcome.millis() - line.millis()) <= toleranceMillis()
            && hex(outcome).equals(HexFormat.of().formatHex(line.packet().get().payload()));
      }
      return outcome.millis() == line.millis() && outcome.text().equals(text);
    }

    private long toleranceMillis() {
      return RECORDED_LATENESS_MILLIS + line.millis() * RECORDED_DRIFT_PERCENT / 100;
    }

    private static String hex(Outcome outcome) {
      return HexFormat.of().formatHex(outcome.packet().orElseThrow().payload());
    }
  }
}

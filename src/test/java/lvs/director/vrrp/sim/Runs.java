package lvs.director.vrrp.sim;

import java.util.Optional;

/** Plays histories and makes what failed as short as can be. */
final class Runs {
  private static final int TRACE_LINES = 400;

  private Runs() {}

  /** What broke; empty when all held. */
  static Optional<String> play(History history, Election.Maker maker) {
    return failure(new Simulation(history, maker, false));
  }

  private static Optional<String> failure(Simulation simulation) {
    try {
      simulation.play();
      return Optional.empty();
    } catch (Broken broken) {
      return Optional.of(broken.getMessage());
    } catch (RuntimeException | StackOverflowError ours) {
      StackTraceElement[] stack = ours.getStackTrace();
      return Optional.of(ours + (stack.length > 0 ? " at " + stack[0] : ""));
    }
  }

  /** Leaves out phases from the end, and troubles one at a time, as long as it fails. */
  static History shrunk(History history, Election.Maker maker) {
    History small = history;
    for (int count = 1; count < history.phases().size(); count++) {
      if (play(history.first(count), maker).isPresent()) {
        small = history.first(count);
        break;
      }
    }
    for (int i = small.troubles() - 1; i >= 0; i--) {
      History fewer = small.without(i);
      if (play(fewer, maker).isPresent()) {
        small = fewer;
      }
    }
    return small;
  }

  /** The end of the story of a history that fails, for people. */
  static String report(History history, Election.Maker maker) {
    History small = shrunk(history, maker);
    Simulation simulation = new Simulation(small, maker, true);
    String what = failure(simulation).orElse("(it fails only untraced)");
    int from = Math.max(0, simulation.trace().size() - TRACE_LINES);
    return """
    seed %d: %s
    Shortened: %s%s
    ... %s
    Again: -Dsimulation.seed=%d
    """
        .formatted(
            history.seed(),
            what,
            small,
            String.join("\n", simulation.trace().subList(from, simulation.trace().size())),
            what,
            history.seed());
  }
}

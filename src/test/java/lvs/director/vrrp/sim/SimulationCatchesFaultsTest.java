package lvs.director.vrrp.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import lvs.director.vrrp.sim.FaultyElection.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulation that cannot fail proves nothing: each of these faults is found soon. */
class SimulationCatchesFaultsTest {
  private static final int HISTORIES = 500;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aFaultIsFound(Fault fault) {
    Optional<String> found = Optional.empty();
    long seed = 0;
    while (found.isEmpty() && seed++ < HISTORIES) {
      found = Runs.play(HistoryMaker.history(seed), FaultyElection.maker(fault));
    }
    assertTrue(found.isPresent(), () -> "no history of " + HISTORIES + " notices");
    System.out.println(fault + ": seed " + seed + ": " + found.get());
  }

  @Test
  void aFailureIsShortenedAndTold() {
    Election.Maker maker = FaultyElection.maker(Fault.FORGETS_TO_DROP);
    History history = firstFailure(maker);
    History small = Runs.shrunk(history, maker);
    assertTrue(small.troubles() < history.troubles());
    assertTrue(Runs.play(small, maker).isPresent());
    String report = Runs.report(history, maker);
    assertTrue(report.contains("-Dsimulation.seed=" + history.seed()), report);
    assertTrue(report.contains("→ take VI_"), report);
    assertEquals(report, Runs.report(history, maker));
  }

  private static History firstFailure(Election.Maker maker) {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      History history = HistoryMaker.history(seed);
      if (history.troubles() > 6 && Runs.play(history, maker).isPresent()) {
        return history;
      }
    }
    throw new AssertionError("nothing fails");
  }
}

package lvs.director.alert;

import static org.junit.jupiter.api.Assertions.assertTrue;

import lvs.director.alert.Simulation.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories; a failure prints the seed and the end of the history. */
class AlertSimulationTest {
  private static final int HISTORIES = Integer.getInteger("alerts.histories", 150);
  private static final int HAPPENINGS = 120;

  @Test
  void readersKnowHowThingsAreAndAreToldNothingTwice() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      play(seed, Fault.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsWrongOnPurposeIsNoticed(Fault fault) {
    int noticed = 0;
    for (long seed = 0; seed < 20; seed++) {
      try {
        play(seed, fault);
      } catch (AssertionError complaint) {
        noticed++;
      }
    }
    assertTrue(noticed > 0, fault + " was not noticed");
  }

  private static void play(long seed, Fault fault) {
    try {
      new Simulation(seed, fault).run(HAPPENINGS);
    } catch (AssertionError | RuntimeException wrong) {
      throw new AssertionError("seed " + seed + ": " + wrong.getMessage(), wrong);
    }
  }
}

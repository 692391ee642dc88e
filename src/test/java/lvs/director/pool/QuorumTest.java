package lvs.director.pool;

import static lvs.director.pool.Quorum.LOST;
import static lvs.director.pool.Quorum.UNDECIDED;
import static lvs.director.pool.Quorum.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A row for each cell of the quorum's table, at quorum 4 with hysteresis 2. */
class QuorumTest {

  private static void cell(Quorum before, int weightUp, int possible, Quorum after) {
    assertEquals(
        after, before.next(weightUp, possible, 4, 2), before + " " + weightUp + " " + possible);
  }

  @Test
  void quorumIsGainedAtQuorumPlusHysteresisFromEveryState() {
    cell(UNDECIDED, 6, 6, UP);
    cell(UP, 6, 6, UP);
    cell(LOST, 6, 6, UP);
    cell(LOST, 5, 5, LOST);
  }

  @Test
  void quorumIsLostBelowQuorumMinusHysteresisAndAtZero() {
    cell(UP, 2, 2, UP);
    cell(UP, 1, 1, LOST);
    cell(UP, 0, 9, LOST);
    assertEquals(LOST, UP.next(0, 0, 1, 1));
    assertEquals(UP, UP.next(1, 1, 2, 1));
  }

  @Test
  void theStartIsUndecidedWhileUncheckedServersCouldStillKeepQuorum() {
    cell(UNDECIDED, 0, 9, UNDECIDED);
    cell(UNDECIDED, 3, 3, UNDECIDED);
    cell(UNDECIDED, 1, 2, UNDECIDED);
    cell(UNDECIDED, 1, 1, LOST);
    cell(UNDECIDED, 0, 0, LOST);
  }

  @Test
  void aServiceBeginsWithoutAQuorumThatItsServersCannotGain() {
    assertEquals(UNDECIDED, UNDECIDED.atStart(0, 6, 4, 2));
    assertEquals(LOST, UNDECIDED.atStart(0, 5, 4, 2));
    assertEquals(LOST, UNDECIDED.atStart(5, 5, 4, 2));
    assertEquals(UP, UNDECIDED.atStart(6, 6, 4, 2));
    assertEquals(UP, UP.atStart(3, 3, 4, 2));
  }

  @Test
  void quorumZeroIsNotGainedByNothing() {
    assertEquals(LOST, UNDECIDED.next(0, 0, 0, 0));
    assertEquals(LOST, LOST.next(0, 0, 0, 0));
  }

  @Test
  void largeWeightsDoNotOverflow() {
    assertEquals(LOST, LOST.next(5, 5, Integer.MAX_VALUE, Integer.MAX_VALUE - 1));
    long all = 3L * Integer.MAX_VALUE;
    assertEquals(UP, LOST.next(all, all, Integer.MAX_VALUE, Integer.MAX_VALUE - 1));
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import lvs.director.vrrp.RouterState;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final long SECOND = 1_000_000_000L;

  private final CatchUp catchUp = new CatchUp(Duration.ofSeconds(10));

  private boolean lasts(double second, RouterState state, boolean heard, long learned) {
    catchUp.see((long) (second * SECOND), new CatchUp.Situation(state, heard, learned));
    return catchUp.ended().isEmpty();
  }

  private boolean lasts(double second, long learned) {
    return lasts(second, RouterState.BACKUP, true, learned);
  }

  @Test
  void itLastsWhileMoreComesAndThreeSecondsLonger() {
    assertTrue(lasts(0, 0));
    assertTrue(lasts(2, 1_000));
    assertTrue(lasts(4, 1_234));
    assertEquals(
        "learns connections of the master before it takes over: 1,234 connections so far",
        catchUp.progress());
    assertTrue(lasts(6.9, 1_234));
    assertTrue(!lasts(7, 1_234));
    assertEquals(
        Optional.of("1,234 connections learned and no more come; it may become master now"),
        catchUp.ended());
  }

  @Test
  void aMasterWithoutConnectionsIsWaitedForThreeSeconds() {
    assertTrue(lasts(5, 0));
    assertTrue(lasts(7.9, 0));
    assertTrue(!lasts(8, 0));
  }

  @Test
  void itEndsWhenTheTimeIsOverThoughMoreCome() {
    for (int second = 0; second < 10; second++) {
      assertTrue(lasts(second, 100L * second));
    }
    assertTrue(!lasts(10, 1_000));
    assertTrue(catchUp.ended().orElseThrow().contains("when the time was over"));
  }

  @Test
  void theTimeBeginsWhenAMasterIsHeard() {
    assertTrue(lasts(0, RouterState.INIT, false, 0));
    assertTrue(lasts(100, RouterState.BACKUP, false, 0));
    assertTrue(lasts(200, RouterState.BACKUP, true, 5));
    assertTrue(lasts(202, 6));
    assertTrue(!lasts(210, 7));
  }

  @Test
  void whoIsMasterLearnsNothingMore() {
    assertTrue(lasts(0, RouterState.BACKUP, false, 0));
    assertTrue(!lasts(4, RouterState.MASTER, false, 0));
    assertEquals(Optional.of("this machine is master"), catchUp.ended());
  }

  @Test
  void fewerConnectionsAreNoGrowth() {
    assertTrue(lasts(0, 50));
    assertTrue(lasts(2, 40));
    assertTrue(!lasts(3, 30));
  }

  @Test
  void whatHasEndedStaysSo() {
    lasts(0, 0);
    lasts(3, 0);
    assertTrue(!lasts(4, 1_000));
  }
}

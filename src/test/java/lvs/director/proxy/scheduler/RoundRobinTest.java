package lvs.director.proxy.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import lvs.director.model.Scheduler;
import org.junit.jupiter.api.Test;

class RoundRobinTest {
  @Test
  void eachServerInTurnTheNewestFirst() {
    assertEquals("CBACBA", new PoolFixture(Scheduler.RR, "A:1 B:5 C:9").peek(6));
  }

  @Test
  void theTurnsAreEvenWhateverTheWeights() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:5 C:9");
    assertEquals(Map.of("A", 1000, "B", 1000, "C", 1000), pool.distribution(3000, pool::client));
  }

  @Test
  void aNewServerDoesNotMoveThePosition() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1 C:1");
    assertEquals("CB", pool.peek(2));
    pool.edit("A:1 B:1 C:1 D:1");
    assertEquals("ADCB", pool.peek(4));
  }

  @Test
  void removingTheServerJustChosenGoesOnWithTheOneAfterIt() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1 C:1");
    assertEquals("CB", pool.peek(2));
    pool.edit("A:1 C:1");
    assertEquals("ACA", pool.peek(3));
  }

  @Test
  void removingTheFirstServerWhenItWasJustChosenStartsAtTheNewFirst() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1 C:1");
    assertEquals("C", pool.peek(1));
    pool.edit("A:1 B:1");
    assertEquals("BAB", pool.peek(3));
  }

  @Test
  void aWeightChangeDoesNotMoveThePosition() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1 C:1");
    assertEquals("CB", pool.peek(2));
    pool.edit("A:1 B:1 C:7");
    assertEquals("ACB", pool.peek(3));
  }

  @Test
  void weightZeroAndOverloadAreSteppedOver() {
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:0 C:1:1");
    assertEquals("CAAA", pool.take(4));
  }

  @Test
  void withoutAnAvailableServerNobodyIsChosen() {
    assertEquals("--", new PoolFixture(Scheduler.RR, "A:0 B:0").peek(2));
    assertEquals("-", new PoolFixture(Scheduler.RR, "").peek());
  }

  @Test
  void theSameServerAloneIsChosenAgain() {
    assertEquals("AAA", new PoolFixture(Scheduler.RR, "A:1 B:0").peek(3));
  }
}

package lvs.director.proxy.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import lvs.director.model.Scheduler;
import org.junit.jupiter.api.Test;

/** lc, wlc, sed, nq, fo, ovf and twos: those that look at the load. */
class LeastLoadTest {
  @Test
  void lcFillsEvenlyWhateverTheWeightsAndTheFirstOfEqualsWins() {
    assertEquals("CBACBA", new PoolFixture(Scheduler.LC, "A:1 B:5 C:9").take(6));
  }

  @Test
  void lcCountsAnActiveConnectionAs256Inactive() {
    PoolFixture pool = new PoolFixture(Scheduler.LC, "A:1 B:1");
    assertEquals("BA", pool.take(2));
    pool.halfClose("A");
    assertEquals("A", pool.peek());
    pool.halfClose("B");
    assertEquals("B", pool.peek());
  }

  @Test
  void lcStepsOverWeightZeroAndOverload() {
    assertEquals("CAA", new PoolFixture(Scheduler.LC, "A:1 B:0 C:1:1").take(3));
  }

  @Test
  void wlcFillsByWeightAndTheFirstOfEqualsWins() {
    assertEquals("BABBABB", new PoolFixture(Scheduler.WLC, "A:1 B:2").take(7).substring(0, 7));
    PoolFixture pool = new PoolFixture(Scheduler.WLC, "A:1 B:3");
    pool.take(400);
    assertEquals(100, pool.server("A").active());
    assertEquals(300, pool.server("B").active());
  }

  @Test
  void wlcNeverChoosesWeightZeroEvenWhenIdle() {
    PoolFixture pool = new PoolFixture(Scheduler.WLC, "A:1 B:0");
    assertEquals("AAA", pool.take(3));
    assertEquals("-", new PoolFixture(Scheduler.WLC, "A:0").peek());
  }

  @Test
  void wlcComparesHugeWeightsWithoutOverflow() {
    PoolFixture pool = new PoolFixture(Scheduler.WLC, "A:2147483647 B:1");
    assertEquals("B", pool.take());
    assertEquals("AAAA", pool.take(4));
  }

  @Test
  void sedSendsTheFirstConnectionsToTheFastServer() {
    // (0+1)/3 for A against (0+1)/1 for B: B waits until A has two.
    assertEquals("AAB", new PoolFixture(Scheduler.SED, "A:3 B:1").take(3));
    PoolFixture pool = new PoolFixture(Scheduler.SED, "A:3 B:1");
    pool.take(400);
    assertTrue(Math.abs(pool.server("A").active() - 300) <= 2);
  }

  @Test
  void nqFillsIdleServersFirstThenTheShortestDelay() {
    assertEquals("BAAAA", new PoolFixture(Scheduler.NQ, "A:5 B:1").take(5));
    PoolFixture pool = new PoolFixture(Scheduler.NQ, "A:3 B:1");
    pool.take(400);
    assertTrue(Math.abs(pool.server("A").active() - 300) <= 2);
  }

  @Test
  void nqDoesNotWakeAQuiescedServer() {
    assertEquals("AA", new PoolFixture(Scheduler.NQ, "A:5 B:0").take(2));
  }

  @Test
  void foSendsAllToTheHighestWeightThatIsAvailable() {
    PoolFixture pool = new PoolFixture(Scheduler.FO, "A:1 B:3:2 C:2");
    assertEquals("BBCC", pool.take(4));
    pool.edit("A:1 B:0:2 C:0");
    assertEquals("AA", pool.take(2));
    pool.edit("A:0 B:0 C:0");
    assertEquals("-", pool.take());
  }

  @Test
  void foSharesAreAllOrNothing() {
    PoolFixture pool = new PoolFixture(Scheduler.FO, "A:1 B:3 C:3");
    assertEquals(Map.of("C", 100), pool.distribution(100, pool::client));
  }

  @Test
  void ovfFillsTheHighestWeightBeyondItsWeightBeforeTheNext() {
    // "More active than weight" is full: weight 3 takes four, weight 2 takes three.
    assertEquals("BBBBAAA-", new PoolFixture(Scheduler.OVF, "A:2 B:3").take(8));
  }

  @Test
  void ovfReturnsToTheHighestWeightWhenThereIsRoom() {
    PoolFixture pool = new PoolFixture(Scheduler.OVF, "A:2 B:1");
    assertEquals("AAAB", pool.take(4));
    pool.end("A");
    assertEquals("A", pool.take());
  }

  @Test
  void ovfDoesNotCountInactiveConnections() {
    PoolFixture pool = new PoolFixture(Scheduler.OVF, "A:1 B:2");
    assertEquals("BBB", pool.take(3));
    pool.halfClose("B");
    assertEquals("BA", pool.take(2));
  }

  @Test
  void twosFillsByWeightWithinAFewConnections() {
    PoolFixture pool = new PoolFixture(Scheduler.TWOS, "A:1 B:3 C:0");
    pool.take(400);
    assertEquals(100, pool.server("A").active(), 20);
    assertEquals(0, pool.server("C").active());
    assertEquals("-", new PoolFixture(Scheduler.TWOS, "A:0").peek());
  }
}

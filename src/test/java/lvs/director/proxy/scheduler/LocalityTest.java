package lvs.director.proxy.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lvs.director.model.Scheduler;
import org.junit.jupiter.api.Test;

/** lblc and lblcr. */
class LocalityTest {
  @Test
  void lblcKeepsADestinationAtItsServerWhileOthersAreIdle() {
    assertEquals("BBBBB", new PoolFixture(Scheduler.LBLC, "A:10 B:10").take(5));
  }

  @Test
  void lblcGivesANewDestinationToTheLeastLoaded() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLC, "A:10 B:10");
    assertEquals("B", pool.take(pool.destination(1)));
    assertEquals("A", pool.take(pool.destination(2)));
    assertEquals("B", pool.take(pool.destination(1)));
  }

  @Test
  void lblcSpreadsManyDestinationsByLoad() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLC, "A:10 B:30");
    for (int i = 0; i < 400; i++) {
      pool.take(pool.destination(i));
    }
    assertEquals(100, pool.server("A").active(), 5);
  }

  @Test
  void lblcMovesWhenActiveExceedsTheWeightAndAnotherIsNotHalfFull() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLC, "A:2 B:2");
    assertEquals("BBB", pool.take(3));
    assertEquals("A", pool.take());
  }

  @Test
  void lblcStaysOverWeightWhenAllOthersAreHalfFull() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLC, "A:2 B:2");
    assertEquals("B", pool.take(pool.destination(1)));
    assertEquals("A", pool.take(pool.destination(2)));
    for (int i = 0; i < 5; i++) {
      assertEquals("B", pool.take(pool.destination(1)));
    }
  }

  @Test
  void lblcLeavesAServerThatIsQuiescedOrRemoved() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLC, "A:9 B:9");
    assertEquals("B", pool.take());
    pool.edit("A:9 B:0");
    assertEquals("A", pool.take());
    pool.edit("B:9");
    assertEquals("B", pool.take());
  }

  @Test
  void anUnusedDestinationIsForgottenAfterADay() {
    LocalityTable<String> table = new LocalityTable<>();
    assertEquals("one", table.get(PoolFixture.address("10.0.0.1"), 0, () -> "one"));
    long almost = TimeUnit.HOURS.toNanos(23);
    table.get(PoolFixture.address("10.0.0.2"), almost, () -> "two");
    assertEquals(2, table.size());
    table.get(PoolFixture.address("10.0.0.2"), TimeUnit.HOURS.toNanos(25), () -> "two");
    assertEquals(1, table.size());
    assertEquals(
        "new", table.get(PoolFixture.address("10.0.0.1"), TimeUnit.HOURS.toNanos(25), () -> "new"));
  }

  @Test
  void aCrowdedTableForgetsWhatWasUnusedForSixMinutes() {
    LocalityTable<String> table = new LocalityTable<>();
    int many = LocalityTable.MAXIMUM_ENTRIES + 3000;
    for (int i = 0; i < many; i++) {
      table.get(PoolFixture.address("10.1." + (i >> 8) + "." + (i & 255)), 0, () -> "");
    }
    assertEquals(many, table.size());
    table.get(PoolFixture.address("10.9.9.9"), TimeUnit.MINUTES.toNanos(7), () -> "");
    assertTrue(table.size() < LocalityTable.MAXIMUM_ENTRIES, "still " + table.size());
    assertTrue(table.size() > LocalityTable.MAXIMUM_ENTRIES / 2, "only " + table.size());
  }

  @Test
  void lblcrAddsAReplicaWhenTheSetIsOverloadedAndServesFromTheSet() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLCR, "A:2 B:2 C:2");
    assertEquals("CCC", pool.take(3));
    assertEquals("B", pool.take());
    assertEquals("BB", pool.take(2));
    assertEquals("A", pool.take());
  }

  @Test
  void lblcrShrinksASetThatDidNotChangeForADay() {
    LocalityReplication algorithm = new LocalityReplication();
    PoolFixture pool = new PoolFixture(Scheduler.RR, "A:1 B:1");
    PoolServer a = pool.server("A");
    PoolServer b = pool.server("B");
    List<PoolServer> servers = List.of(b, a);
    assertEquals(b, algorithm.pick(servers, pool.flow("192.0.2.1", 1, "10.0.0.1")));
    b.begin();
    b.begin();
    assertEquals(a, algorithm.pick(servers, pool.flow("192.0.2.1", 1, "10.0.0.1")));
    assertEquals(2, algorithm.replicas(pool.flow("192.0.2.1", 1, "10.0.0.1")).size());
    for (int hour = 0; hour < 26; hour++) {
      pool.nowNanos += TimeUnit.HOURS.toNanos(1);
      algorithm.pick(servers, pool.flow("192.0.2.1", 1, "10.0.0.1"));
    }
    assertEquals(List.of(a), algorithm.replicas(pool.flow("192.0.2.1", 1, "10.0.0.1")));
  }

  @Test
  void lblcrSpreadsManyDestinationsByLoad() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLCR, "A:10 B:30");
    for (int i = 0; i < 400; i++) {
      pool.take(pool.destination(i));
    }
    assertEquals(100, pool.server("A").active(), 5);
  }

  @Test
  void lblcrForgetsARemovedServer() {
    PoolFixture pool = new PoolFixture(Scheduler.LBLCR, "A:9 B:9");
    assertEquals("B", pool.take());
    pool.edit("A:9");
    assertEquals(Map.of("A", 3), pool.distribution(3, i -> pool.flow("1.1.1.1", 9, "10.0.0.1")));
  }
}

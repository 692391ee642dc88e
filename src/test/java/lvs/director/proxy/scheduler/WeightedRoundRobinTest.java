package lvs.director.proxy.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lvs.director.model.Scheduler;
import org.junit.jupiter.api.Test;

class WeightedRoundRobinTest {
  @Test
  void aRoundFallsFromTheHighestWeightToOne() {
    // List C B A with weights 2 3 4: passes demand 4, 3, 2, 1.
    assertEquals("ABACBACBA", new PoolFixture(Scheduler.WRR, "A:4 B:3 C:2").peek(9));
  }

  @Test
  void roundsRepeatAndSharesAreTheWeights() {
    PoolFixture pool = new PoolFixture(Scheduler.WRR, "A:4 B:3 C:2");
    assertEquals(Map.of("A", 400, "B", 300, "C", 200), pool.distribution(900, pool::client));
  }

  @Test
  void theCommonDivisorShortensTheRound() {
    assertEquals("ABAABA", new PoolFixture(Scheduler.WRR, "A:200 B:100").peek(6));
  }

  @Test
  void weightZeroNeverServes() {
    PoolFixture pool = new PoolFixture(Scheduler.WRR, "A:0 B:2 C:1");
    assertEquals(Map.of("B", 200, "C", 100), pool.distribution(300, pool::client));
    assertEquals("---", new PoolFixture(Scheduler.WRR, "A:0 B:0").peek(3));
  }

  @Test
  void anOverloadedHeavyServerLeavesTheRoundToTheOthers() {
    PoolFixture pool = new PoolFixture(Scheduler.WRR, "A:1000000000:1 B:1");
    assertEquals("ABBB", pool.take(4));
    pool.end("A");
    assertEquals("A", pool.take());
  }

  @Test
  void allOverloadedIsNobody() {
    PoolFixture pool = new PoolFixture(Scheduler.WRR, "A:3:1 B:2:1");
    assertEquals("AB--", pool.take(4));
    pool.end("B");
    assertEquals("B-", pool.take(2));
  }

  @Test
  void anEditStartsThePassAnewButKeepsTheDemand() {
    PoolFixture pool = new PoolFixture(Scheduler.WRR, "A:3 B:1");
    assertEquals("A", pool.peek());
    assertEquals("A", pool.peek());
    // Demand 2 was reached; with C in front the pass at 2 starts over.
    pool.edit("A:3 B:1 C:2");
    assertEquals("CACBA", pool.peek(5));
  }

  @Test
  void everyRoundGivesEachServerItsWeightForAnyWeights() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Integer> weights = new ArrayList<>();
      StringBuilder servers = new StringBuilder();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        weights.add(random.nextInt(20));
        servers.append((char) ('A' + i)).append(':').append(weights.get(i)).append(' ');
      }
      long ofSeed = seed;
      int sum = weights.stream().mapToInt(Integer::intValue).sum();
      PoolFixture pool = new PoolFixture(Scheduler.WRR, servers.toString().strip());
      Map<String, Integer> counts = pool.distribution(sum, pool::client);
      IntStream.range(0, weights.size())
          .forEach(
              i ->
                  assertEquals(
                      weights.get(i),
                      counts.getOrDefault(String.valueOf((char) ('A' + i)), 0),
                      "servers " + servers + "of seed " + ofSeed + ": " + counts));
    }
  }
}

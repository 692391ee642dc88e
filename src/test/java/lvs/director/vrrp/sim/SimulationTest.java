package lvs.director.vrrp.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Thousands of histories. {@code -Dsimulation.histories=N} plays another number, {@code
 * -Dsimulation.first=S} other seeds, {@code -Dsimulation.seed=S} one seed, with its trace.
 */
class SimulationTest {
  private static final int STREAMS = 2;
  private static final int FAILURES_TO_SHOW = 3;

  @Test
  void everyHistoryHolds() throws Exception {
    Long one = Long.getLong("simulation.seed");
    if (one != null) {
      playOne(one);
      return;
    }
    int count = Integer.getInteger("simulation.histories", 10_000);
    long first = Long.getLong("simulation.first", 1);
    List<Long> failed = failing(first, count);
    if (!failed.isEmpty()) {
      StringBuilder text = new StringBuilder(failed.size() + " histories fail: " + failed + "\n");
      for (long seed : failed.subList(0, Math.min(FAILURES_TO_SHOW, failed.size()))) {
        text.append(Runs.report(HistoryMaker.history(seed), Election::real));
      }
      fail(text.toString());
    }
  }

  private static List<Long> failing(long first, int count) throws Exception {
    AtomicLong next = new AtomicLong(first);
    List<Long> failed = new ArrayList<>();
    AtomicInteger failures = new AtomicInteger();
    try (ExecutorService streams = Executors.newFixedThreadPool(STREAMS)) {
      List<Future<List<Long>>> parts = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        parts.add(streams.submit(() -> stream(next, first + count, failures)));
      }
      for (Future<List<Long>> part : parts) {
        failed.addAll(part.get());
      }
    }
    failed.sort(null);
    return failed;
  }

  private static List<Long> stream(AtomicLong next, long end, AtomicInteger failures) {
    List<Long> failed = new ArrayList<>();
    int enough = Integer.getInteger("simulation.failures", 20);
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      Optional<String> broken = Runs.play(HistoryMaker.history(seed), Election::real);
      if (broken.isPresent()) {
        failed.add(seed);
        System.out.println("seed " + seed + ": " + broken.get());
        if (failures.incrementAndGet() >= enough) {
          break;
        }
      }
    }
    return failed;
  }

  private static void playOne(long seed) {
    History history = HistoryMaker.history(seed);
    if (Runs.play(history, Election::real).isPresent()) {
      fail(Runs.report(history, Election::real));
    }
    Simulation simulation = new Simulation(history, Election::real, true);
    simulation.play();
    System.out.println(history + String.join("\n", simulation.trace()));
  }

  @Test
  void aSeedGivesTheSameRunAgain() {
    for (long seed = 1; seed <= 20; seed++) {
      Simulation one = new Simulation(HistoryMaker.history(seed), Election::real, true);
      Simulation two = new Simulation(HistoryMaker.history(seed), Election::real, true);
      one.play();
      two.play();
      assertEquals(one.trace(), two.trace());
      assertTrue(one.trace().size() > 100, () -> "seed is dull");
    }
  }
}

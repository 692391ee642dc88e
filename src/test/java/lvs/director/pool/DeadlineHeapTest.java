package lvs.director.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlineHeapTest {

  @Test
  void theEarliestComesFirstWhateverWasMovedOrCancelled() {
    for (long seed = 0; seed < 30; seed++) {
      compare(seed);
    }
  }

  private static void compare(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DeadlineHeap heap = new DeadlineHeap();
    List<Deadline> deadlines = Blocks.many(200, i -> new Probe(Blocks.tcp(i), true));
    Map<Deadline, Long> expected = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      Deadline deadline = deadlines.get(random.nextInt(deadlines.size()));
      switch (random.nextInt(4)) {
        case 0 -> {
          heap.cancel(deadline);
          expected.remove(deadline);
        }
        case 1 -> poll(heap, expected, random.nextLong(1_000), seed);
        default -> {
          long at = random.nextLong(1_000);
          heap.schedule(deadline, at);
          expected.put(deadline, at);
        }
      }
      long next = expected.values().stream().mapToLong(v -> v).min().orElse(Long.MAX_VALUE);
      assertEquals(next, heap.nextNanos(), "seed " + seed);
      assertEquals(expected.size(), heap.size(), "seed " + seed);
    }
  }

  private static void poll(DeadlineHeap heap, Map<Deadline, Long> expected, long now, long seed) {
    Optional<Deadline> due = heap.pollDue(now);
    boolean any = expected.values().stream().anyMatch(at -> at <= now);
    assertEquals(any, due.isPresent(), "seed " + seed);
    due.ifPresent(
        d -> {
          long earliest = expected.values().stream().mapToLong(v -> v).min().orElseThrow();
          assertEquals(earliest, expected.remove(d), "seed " + seed);
          assertEquals(-1, d.heapIndex, "seed " + seed);
        });
  }
}

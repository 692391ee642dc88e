package lvs.director.daemon;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether threads still go round. Each is prodded once and must have ended a round when it is
 * looked at the next time: one with nothing to do sleeps otherwise.
 */
final class Pulse {
  private final Map<Turning, Long> prodded = new IdentityHashMap<>();

  /**
   * Looks once, without waiting; a thread seen for the first time counts as going round.
   *
   * @return the number of threads that have not ended a round since the last look
   */
  int still(List<Turning> threads) {
    prodded.keySet().retainAll(threads);
    int still = 0;
    for (Turning thread : threads) {
      still += hasTurned(thread) ? 0 : 1;
    }
    return still;
  }

  private boolean hasTurned(Turning thread) {
    long rounds = thread.rounds();
    Long before = prodded.get(thread);
    boolean turned = before == null || before != rounds;
    if (turned) {
      prodded.put(thread, rounds);
      thread.prod();
    }
    return turned;
  }
}

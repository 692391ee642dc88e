package lvs.director.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lvs.director.vrrp.VrrpEffect;

/**
 * Changes that failed and are tried again: after 50 ms and then four times as long each time, five
 * times in all. A newer change of the same thing takes the place of the one that waits. Time is an
 * argument; one thread.
 */
final class Retries {
  private static final int TRIES = 5;
  private static final long FIRST_NANOS = 50_000_000;
  private static final int GROWTH = 4;

  /** What a change is about; {@code what} is a word such as items or lease. */
  record Subject(String router, String what) {}

  private record Attempt(VrrpEffect effect, int tries, long dueNanos) {}

  private final Map<Subject, Attempt> waiting = new HashMap<>();

  /** The change failed; false when it has been tried often enough. */
  boolean failed(Subject subject, VrrpEffect effect, int triesBefore, long nowNanos) {
    if (triesBefore >= TRIES) {
      return false;
    }
    long waitNanos = FIRST_NANOS * (long) Math.pow(GROWTH, triesBefore);
    waiting.put(subject, new Attempt(effect, triesBefore + 1, nowNanos + waitNanos));
    return true;
  }

  /** Something newer is wanted of it. */
  void forget(Subject subject) {
    waiting.remove(subject);
  }

  void clear() {
    waiting.clear();
  }

  /** What {@link #poll} gives. */
  record Due(Subject subject, VrrpEffect effect, int tries) {}

  /** A change to try now, which then waits no more. */
  Optional<Due> poll(long nowNanos) {
    for (Map.Entry<Subject, Attempt> each : waiting.entrySet()) {
      if (each.getValue().dueNanos() - nowNanos <= 0) {
        Attempt attempt = waiting.remove(each.getKey());
        return Optional.of(new Due(each.getKey(), attempt.effect(), attempt.tries()));
      }
    }
    return Optional.empty();
  }

  /** Until {@link #poll} gives something; {@link Long#MAX_VALUE} when nothing waits. */
  long waitNanos(long nowNanos) {
    return waiting.values().stream()
        .mapToLong(attempt -> Math.max(0, attempt.dueNanos() - nowNanos))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  int size() {
    return waiting.size();
  }
}

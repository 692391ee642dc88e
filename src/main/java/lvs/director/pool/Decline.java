package lvs.director.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How fast the connections of a draining server end. The estimate is the straight line of least
 * squares through the counts of the last minute: connections end in many ways, and a line says what
 * anybody would say who watches.
 */
final class Decline {
  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final int LEAST_COUNTS = 3;

  /** Beyond a day the last minute says nothing. */
  private static final double LONGEST_SECONDS = 86_400;

  private record Count(long nanos, long left) {
    double secondsBefore(Count other) {
      return (nanos - other.nanos) / 1e9;
    }
  }

  private final Deque<Count> counts = new ArrayDeque<>();

  void count(long nowNanos, long left) {
    counts.addLast(new Count(nowNanos, left));
    while (counts.getFirst().nanos < nowNanos - WINDOW_NANOS) {
      counts.removeFirst();
    }
  }

  /** Whether anything has been counted. */
  boolean hasBegun() {
    return !counts.isEmpty();
  }

  /** Empty before the first count. */
  Optional<DrainProgress> progress() {
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(new DrainProgress(counts.getLast().left, secondsLeft()));
  }

  private OptionalLong secondsLeft() {
    long left = counts.getLast().left;
    if (left == 0) {
      return OptionalLong.of(0);
    }
    double seconds = counts.size() < LEAST_COUNTS ? -1 : left / -slope();
    return seconds > 0 && seconds <= LONGEST_SECONDS
        ? OptionalLong.of((long) Math.ceil(seconds))
        : OptionalLong.empty();
  }

  /** Connections per second; negative when they become fewer. */
  private double slope() {
    Count newest = counts.getLast();
    double meanSeconds = 0;
    double meanLeft = 0;
    for (Count count : counts) {
      meanSeconds += count.secondsBefore(newest) / counts.size();
      meanLeft += (double) count.left / counts.size();
    }
    double together = 0;
    double spread = 0;
    for (Count count : counts) {
      double seconds = count.secondsBefore(newest) - meanSeconds;
      together += seconds * (count.left - meanLeft);
      spread += seconds * seconds;
    }
    return spread == 0 ? 0 : together / spread;
  }
}

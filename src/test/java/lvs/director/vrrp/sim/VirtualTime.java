package lvs.director.vrrp.sim;

import java.util.PriorityQueue;

/** What will happen, in the order of time; what is for the same time, in the order of asking. */
final class VirtualTime {
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private long sequence;
  private long nowNanos;

  VirtualTime(long startNanos) {
    nowNanos = startNanos;
  }

  long nowNanos() {
    return nowNanos;
  }

  void at(long nanos, Runnable action) {
    queue.add(new Entry(Math.max(nanos, nowNanos), sequence++, action));
  }

  void after(long delayNanos, Runnable action) {
    at(nowNanos + delayNanos, action);
  }

  /** Lets the next thing happen if it is due by then. */
  boolean next(long untilNanos) {
    Entry first = queue.peek();
    if (first == null || first.nanos > untilNanos) {
      nowNanos = Math.max(nowNanos, untilNanos);
      return false;
    }
    queue.poll();
    nowNanos = first.nanos;
    first.action.run();
    return true;
  }

  private record Entry(long nanos, long sequence, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}

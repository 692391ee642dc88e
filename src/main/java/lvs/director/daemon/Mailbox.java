package lvs.director.daemon;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A bounded queue that many threads fill and one empties. Filling takes no lock: the thread of the
 * election must never wait for one that a thread of lower priority holds.
 */
final class Mailbox<T> {
  private final Queue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong refused = new AtomicLong();
  private final int capacity;
  private volatile Thread waiting;
  private volatile boolean woken;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** False when it is full, which is counted. */
  boolean offer(T item) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      refused.incrementAndGet();
      return false;
    }
    queue.add(item);
    unpark();
    return true;
  }

  /** The next item, null when there is none. */
  T poll() {
    T item = queue.poll();
    if (item != null) {
      size.decrementAndGet();
    }
    return item;
  }

  /** Waits until there is an item, {@link #wake} is called or the time is over. */
  void await(long timeoutNanos) {
    waiting = Thread.currentThread();
    try {
      if (queue.isEmpty() && !woken && timeoutNanos > 0) {
        LockSupport.parkNanos(this, timeoutNanos);
      }
    } finally {
      waiting = null;
      woken = false;
    }
  }

  /** Ends the {@link #await} under way, or the next one. */
  void wake() {
    woken = true;
    unpark();
  }

  private void unpark() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  int size() {
    return size.get();
  }

  long refused() {
    return refused.get();
  }
}

package lvs.director.proxy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** What the services of one plane share. */
final class Shared {
  private final List<EventLoop> loops;
  private final int maximumConnections;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger nextHome = new AtomicInteger();
  private final Complaints complaints = new Complaints();
  private volatile Timeouts timeouts = Timeouts.DEFAULT;

  Shared(List<EventLoop> loops, int maximumConnections) {
    this.loops = loops;
    this.maximumConnections = maximumConnections;
  }

  /** The loop of a new listener: each in turn. */
  EventLoop home() {
    return loops.get(Math.floorMod(nextHome.getAndIncrement(), loops.size()));
  }

  /**
   * The loop with the fewest connections. The asking one keeps the connection when it has at most
   * an eighth more than that: handing over costs both loops a system call.
   */
  EventLoop idlest(EventLoop asking) {
    EventLoop best = asking;
    int least = asking.load.get();
    for (EventLoop loop : loops) {
      int load = loop.load.get();
      if (load < least) {
        best = loop;
        least = load;
      }
    }
    return asking.load.get() <= least + least / 8 ? asking : best;
  }

  /** Counts one more connection, or says that there are too many. */
  boolean admit() {
    if (open.incrementAndGet() <= maximumConnections) {
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  boolean full() {
    return open.get() >= maximumConnections;
  }

  void ended() {
    open.decrementAndGet();
  }

  /** Open TCP connections and UDP flows. */
  int open() {
    return open.get();
  }

  int maximumConnections() {
    return maximumConnections;
  }

  List<EventLoop> loops() {
    return loops;
  }

  RandomGenerator random() {
    return RandomGenerator.getDefault();
  }

  Complaints complaints() {
    return complaints;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  void timeouts(Timeouts wanted) {
    timeouts = wanted;
  }
}

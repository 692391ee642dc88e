package lvs.director.probe;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import lvs.director.model.Script;

/**
 * Runs notify scripts without keeping anybody waiting: those of one object one after the other in
 * the order of the events, those of different objects side by side. Two scripts that tell of DOWN
 * and UP thus never overtake each other.
 */
public final class OrderedScripts implements AutoCloseable {
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private record Order(Script script, Duration timeout, Consumer<ScriptOutcome> done) {}

  private final ScriptRunner runner;
  private final int capacity;
  private final Map<String, Queue<Order>> waiting = new HashMap<>();
  private final Map<String, Thread> workers = new HashMap<>();
  private int waitingCount;
  private long refusedCount;
  private boolean closed;

  /**
   * @param capacity how many scripts may wait, at least 1; more are refused and counted
   */
  public OrderedScripts(ScriptRunner runner, int capacity) {
    this.runner = runner;
    this.capacity = capacity;
  }

  /**
   * Queues a script.
   *
   * @param object scripts with an equal key run in order, one at a time
   * @param done is told the outcome on another thread
   * @return false when it was refused because too many wait, or after close
   */
  public synchronized boolean submit(
      String object, Script script, Duration timeout, Consumer<ScriptOutcome> done) {
    if (closed || waitingCount >= capacity) {
      refusedCount++;
      return false;
    }
    waiting.computeIfAbsent(object, _ -> new ArrayDeque<>()).add(new Order(script, timeout, done));
    waitingCount++;
    workers.computeIfAbsent(
        object, key -> Thread.ofVirtual().name("notify " + key).start(() -> work(key)));
    return true;
  }

  /** Scripts that were refused so far. */
  public synchronized long refusedCount() {
    return refusedCount;
  }

  /** Scripts that wait for their turn. */
  public synchronized int waitingCount() {
    return waitingCount;
  }

  private void work(String object) {
    try {
      for (Order order = next(object); order != null; order = next(object)) {
        tell(order, runner.run(order.script(), order.timeout()));
      }
    } catch (InterruptedException closing) {
      // The runner has ended the program.
    }
  }

  /** A listener that fails must not keep the object's later scripts from running. */
  private static void tell(Order order, ScriptOutcome outcome) {
    try {
      order.done().accept(outcome);
    } catch (RuntimeException defect) {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, defect);
    }
  }

  /** The next script of this object; null, and no worker any more, when there is none. */
  private synchronized Order next(String object) {
    Queue<Order> queue = waiting.get(object);
    Order order = queue == null ? null : queue.poll();
    if (order == null) {
      waiting.remove(object);
      workers.remove(object);
      notifyAll();
    } else {
      waitingCount--;
    }
    return order;
  }

  /** Takes no more, gives what waits one second to end, then ends it. */
  @Override
  public synchronized void close() {
    closed = true;
    long deadline = System.nanoTime() + LAST_WAIT.toNanos();
    try {
      for (long left = LAST_WAIT.toMillis(); !workers.isEmpty() && left > 0; ) {
        wait(left);
        left = (deadline - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    workers.values().forEach(Thread::interrupt);
  }
}

package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lvs.director.pool.PoolEffect;
import lvs.director.pool.PoolEngine;
import lvs.director.pool.PoolEvent;
import lvs.director.pool.PoolView;
import lvs.director.port.Refusal;

/**
 * The thread that owns the pool engine: takes events from a bounded queue, tells the engine the
 * time, and hands its effects on. It never waits for anything but its queue.
 */
final class PoolLoop implements Turning, AutoCloseable {
  private static final int QUEUE_LENGTH = 65_536;
  private static final long ANSWER_SECONDS = 30;
  private static final int BATCH = 1_024;
  private static final long ROUND_NANOS = 1_000_000;

  /** Without an event it only wakes the thread. */
  private record Item(PoolEvent event, CompletableFuture<Void> done) {}

  private static final Item PROD = new Item(null, null);

  private record Waiter(BooleanSupplier condition, CompletableFuture<Void> met) {}

  private final PoolEngine engine;
  private final Effects effects;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong refused = new AtomicLong();
  private final List<Waiter> waiters = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private final Consumer<Throwable> onDefect;
  private volatile boolean closing;
  private volatile long rounds;

  /** Carries effects out without waiting. */
  interface Effects {
    /**
     * @param dueNanos no later than when the effects of this step were due; equals now for a step
     *     that no deadline caused
     */
    void perform(List<PoolEffect> effects, long dueNanos);
  }

  /**
   * @param onDefect told when the engine broke an invariant; the director must stop then
   */
  PoolLoop(PoolEngine engine, Effects effects, Consumer<Throwable> onDefect) {
    this.engine = engine;
    this.effects = effects;
    this.onDefect = onDefect;
    this.thread = Thread.ofPlatform().name("pool").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  PoolView view() {
    return engine.view();
  }

  int queued() {
    return queue.size();
  }

  long refused() {
    return refused.get();
  }

  /** Queues an event that may be lost when the queue is full; a loss is counted. */
  void offer(PoolEvent event) {
    if (!queue.offer(new Item(event, null))) {
      refused.incrementAndGet();
    }
  }

  /** Queues an event that must not be lost, waiting for room. */
  void put(PoolEvent event) throws InterruptedException {
    queue.put(new Item(event, null));
  }

  /** Queues a command and returns when the engine has carried it out. */
  void ask(PoolEvent event) throws Refusal {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (!queue.offer(new Item(event, done))) {
      refused.incrementAndGet();
      throw new Refusal("the pool engine's queue is full; try again in a moment");
    }
    await(done, ANSWER_SECONDS, "the pool engine did not answer");
  }

  /** Returns when the condition, which reads the engine's view, holds. */
  void awaitStepUntil(BooleanSupplier condition, long seconds, String otherwise) throws Refusal {
    Waiter waiter = new Waiter(condition, new CompletableFuture<>());
    waiters.add(waiter);
    try {
      if (!condition.getAsBoolean()) {
        await(waiter.met(), seconds, otherwise);
      }
    } finally {
      waiters.remove(waiter);
    }
  }

  private static void await(CompletableFuture<Void> done, long seconds, String otherwise)
      throws Refusal {
    try {
      done.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted while waiting: " + otherwise);
    } catch (ExecutionException | TimeoutException late) {
      throw new Refusal(otherwise + " within " + seconds + " s");
    }
  }

  @Override
  public long rounds() {
    return rounds;
  }

  /** A full queue wakes the thread by itself. */
  @Override
  public void prod() {
    queue.offer(PROD);
  }

  private void run() {
    List<Item> batch = new ArrayList<>();
    try {
      while (!closing) {
        long roundNanos = System.nanoTime();
        takeBatch(batch);
        passTime();
        for (Item item : batch) {
          carryOut(item);
        }
        wakeWaiters();
        rounds = rounds + 1;
        batch.clear();
        gather(roundNanos);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error defect) {
      onDefect.accept(defect);
    }
  }

  private void carryOut(Item item) {
    if (item.event() != null) {
      step(item.event());
    }
    if (item.done() != null) {
      item.done().complete(null);
    }
  }

  /**
   * Under load a round begins at most once a millisecond, so that one wake-up serves several
   * checks; an engine with little to do answers at once.
   */
  private static void gather(long roundNanos) {
    long restNanos = ROUND_NANOS - (System.nanoTime() - roundNanos);
    if (restNanos > 0) {
      LockSupport.parkNanos(restNanos);
    }
  }

  private void takeBatch(List<Item> batch) throws InterruptedException {
    long waitNanos = engine.nextDeadlineNanos() - System.nanoTime();
    if (engine.nextDeadlineNanos() == Long.MAX_VALUE) {
      waitNanos = TimeUnit.SECONDS.toNanos(1);
    }
    Item first = waitNanos > 0 ? queue.poll(waitNanos, TimeUnit.NANOSECONDS) : queue.poll();
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
    }
  }

  private void passTime() {
    long due = engine.nextDeadlineNanos();
    long now = System.nanoTime();
    if (due != Long.MAX_VALUE && due - now <= 0) {
      effects.perform(engine.step(now, new PoolEvent.TimePassed()), due);
    }
  }

  private void step(PoolEvent event) {
    long now = System.nanoTime();
    effects.perform(engine.step(now, event), now);
  }

  private void wakeWaiters() {
    for (Waiter waiter : waiters) {
      if (waiter.condition().getAsBoolean()) {
        waiter.met().complete(null);
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
  }
}

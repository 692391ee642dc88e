package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import lvs.director.alert.AlertEffect;
import lvs.director.alert.AlertEngine;
import lvs.director.alert.AlertEvent;
import lvs.director.alert.Draft;
import lvs.director.linux.StateFile;
import lvs.director.port.Refusal;

/**
 * Owns the alert engine, on the thread {@code mail-alerts}. Who tells it something never waits:
 * what finds the queue full is counted, and the engine is then shown how things are instead.
 */
final class AlertLoop implements AutoCloseable {
  private static final int QUEUE_LENGTH = 100_000;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(5);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long FIRST_LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long ANSWER_SECONDS = 5;
  private static final long CLOSE_SECONDS = 3;

  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong refused = new AtomicLong();
  private final AlertEngine engine;
  private final AlertViews views;
  private final DriftEnd driftEnd;
  private final Consumer<Draft> sender;
  private final Path memory;
  private final EventLog log;
  private final Thread thread;
  private final LongUnaryOperator epochMillis;
  private volatile Standing standing = new Standing(0, "", 0);
  private volatile String defect = "";
  private volatile boolean unheard;
  private volatile boolean closing;
  private long refusedSeen;
  private long lookNanos;
  private long lastEventNanos;
  private String failure = "";

  /** Says that nothing of what others changed in the table stands. */
  @FunctionalInterface
  interface DriftEnd {
    boolean isOver();
  }

  /**
   * What views show of the engine.
   *
   * @param silencedUntilEpochMillis 0 when not silenced
   */
  record Standing(long silencedUntilEpochMillis, String silenceReason, long grouped) {}

  /**
   * @param memory file of what was told
   * @param epochMillis wall time of a monotonic time
   */
  AlertLoop(
      String hostName,
      Path memory,
      AlertViews views,
      DriftEnd driftEnd,
      Consumer<Draft> sender,
      LongUnaryOperator epochMillis,
      EventLog log) {
    this.engine = new AlertEngine(System.nanoTime(), hostName, ZoneId.systemDefault());
    this.memory = memory;
    this.views = views;
    this.driftEnd = driftEnd;
    this.sender = sender;
    this.epochMillis = epochMillis;
    this.log = log;
    this.lookNanos = System.nanoTime() + FIRST_LOOK_NANOS;
    this.thread = Thread.ofPlatform().name("mail-alerts").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Never waits.
   *
   * @param event made on the engine's thread; empty is no matter for mail
   */
  void offer(Supplier<Optional<AlertEvent>> event) {
    if (!queue.offer(() -> hear(event))) {
      refused.incrementAndGet();
    }
  }

  private void hear(Supplier<Optional<AlertEvent>> event) {
    lastEventNanos = System.nanoTime();
    event.get().ifPresent(this::step);
  }

  /** The engine is shown how everything is, since nobody listened until now. */
  void lookAtAll() {
    unheard = true;
  }

  /** Returns when the engine has it and what is to be kept is on disk. */
  void ask(AlertEvent event) throws Refusal {
    CountDownLatch done = new CountDownLatch(1);
    boolean taken =
        queue.offer(
            () -> {
              step(event);
              done.countDown();
            });
    try {
      if (!taken || !done.await(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw new Refusal("mail is busy with other events; try again in a moment");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Refusal("the director is stopping");
    }
  }

  Standing standing() {
    return standing;
  }

  /** Why nothing is told any more; empty while all is well. */
  String defect() {
    return defect;
  }

  /** Events that found the queue full. */
  long refused() {
    return refused.get();
  }

  private void run() {
    try {
      remember();
      while (!closing) {
        Runnable next = queue.poll(waitNanos(), TimeUnit.NANOSECONDS);
        if (next != null) {
          next.run();
        }
        onTime();
      }
      finish();
    } catch (InterruptedException closed) {
      finish();
    } catch (RuntimeException | Error broken) {
      defect = "the alert engine broke: " + broken;
      log.error("no more mail until the next start, because its engine broke: " + broken);
    }
  }

  private long waitNanos() {
    long now = System.nanoTime();
    return Math.max(0, Math.min(TICK_NANOS, engine.nextDeadlineNanos() - now));
  }

  private void onTime() {
    long now = System.nanoTime();
    if (engine.nextDeadlineNanos() - now <= 0) {
      step(new AlertEvent.TimePassed());
    }
    if (driftEnd.isOver()) {
      step(new AlertEvent.TableRight());
    }
    boolean missed = unheard || refused.get() != refusedSeen;
    if ((missed || now - lookNanos >= 0) && isQuiet(now)) {
      unheard = false;
      refusedSeen = refused.get();
      look(missed);
    }
  }

  /** Views may be a moment older or newer than events: then nothing must be on its way. */
  private boolean isQuiet(long nowNanos) {
    return queue.isEmpty() && nowNanos - lastEventNanos >= QUIET_NANOS;
  }

  private void look(boolean losses) {
    lookNanos = System.nanoTime() + LOOK_NANOS;
    views.tell(losses, this::step);
  }

  private void step(AlertEvent event) {
    List<AlertEffect> effects = engine.step(System.nanoTime(), System.currentTimeMillis(), event);
    effects.forEach(this::perform);
    standing =
        new Standing(
            engine.silencedUntilNanos().map(epochMillis::applyAsLong).orElse(0L),
            engine.silenceReason(),
            engine.grouped());
  }

  private void perform(AlertEffect effect) {
    switch (effect) {
      case AlertEffect.Send(Draft draft) -> sender.accept(draft);
      case AlertEffect.Keep(String text) -> keep(text);
    }
  }

  private void keep(String text) {
    try {
      StateFile.replace(memory, text);
      failure = "";
    } catch (IOException failed) {
      if (!failed.toString().equals(failure)) {
        failure = failed.toString();
        log.error(
            "what was mailed cannot be kept over a restart, which may mail it again: "
                + failed
                + "; make the state folder writable (--state-dir)");
      }
    }
  }

  private void remember() {
    try {
      step(new AlertEvent.Restored(Files.readString(memory)));
    } catch (NoSuchFileException firstStart) {
      // Nothing was ever mailed.
    } catch (IOException unreadable) {
      log.error("what was mailed before cannot be read: " + unreadable);
    }
  }

  private void finish() {
    for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }
    step(new AlertEvent.Ending());
  }

  /** Tells what waits; returns when it is with the sender. */
  @Override
  public void close() {
    closing = true;
    queue.offer(() -> {});
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}

package lvs.director.daemon;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lvs.director.vrrp.VrrpEffect;

/**
 * A thread that hands effects of the election to those who carry them out, in order, so that
 * neither the election nor the network's changes meet a lock of theirs.
 */
final class EffectRelay implements AutoCloseable {
  private static final int CAPACITY = 65_536;

  private final Mailbox<VrrpEffect> queue = new Mailbox<>(CAPACITY);
  private final Consumer<VrrpEffect> receiver;
  private final Consumer<Throwable> onDefect;
  private final Thread thread;
  private volatile boolean closing;

  EffectRelay(Consumer<VrrpEffect> receiver, Consumer<Throwable> onDefect) {
    this.receiver = receiver;
    this.onDefect = onDefect;
    this.thread = Thread.ofPlatform().name("vrrp-relay").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean offer(VrrpEffect effect) {
    return queue.offer(effect);
  }

  int queued() {
    return queue.size();
  }

  long refused() {
    return queue.refused();
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        VrrpEffect effect = queue.poll();
        if (effect != null) {
          receiver.accept(effect);
        } else {
          queue.await(TimeUnit.SECONDS.toNanos(10));
        }
      }
    } catch (RuntimeException | Error defect) {
      onDefect.accept(defect);
    }
  }

  /** Hands on what is queued, then ends. */
  @Override
  public void close() {
    closing = true;
    queue.wake();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}

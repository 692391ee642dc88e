package lvs.director.daemon;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import lvs.director.model.LvsSettings;
import lvs.director.pool.PoolEffect;
import lvs.director.probe.ScriptOutcome;
import lvs.director.probe.ScriptRunner;

/** placeholder until OrderedScripts */
final class ScriptQueue implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private final ScriptRunner runner;
  private final EventLog log;
  private final BlockingQueue<PoolEffect.RunScript> queue = new ArrayBlockingQueue<>(1000);
  private final Thread thread;

  ScriptQueue(ScriptRunner runner, EventLog log) {
    this.runner = runner;
    this.log = log;
    this.thread = Thread.ofVirtual().name("scripts").start(this::work);
  }

  void configure(LvsSettings lvs) {}

  void run(PoolEffect.RunScript script) {
    queue.offer(script);
  }

  void writeFifo(String line) {}

  private void work() {
    try {
      while (true) {
        PoolEffect.RunScript next = queue.take();
        ScriptOutcome outcome = runner.run(next.script(), LIMIT);
        log.info(next.script() + ": " + outcome.reason());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

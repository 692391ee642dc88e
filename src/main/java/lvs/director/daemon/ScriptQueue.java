package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.model.LvsSettings;
import lvs.director.model.Script;
import lvs.director.pool.PoolEffect;
import lvs.director.probe.NotifyFifo;
import lvs.director.probe.OrderedScripts;
import lvs.director.probe.ScriptOutcome;
import lvs.director.probe.ScriptRunner;

/**
 * Notify scripts and the notify FIFO. Scripts of one virtual service run in order, each with a time
 * limit; nothing here makes an engine wait.
 */
final class ScriptQueue implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WAITING = 1_000;
  private static final int LINES = 1_000;

  private final ScriptRunner runner;
  private final EventLog log;
  private final OrderedScripts scripts;
  private Optional<String> fifoPath = Optional.empty();
  private Optional<Script> readerScript = Optional.empty();
  private Optional<NotifyFifo> fifo = Optional.empty();
  private Thread reader;

  ScriptQueue(ScriptRunner runner, EventLog log) {
    this.runner = runner;
    this.log = log;
    this.scripts = new OrderedScripts(runner, WAITING);
  }

  /** Opens, moves or closes the FIFO as the configuration says, and starts its reader before it. */
  synchronized void configure(LvsSettings lvs) {
    if (fifoPath.equals(lvs.notifyFifo()) && readerScript.equals(lvs.notifyFifoScript())) {
      return;
    }
    closeFifo();
    fifoPath = lvs.notifyFifo();
    readerScript = lvs.notifyFifoScript();
    fifoPath.ifPresent(this::openFifo);
  }

  private void openFifo(String path) {
    try {
      fifo = Optional.of(new NotifyFifo(Path.of(path), LINES));
      readerScript.ifPresent(script -> startReader(script, path));
    } catch (IOException refused) {
      log.error("notify FIFO " + path + ": " + refused.getMessage());
    }
  }

  /** The reader lives as long as the FIFO; its path is its last argument. */
  private void startReader(Script script, String path) {
    List<String> argv = new ArrayList<>(script.argv());
    argv.add(path);
    Script full = new Script(argv, script.user(), script.group());
    reader = Thread.ofVirtual().name("fifo-reader").start(() -> runReader(full));
  }

  private void runReader(Script script) {
    try {
      ScriptOutcome outcome = runner.run(script, Duration.ofDays(36_500));
      log.error("reader of the notify FIFO ended: " + script + ": " + outcome.reason());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  void run(PoolEffect.RunScript run) {
    boolean accepted =
        scripts.submit(run.object(), run.script(), LIMIT, outcome -> report(run, outcome));
    if (!accepted) {
      log.error("notify script not run, " + WAITING + " wait already: " + run.script());
    }
  }

  private void report(PoolEffect.RunScript run, ScriptOutcome outcome) {
    String what = "notify script " + run.script() + " (" + run.cause() + "): " + outcome.reason();
    if (outcome.succeeded()) {
      log.info(what);
    } else {
      log.error(what);
    }
  }

  /** keepalived ends lines about services and servers with a line feed and a NUL; readers know. */
  synchronized void writeFifo(String line) {
    fifo.ifPresent(open -> open.write(line + "\n\0"));
  }

  private void closeFifo() {
    try {
      if (fifo.isPresent()) {
        fifo.get().close();
      }
    } catch (IOException failed) {
      log.warning("notify FIFO: " + failed.getMessage());
    }
    fifo = Optional.empty();
    if (reader != null) {
      reader.interrupt();
      reader = null;
    }
  }

  @Override
  public synchronized void close() {
    scripts.close();
    closeFifo();
  }
}

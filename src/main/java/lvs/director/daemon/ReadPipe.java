package lvs.director.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.model.NotifyPipes.Pipe;
import lvs.director.model.Script;
import lvs.director.probe.NotifyFifo;
import lvs.director.probe.ScriptOutcome;
import lvs.director.probe.ScriptRunner;

/**
 * A named pipe of the configuration and the program that reads it; either may fail and is logged.
 */
final class ReadPipe implements AutoCloseable {
  private static final int LINES = 1_000;
  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final Pipe pipe;
  private final ScriptRunner runner;
  private final EventLog log;
  private Optional<NotifyFifo> fifo = Optional.empty();
  private Optional<Thread> reader = Optional.empty();
  private volatile boolean closing;

  /** Makes or opens the pipe, then starts its reader. */
  ReadPipe(Pipe pipe, ScriptRunner runner, EventLog log) {
    this.pipe = pipe;
    this.runner = runner;
    this.log = log;
    try {
      fifo = Optional.of(new NotifyFifo(Path.of(pipe.path()), pipe.user(), pipe.group(), LINES));
      reader = pipe.reader().map(this::start);
    } catch (IOException refused) {
      log.error("notify FIFO " + pipe.path() + ": " + refused.getMessage());
    }
  }

  Pipe pipe() {
    return pipe;
  }

  /** The reader lives as long as the pipe; the path is its last argument. */
  private Thread start(Script script) {
    List<String> argv = new ArrayList<>(script.argv());
    argv.add(pipe.path());
    Script full = new Script(argv, script.user(), script.group());
    return Thread.ofVirtual().name("fifo-reader").start(() -> read(full));
  }

  private void read(Script script) {
    try {
      ScriptOutcome outcome = runner.run(script, FOR_EVER);
      if (!closing) {
        log.error("reader of the notify FIFO ended: " + script + ": " + outcome.reason());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Queues the text as it is, without waiting. */
  void write(String text) {
    fifo.ifPresent(open -> open.write(text));
  }

  /**
   * Gives what waits time to be read: the reader sees the end of the pipe and may end by itself.
   */
  @Override
  public void close() {
    closing = true;
    try {
      if (fifo.isPresent()) {
        fifo.get().close();
      }
      if (reader.isPresent() && !reader.get().join(LAST_WAIT)) {
        reader.get().interrupt();
      }
    } catch (IOException failed) {
      log.warning("notify FIFO " + pipe.path() + ": " + failed.getMessage());
    } catch (InterruptedException hurry) {
      reader.ifPresent(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }
}

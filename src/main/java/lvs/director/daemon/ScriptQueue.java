package lvs.director.daemon;

import java.time.Duration;
import lvs.director.model.Configuration;
import lvs.director.model.Script;
import lvs.director.pool.PoolEffect;
import lvs.director.probe.OrderedScripts;
import lvs.director.probe.ScriptOutcome;
import lvs.director.probe.ScriptRunner;

/**
 * Notify scripts and the notify FIFOs, of services and of virtual routers. Scripts of one object
 * run in order, each with a time limit; nothing here makes an engine wait.
 */
final class ScriptQueue implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WAITING = 1_000;

  private final EventLog log;
  private final OrderedScripts scripts;
  private final PipeSet pipes;

  ScriptQueue(ScriptRunner runner, EventLog log) {
    this.log = log;
    this.scripts = new OrderedScripts(runner, WAITING);
    this.pipes = new PipeSet(runner, log);
  }

  /** Opens, moves or closes the FIFOs as the configuration says. */
  void configure(Configuration configuration) {
    pipes.configure(configuration);
  }

  PipeSet pipes() {
    return pipes;
  }

  void run(PoolEffect.RunScript run) {
    run(run.script(), run.object(), run.cause());
  }

  /**
   * @param object scripts of one object run one after the other
   * @param cause what happened, in an operator's words
   */
  void run(Script script, String object, String cause) {
    boolean accepted =
        scripts.submit(object, script, LIMIT, outcome -> report(script, cause, outcome));
    if (!accepted) {
      log.error("notify script not run, " + WAITING + " wait already: " + script);
    }
  }

  private void report(Script script, String cause, ScriptOutcome outcome) {
    String what = "notify script " + script + " (" + cause + "): " + outcome.reason();
    if (outcome.succeeded()) {
      log.info(what);
    } else {
      log.error(what);
    }
  }

  void writeFifo(String line) {
    pipes.tellOfServices(line);
  }

  @Override
  public void close() {
    scripts.close();
    pipes.close();
  }
}

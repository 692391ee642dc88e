package lvs.director.daemon;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lvs.director.linux.FileWatch;
import lvs.director.linux.ProcessWatch;
import lvs.director.model.TrackFile;
import lvs.director.model.TrackProcess;
import lvs.director.probe.ScriptOutcome;
import lvs.director.probe.ScriptRunner;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEvent;

/**
 * Watches for the election what it tracks: scripts on virtual threads, one per run, and files and
 * processes on a thread each while there are any. No method waits; answers come on other threads.
 */
final class TrackerRunner implements AutoCloseable {
  private final ScriptRunner runner;
  private final Consumer<VrrpEvent> post;
  private final Map<Run, Thread> running = new ConcurrentHashMap<>();
  private final FileWatch files;
  private final ProcessWatch processes;

  private record Run(String name, long number) {}

  /**
   * @param post takes what was found; is called by several threads
   */
  TrackerRunner(ScriptRunner runner, Consumer<VrrpEvent> post, EventLog log) {
    this.runner = runner;
    this.post = post;
    this.files = new FileWatch(post::accept, log::warning);
    this.processes = new ProcessWatch(post::accept, log::warning);
  }

  void start(VrrpEffect.StartTrackScript start) {
    Thread thread =
        Thread.ofVirtual().name("vrrp_script " + start.script().name()).unstarted(() -> run(start));
    running.put(runOf(start), thread);
    thread.start();
  }

  /** Ends the program; nothing is posted unless it ended before. */
  void stop(VrrpEffect.StopTrackScript stop) {
    Thread thread = running.remove(new Run(stop.name(), stop.run()));
    if (thread != null) {
      thread.interrupt();
    }
  }

  private static Run runOf(VrrpEffect.StartTrackScript start) {
    return new Run(start.script().name(), start.run());
  }

  private void run(VrrpEffect.StartTrackScript start) {
    long startedNanos = System.nanoTime();
    try {
      ScriptOutcome outcome = outcome(start);
      VrrpEvent.ScriptResult result = result(outcome, System.nanoTime() - startedNanos);
      if (running.remove(runOf(start)) != null) {
        post.accept(new VrrpEvent.TrackScriptFinished(start.script().name(), start.run(), result));
      }
    } catch (InterruptedException notWanted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A defect of ours is a bad result that says so: without one, it would never run again. */
  private ScriptOutcome outcome(VrrpEffect.StartTrackScript start) throws InterruptedException {
    try {
      return runner.run(start.script().script(), start.script().timeout());
    } catch (RuntimeException | Error defect) {
      return new ScriptOutcome.NotStarted("the director itself failed in this script: " + defect);
    }
  }

  private static VrrpEvent.ScriptResult result(ScriptOutcome outcome, long tookNanos) {
    int status = outcome instanceof ScriptOutcome.Exited exited ? exited.status() : -1;
    return new VrrpEvent.ScriptResult(
        outcome.succeeded(), status, outcome.firstLine(), outcome.briefReason(), tookNanos);
  }

  void watchFiles(List<TrackFile> exactly) {
    files.watch(exactly);
  }

  void watchProcesses(List<TrackProcess> exactly) {
    processes.watch(exactly);
  }

  @Override
  public void close() {
    running.values().forEach(Thread::interrupt);
    running.clear();
    files.close();
    processes.close();
  }
}

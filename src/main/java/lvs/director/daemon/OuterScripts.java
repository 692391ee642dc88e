package lvs.director.daemon;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.Script;
import lvs.director.model.ScriptSettings;
import lvs.director.probe.ScriptOutcome;
import lvs.director.probe.ScriptRunner;

/**
 * startup_script, before anything else, and shutdown_script, after everything else. Each is waited
 * for; when it fails the director says so and goes on, as keepalived does.
 */
final class OuterScripts {
  private OuterScripts() {}

  static void beforeEverything(ScriptSettings settings, EventLog log) throws InterruptedException {
    run("startup_script", settings.startup(), settings.startupTimeout(), log);
  }

  static void afterEverything(ScriptSettings settings, EventLog log) throws InterruptedException {
    run("shutdown_script", settings.shutdown(), settings.shutdownTimeout(), log);
  }

  private static void run(String keyword, Optional<Script> script, Duration timeout, EventLog log)
      throws InterruptedException {
    if (script.isEmpty()) {
      return;
    }
    try (ScriptRunner runner = new ScriptRunner()) {
      ScriptOutcome outcome = runner.run(script.get(), timeout);
      String what = keyword + " " + script.get() + ": " + outcome.reason();
      if (outcome.succeeded()) {
        log.info(what);
      } else {
        log.error(what);
      }
    }
  }
}

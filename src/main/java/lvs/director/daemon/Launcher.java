package lvs.director.daemon;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lvs.director.config.Loaded;
import lvs.director.config.RecordedReading;
import lvs.director.config.text.ProblemPrinter;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.ScriptSettings;
import lvs.director.port.Launch;
import lvs.director.port.Refusal;

/** Starts directors: the real one and the demo's. */
public final class Launcher implements Launch {
  private static final int CONFIGURATION_ERRORS = 1;
  private static final int UNREADABLE = 2;
  private static final int NOT_PERMITTED = 4;
  private static final int DEFECT = 70;

  private final OperatingSystem system = new LinuxSystem();

  @Override
  public int run(RunOptions options) {
    RecordedReading reading =
        RecordedReading.of(options.configuration(), ReadSettings.ofThisMachine());
    Loaded loaded = reading.loaded();
    if (!loaded.problems().isEmpty()) {
      System.err.print(ProblemPrinter.text(loaded.problems()));
    }
    if (loaded.files().isEmpty()) {
      return UNREADABLE;
    }
    if (!loaded.usable()) {
      System.err.println("lvs-director: not started, " + options.configuration() + " has errors");
      return CONFIGURATION_ERRORS;
    }
    Optional<String> forbidden =
        loaded.configuration().filter(VrrpSide::isNeeded).flatMap(_ -> system.obstacle());
    if (forbidden.isPresent()) {
      System.err.println("lvs-director: not started: " + forbidden.get());
      return NOT_PERMITTED;
    }
    AtomicBoolean endedEarly = new AtomicBoolean();
    Signals.onEnd(() -> endedEarly.set(true));
    try (RunDirectory run = RunDirectory.take(options.runDirectory());
        EventLog log = new EventLog(System.out)) {
      ScriptSettings scripts = loaded.configuration().orElseThrow().global().scripts();
      OuterScripts.beforeEverything(scripts, log);
      return serve(options, reading, run, log, endedEarly);
    } catch (IOException notOurs) {
      System.err.println("lvs-director: " + notOurs.getMessage());
      return NOT_PERMITTED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int serve(
      RunOptions options,
      RecordedReading reading,
      RunDirectory run,
      EventLog log,
      AtomicBoolean endedEarly)
      throws IOException, InterruptedException {
    Assembly assembly =
        Assembly.of(
            options.configuration(), reading, options.stateDirectory(), options.recording(), log);
    try (SystemdReports systemd = SystemdReports.ofThisProcess(assembly.director(), log);
        assembly) {
      Signals.onEnd(assembly.director()::endSignalled);
      if (endedEarly.get()) {
        assembly.director().requestStop();
      }
      Signals.on("HUP", () -> reload(assembly));
      assembly.start();
      assembly.director().onReload(systemd);
      run.publish();
      systemd.ready();
      log.info(assembly.readyLine());
      Throwable defect = assembly.director().awaitStop();
      systemd.stopping();
      log.info("stopping");
      return defect == null ? 0 : DEFECT;
    } catch (Refusal refused) {
      log.error("not started: " + refused.getMessage());
      return CONFIGURATION_ERRORS;
    } finally {
      OuterScripts.afterEverything(assembly.director().configuration().global().scripts(), log);
    }
  }

  private static void reload(Assembly assembly) {
    Thread.ofPlatform().name("reload").daemon().start(assembly::reloadAndLog);
  }

  @Override
  public int demo(DemoOptions options) {
    return new Demo(options).run();
  }
}

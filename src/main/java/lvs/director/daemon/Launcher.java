package lvs.director.daemon;

import java.io.IOException;
import java.util.Optional;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.Loaded;
import lvs.director.config.text.ProblemPrinter;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.Configuration;
import lvs.director.model.DirectorSettings.PlaneChoice;
import lvs.director.port.Launch;
import lvs.director.port.Refusal;

/** Starts directors: the real one and the demo's. */
public final class Launcher implements Launch {
  private static final int CONFIGURATION_ERRORS = 1;
  private static final int UNREADABLE = 2;
  private static final int NOT_PERMITTED = 4;
  private static final int DEFECT = 70;

  @Override
  public int run(RunOptions options) {
    Loaded loaded = ConfigurationReader.load(options.configuration(), ReadSettings.ofThisMachine());
    if (!loaded.problems().isEmpty()) {
      System.err.print(ProblemPrinter.text(loaded.problems()));
    }
    if (loaded.files().isEmpty()) {
      return UNREADABLE;
    }
    Optional<String> obstacle = loaded.configuration().flatMap(Launcher::obstacle);
    if (!loaded.usable() || obstacle.isPresent()) {
      obstacle.ifPresent(System.err::println);
      System.err.println("lvs-director: not started, " + options.configuration() + " has errors");
      return CONFIGURATION_ERRORS;
    }
    try (RunDirectory run = RunDirectory.take(options.runDirectory());
        EventLog log = new EventLog(System.out)) {
      return serve(options, loaded, run, log);
    } catch (IOException notOurs) {
      System.err.println("lvs-director: " + notOurs.getMessage());
      return NOT_PERMITTED;
    }
  }

  private static Optional<String> obstacle(Configuration configuration) {
    return configuration.director().dataPlane() == PlaneChoice.IPVS
        ? Optional.of(
            "lvs-director: 'data_plane ipvs' is not possible: this version carries traffic on its"
                + " built-in plane only; write 'data_plane auto' or 'data_plane proxy'")
        : Optional.empty();
  }

  private static int serve(RunOptions options, Loaded loaded, RunDirectory run, EventLog log)
      throws IOException {
    try (Assembly assembly =
        Assembly.of(options.configuration(), loaded, options.stateDirectory(), log)) {
      Signals.onEnd(assembly.director()::requestStop);
      Signals.on("HUP", () -> reload(assembly, log));
      assembly.start();
      run.publish();
      log.info(assembly.readyLine());
      Throwable defect = assembly.director().awaitStop();
      log.info("stopping");
      return defect == null ? 0 : DEFECT;
    } catch (Refusal refused) {
      log.error("not started: " + refused.getMessage());
      return CONFIGURATION_ERRORS;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void reload(Assembly assembly, EventLog log) {
    Thread.ofPlatform()
        .name("reload")
        .start(
            () -> {
              try {
                assembly.reload();
              } catch (Refusal alreadyLogged) {
                log.warning("SIGHUP: " + alreadyLogged.getMessage());
              }
            });
  }

  @Override
  public int demo(DemoOptions options) {
    return new Demo(options).run();
  }
}

package lvs.director.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "stop",
    description = "Stops the director in good order and waits for its end.",
    footer = {"", "Example: lvs-director stop --keep-table --wait 60s"})
final class StopCommand extends DirectorCommand {
  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = Expiry.Text.class,
      defaultValue = "30s",
      description = "Waits at most so long; exit code 5 if the director is still there then.")
  private Duration wait;

  @Option(
      names = "--keep-table",
      description =
          "Leaves the services in the kernel's table, which goes on carrying the traffic, for the"
              + " next start to adopt; the virtual addresses are handed over all the same.")
  private boolean keepsTable;

  StopCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    tell(director);
    director.close();
    awaitEnd(director.processId());
    if (json) {
      printJson(Map.of("stopped", director.processId()));
    } else {
      print("the director (process " + director.processId() + ") has stopped");
    }
    return ExitCode.DONE;
  }

  /** The director may be gone before its answer is; whether it is, its process tells. */
  private void tell(DirectorConnection director) {
    try {
      director.invoke(Beans.DIRECTOR, keepsTable ? "stopKeepingTable" : "stop");
    } catch (Failure failure) {
      if (failure.exitCode() != ExitCode.NO_ANSWER) {
        throw failure;
      }
    }
  }

  private void awaitEnd(long processId) {
    try {
      var handle = ProcessHandle.of(processId);
      if (handle.isPresent()) {
        handle.get().onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException late) {
      throw new Failure(
          ExitCode.NO_ANSWER,
          "the director (process "
              + processId
              + ") was told to stop and is still there after "
              + Durations.print(wait),
          late);
    } catch (InterruptedException | ExecutionException broken) {
      throw new IllegalStateException(broken);
    }
  }
}

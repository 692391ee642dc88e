package lvs.director.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "status",
    description = {
      "Shows services, servers that are down and why, what operators changed, warnings.",
      "Exit code 0 when it runs, 3 when it does not."
    },
    footer = {
      "",
      "Example: lvs-director status",
      "Example: lvs-director status --json | jq '.services[] | select(.quorumUp == 0)'"
    })
final class StatusCommand extends DirectorCommand {
  private static final StatusReport.Limits SHORT = new StatusReport.Limits(40, 100);

  @Option(names = "--all", description = "Leaves nothing out, however many there are.")
  private boolean all;

  StatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    if (json) {
      printJson(StatusReport.complete(director).json());
    } else {
      StatusReport.Limits limits = all ? StatusReport.Limits.NONE : SHORT;
      new StatusPrinter(surroundings, all).print(StatusReport.overview(director, limits));
    }
    return ExitCode.DONE;
  }

  @Override
  DirectorConnection connect() {
    try {
      return super.connect();
    } catch (Failure failure) {
      if (json && failure.exitCode() == ExitCode.NOT_RUNNING) {
        printJson(Map.of("running", false, "reason", failure.getMessage()));
      }
      throw failure;
    }
  }
}

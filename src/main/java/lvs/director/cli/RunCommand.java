package lvs.director.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "run",
    description = {
      "Runs the director in the foreground until it is stopped.",
      "Exit code 1 when the configuration has errors, 2 when it cannot be read,",
      "4 when this user may not do what it asks for."
    },
    footer = {"", "Example: lvs-director run --config /etc/keepalived/keepalived.conf"})
final class RunCommand extends Command {
  @Mixin private ConfigurationFile configuration = new ConfigurationFile();

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = {
        "Holds director.pid; one instance each. Default: /run/lvs-director for root,",
        "else $XDG_RUNTIME_DIR/lvs-director, else /tmp/lvs-director-UID."
      })
  private Optional<Path> runDirectory = Optional.empty();

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = {
        "Holds what outlives a restart. Default: DIR/state if --run-dir DIR is given,",
        "else /var/lib/lvs-director for root,",
        "else $XDG_STATE_HOME/lvs-director (in ~/.local/state)."
      })
  private Optional<Path> stateDirectory = Optional.empty();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = {
        "Writes every VRRP packet that is heard or sent to FILE,",
        "as a scenario that the simulation can replay."
      })
  private Optional<Path> recording = Optional.empty();

  RunCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    return surroundings
        .launch()
        .get()
        .run(
            new Places(surroundings)
                .runOptions(configuration.path(), runDirectory, stateDirectory, recording));
  }
}

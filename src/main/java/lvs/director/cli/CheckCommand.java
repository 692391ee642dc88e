package lvs.director.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.Loaded;
import lvs.director.config.text.ProblemPrinter;
import lvs.director.config.text.ReadSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "check",
    description = {
      "Reads a configuration and reports everything that is wrong with it.",
      "Exit code 0: usable (there may be warnings); 1: errors; 2: the file cannot be read."
    },
    footer = {"", "Example: lvs-director check /etc/keepalived/keepalived.conf"})
final class CheckCommand extends Command {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = {
        "Default: /etc/lvs-director/director.conf,",
        "else /etc/keepalived/keepalived.conf."
      })
  private Path file;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  CheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    Path path = file != null ? file : new Places(surroundings).configuration(Optional.empty());
    ReadSettings settings =
        ReadSettings.of(Surroundings.hostName(), surroundings.environment(), new Random());
    Loaded loaded = ConfigurationReader.load(path, settings);
    surroundings
        .out()
        .print(
            json ? ProblemPrinter.json(loaded.problems()) : ProblemPrinter.text(loaded.problems()));
    if (loaded.files().isEmpty()) {
      return ExitCode.USAGE;
    }
    return loaded.usable() ? ExitCode.DONE : ExitCode.REFUSED;
  }
}

package lvs.director.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import lvs.director.config.ConfigText;
import lvs.director.config.Problem;
import lvs.director.config.ProblemPrinter;
import lvs.director.config.ReadSettings;
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
    ConfigText.Text read =
        ConfigText.read(path, ReadSettings.of("", surroundings.environment(), new Random()));
    String report =
        json ? ProblemPrinter.json(read.problems()) : ProblemPrinter.text(read.problems());
    surroundings.out().print(report);
    if (!read.read()) {
      return ExitCode.USAGE;
    }
    return read.problems().stream().anyMatch(CheckCommand::isError)
        ? ExitCode.REFUSED
        : ExitCode.DONE;
  }

  private static boolean isError(Problem problem) {
    return problem.severity() == Problem.Severity.ERROR;
  }
}

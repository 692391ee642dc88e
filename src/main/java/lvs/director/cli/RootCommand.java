package lvs.director.cli;

import picocli.CommandLine;

@CommandLine.Command(
    name = "lvs-director",
    description = "The director of a Linux Virtual Server cluster.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Exit codes: 0 done; 1 refused, or errors found; 2 wrong usage, or a file that",
      "cannot be read; 3 no director is running; 4 permission denied; 5 the director",
      "does not answer.",
      "",
      "Example: lvs-director demo --for 30s"
    })
final class RootCommand extends Command {
  RootCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** No command at all is a mistake, but the help is the best answer to it. */
  @Override
  public Integer call() {
    new CommandTable(surroundings).commandLine(CommandTable.NAMES).usage(surroundings.err());
    return ExitCode.USAGE;
  }
}

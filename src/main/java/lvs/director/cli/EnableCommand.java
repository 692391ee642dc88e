package lvs.director.cli;

import picocli.CommandLine;

@CommandLine.Command(
    name = "enable",
    description = "Undoes weight, drain and disable: the configuration holds again.",
    footer = {"", "Example: lvs-director enable 10.0.0.1:80 10.0.0.2:80"})
final class EnableCommand extends ServerCommand {
  EnableCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void change(DirectorConnection director, Target target) {
    director.invoke(target.bean(), "enable");
  }
}

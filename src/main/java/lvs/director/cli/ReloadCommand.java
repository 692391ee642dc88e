package lvs.director.cli;

import java.util.Map;
import picocli.CommandLine;

@CommandLine.Command(
    name = "reload",
    description = {
      "Makes the director read its configuration again.",
      "A file with errors changes nothing: exit code 1, and the director goes on with the old one."
    },
    footer = {"", "Example: lvs-director check && lvs-director reload"})
final class ReloadCommand extends DirectorCommand {
  ReloadCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    String answer = String.valueOf(director.invoke(Beans.DIRECTOR, "reload"));
    if (json) {
      printJson(Map.of("reloaded", answer));
    } else {
      print(answer);
    }
    return ExitCode.DONE;
  }
}

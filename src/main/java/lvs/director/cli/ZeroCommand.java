package lvs.director.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "zero",
    description = "Zeroes the counters of one service or of all. Open connections stay counted.",
    footer = {"", "Example: lvs-director zero 10.0.0.1:80"})
final class ZeroCommand extends DirectorCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Virtual service; without it all.")
  private String service;

  ZeroCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    String zeroed = "all services";
    if (service == null) {
      director.invoke(Beans.DIRECTOR, "zeroCounters");
    } else {
      zeroed = new Targets(director).service(service);
      director.invoke(Beans.service(zeroed), "zeroCounters");
    }
    if (json) {
      printJson(Map.of("zeroed", zeroed));
    } else {
      print("counters of " + zeroed + " are zero");
    }
    return ExitCode.DONE;
  }
}

package lvs.director.cli;

import picocli.CommandLine.Parameters;

/** A command about one real server of one virtual service. */
abstract class TargetCommand extends DirectorCommand {
  @Parameters(
      index = "0",
      paramLabel = "SERVICE",
      description = "Virtual service: id, name, 10.0.0.1:80 or udp/10.0.0.1:53.")
  private String service;

  @Parameters(
      index = "1",
      paramLabel = "SERVER",
      description = "Real server: 10.0.0.2:80, or 10.0.0.2 if it is the only one.")
  private String server;

  TargetCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  final int speak(DirectorConnection director) {
    Targets targets = new Targets(director);
    return speak(director, targets, targets.server(targets.service(service), server));
  }

  /**
   * @return one of {@link ExitCode}
   */
  abstract int speak(DirectorConnection director, Targets targets, Target target);
}

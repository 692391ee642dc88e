package lvs.director.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A command that speaks to a running director. */
abstract class DirectorCommand extends Command {
  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Run directory of the instance; the same default as of run.")
  private Optional<Path> runDirectory = Optional.empty();

  @Option(names = "--json", description = "Prints JSON.")
  boolean json;

  DirectorCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public final Integer call() {
    try (DirectorConnection director = connect()) {
      return speak(director);
    }
  }

  DirectorConnection connect() {
    Path directory = new Places(surroundings).runDirectory(runDirectory);
    return surroundings.connector().connect(directory);
  }

  /**
   * @return one of {@link ExitCode}
   */
  abstract int speak(DirectorConnection director);
}

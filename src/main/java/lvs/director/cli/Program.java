package lvs.director.cli;

import java.util.List;
import java.util.Optional;
import lvs.director.port.Launch;

/** One run of the program, from arguments to exit code. */
final class Program {
  private final Surroundings surroundings;

  Program(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Runs one command and flushes its output.
   *
   * @return one of {@link ExitCode}
   */
  int execute(String... arguments) {
    try {
      return start(arguments);
    } catch (Failure failure) {
      surroundings.err().println("lvs-director: " + failure.getMessage());
      return failure.exitCode();
    } finally {
      surroundings.out().flush();
      surroundings.err().flush();
    }
  }

  private int start(String... arguments) {
    Optional<Launch.RunOptions> run = Shortcut.run(surroundings, arguments);
    if (run.isPresent()) {
      return surroundings.launch().get().run(run.get());
    }
    Optional<List<String>> ipvs = IpvsProgram.words(arguments);
    if (ipvs.isPresent()) {
      return IpvsProgram.ofThisProcess(surroundings).execute(ipvs.get());
    }
    Optional<Launch.DemoOptions> demo = Shortcut.demo(surroundings, arguments);
    return demo.isPresent()
        ? surroundings.launch().get().demo(demo.get())
        : new CommandTable(surroundings).execute(arguments);
  }
}

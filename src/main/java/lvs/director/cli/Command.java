package lvs.director.cli;

import java.util.concurrent.Callable;
import lvs.director.base.Json;
import picocli.CommandLine.Option;

/** What all commands have: their help. */
abstract class Command implements Callable<Integer> {
  final Surroundings surroundings;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  Command(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  final void print(String line) {
    surroundings.out().println(line);
  }

  final void printJson(Object value) {
    print(Json.indented(value));
  }
}

package lvs.director.cli;

import picocli.CommandLine.Option;

/** Why an operator changes something. */
final class Reason {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for colleagues.")
  private String text = "";

  String text() {
    return text;
  }
}

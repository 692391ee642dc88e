package lvs.director.cli;

import java.time.Duration;
import java.util.Optional;
import lvs.director.port.Launch;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "demo",
    description = {
      "Shows a director at work on loopback, with three small web servers behind it.",
      "Needs no root, no configuration and no network, and leaves nothing behind."
    },
    footer = {"", "Example: lvs-director demo --for 30s"})
final class DemoCommand extends Command {
  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Expiry.Text.class,
      description = "Ends by itself after so long: 30s, 5m. Otherwise at Ctrl-C.")
  private Duration duration;

  @Option(names = "--plain", description = "Lines only; the default when there is no terminal.")
  private boolean plain;

  DemoCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    boolean lines = plain || !surroundings.terminal();
    return surroundings
        .launch()
        .get()
        .demo(new Launch.DemoOptions(Optional.ofNullable(duration), lines));
  }
}

package lvs.director.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(
    name = "drain",
    description = "Gives a real server no new connections; those it has may end by themselves.",
    footer = {
      "",
      "Example: lvs-director drain 10.0.0.1:80 10.0.0.2:80 --reason 'kernel update' --for 2h"
    })
final class DrainCommand extends ServerCommand {
  @Mixin private Reason reason = new Reason();
  @Mixin private Expiry expiry = new Expiry();

  DrainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void change(DirectorConnection director, Target target) {
    director.invoke(
        target.bean(),
        "drain",
        new Object[] {reason.text(), expiry.seconds()},
        new String[] {"java.lang.String", "long"});
  }
}

package lvs.director.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(
    name = "disable",
    description = "Takes a real server out of the table, with its connections.",
    footer = {"", "Example: lvs-director disable 10.0.0.1:80 10.0.0.2:80 --reason 'disk broken'"})
final class DisableCommand extends ServerCommand {
  @Mixin private Reason reason = new Reason();
  @Mixin private Expiry expiry = new Expiry();

  DisableCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void change(DirectorConnection director, Target target) {
    director.invoke(
        target.bean(),
        "disable",
        new Object[] {reason.text(), expiry.seconds()},
        new String[] {"java.lang.String", "long"});
  }
}

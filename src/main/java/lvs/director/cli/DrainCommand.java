package lvs.director.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "drain",
    description = {
      "Gives a real server no new connections; those it has may end by themselves.",
      "Clients of a persistent service keep coming to the server that they know."
    },
    footer = {
      "",
      "Example: lvs-director drain 10.0.0.1:80 10.0.0.2:80 --reason 'kernel update' --for 2h",
      "Example: lvs-director drain 10.0.0.1:80 10.0.0.2:80 --then-remove --deadline 10m"
    })
final class DrainCommand extends ServerCommand {
  private static final String EXPIRES_TEMPLATES = "net.ipv4.vs.expire_quiescent_template";

  @Option(
      names = "--then-remove",
      description = "Takes it out of the table when no connection is left, until it is enabled.")
  private boolean thenRemove;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = Expiry.Text.class,
      description = "Takes it out after so long, whatever it still has.")
  private Duration deadline = Duration.ZERO;

  @Mixin private Reason reason = new Reason();
  @Mixin private Expiry expiry = new Expiry();

  DrainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void change(DirectorConnection director, Target target) {
    if (thenRemove || !deadline.isZero()) {
      director.invoke(
          target.bean(),
          "drainAndRemove",
          new Object[] {reason.text(), deadline.toSeconds(), expiry.seconds()},
          new String[] {"java.lang.String", "long", "long"});
    } else {
      director.invoke(
          target.bean(),
          "drain",
          new Object[] {reason.text(), expiry.seconds()},
          new String[] {"java.lang.String", "long"});
    }
  }

  /** Persistence is stronger than a weight of 0, which surprises those who wait. */
  @Override
  List<String> remarks(DirectorConnection director, Target target) {
    Map<String, Object> service =
        director.attributes(Beans.service(target.serviceId()), "Name", "PersistenceTimeoutSeconds");
    long seconds = OpenValues.number(service, "PersistenceTimeoutSeconds");
    Map<String, Object> kernel = director.attributes(Beans.DIRECTOR, "DataPlane", "Sysctls");
    boolean ipvs = OpenValues.text(kernel, "DataPlane").equals("ipvs");
    return seconds == 0 || ipvs && expiresTemplates(kernel)
        ? List.of()
        : List.of(
            OpenValues.text(service, "Name")
                + " is persistent: clients keep coming to the server that they know until "
                + Durations.print(Duration.ofSeconds(seconds))
                + " after their last connection"
                + (ipvs ? ", unless " + EXPIRES_TEMPLATES + " is 1" : ""));
  }

  private static boolean expiresTemplates(Map<String, Object> kernel) {
    return kernel.get("Sysctls") instanceof CompositeData[] sysctls
        && Arrays.stream(sysctls)
            .filter(each -> EXPIRES_TEMPLATES.equals(each.get("name")))
            .anyMatch(each -> "1".equals(each.get("actual")));
  }
}

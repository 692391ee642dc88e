package lvs.director.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.management.ObjectName;
import lvs.director.base.Endpoint;
import lvs.director.jmx.BeanNames;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "failover",
    description = "Hands a mastership over; this machine serves until its successor does.",
    footer = {"", "Example: lvs-director failover VI_1 --hold"})
final class FailoverCommand extends DirectorCommand {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Virtual router or sync group of the configuration.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "PEER",
      description = "Address of the router that shall take over.")
  private String to = "";

  @Option(names = "--hold", description = "Stays away from mastership until --release.")
  private boolean hold;

  @Option(names = "--release", description = "May become master again.")
  private boolean release;

  FailoverCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director) {
    if (release && (hold || !to.isEmpty())) {
      throw new Failure(ExitCode.USAGE, "--release stands alone");
    }
    if (!to.isEmpty() && Endpoint.address(to).isEmpty()) {
      throw new Failure(ExitCode.USAGE, "'" + to + "' is no IP address, such as 10.0.0.2");
    }
    ObjectName bean = bean(director);
    String report = release ? release(director, bean) : failover(director, bean);
    if (json) {
      printJson(Map.of("name", name, "report", report));
    } else {
      print(name + ": " + report);
    }
    return ExitCode.DONE;
  }

  private static String release(DirectorConnection director, ObjectName bean) {
    director.invoke(bean, "release");
    return "may become master again";
  }

  private String failover(DirectorConnection director, ObjectName bean) {
    Object report =
        director.invoke(
            bean,
            "failover",
            new Object[] {to, hold},
            new String[] {"java.lang.String", "boolean"});
    return OpenValues.printable(String.valueOf(report));
  }

  /** A sync group moves as a whole, so its name is looked for first. */
  private ObjectName bean(DirectorConnection director) {
    for (ObjectName bean : List.of(BeanNames.syncGroup(name), BeanNames.virtualRouter(name))) {
      if (director.has(bean)) {
        return bean;
      }
    }
    TreeSet<String> known = new TreeSet<>();
    director.names(Beans.GROUPS, null).forEach(each -> known.add(each.getKeyProperty("group")));
    director.names(Beans.ROUTERS, null).forEach(each -> known.add(each.getKeyProperty("router")));
    String remedy =
        known.isEmpty()
            ? "the configuration has no vrrp_instance"
            : "the nearest: " + String.join(", ", NearestNames.of(name, known));
    throw Failure.refused("there is no virtual router or sync group '" + name + "'; " + remedy);
  }
}

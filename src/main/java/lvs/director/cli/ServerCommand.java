package lvs.director.cli;

import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** A command that changes one real server and then says how it stands. */
abstract class ServerCommand extends DirectorCommand {
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

  ServerCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  final int speak(DirectorConnection director) {
    Targets targets = new Targets(director);
    Target target = targets.server(targets.service(service), server);
    change(director, target);
    Map<String, Object> now = director.attributes(target.bean(), Beans.serverAttributes());
    if (json) {
      printJson(OpenValues.plain(now));
    } else {
      print(sentence(now));
    }
    return ExitCode.DONE;
  }

  abstract void change(DirectorConnection director, Target target);

  private String sentence(Map<String, Object> now) {
    return OpenValues.text(now, "Address")
        + " in "
        + OpenValues.text(now, "VirtualService")
        + " is "
        + OpenValues.text(now, "Standing").toLowerCase(java.util.Locale.ROOT)
        + ", weight "
        + OpenValues.text(now, "Weight")
        + configured(now)
        + expiry(now)
        + connections(now);
  }

  private static String configured(Map<String, Object> now) {
    String configured = OpenValues.text(now, "ConfiguredWeight");
    return configured.equals(OpenValues.text(now, "Weight"))
        ? ""
        : " (configured: " + configured + ")";
  }

  private String expiry(Map<String, Object> now) {
    long expires = OpenValues.number(now, "StandingExpiresEpochMillis");
    return expires == 0
        ? ""
        : ", until " + new WallTime(surroundings).at(Instant.ofEpochMilli(expires));
  }

  private static String connections(Map<String, Object> now) {
    long open = OpenValues.number(now, "ActiveConnections");
    return OpenValues.text(now, "Standing").equals("DRAINING") && open > 0
        ? "; connections still open: " + open
        : "";
  }
}

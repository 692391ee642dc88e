package lvs.director.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A command that changes one real server and then says how it stands. */
abstract class ServerCommand extends TargetCommand {
  ServerCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  final int speak(DirectorConnection director, Targets targets, Target target) {
    change(director, target);
    Map<String, Object> now = director.attributes(target.bean(), Beans.serverAttributes());
    if (json) {
      printJson(OpenValues.plain(now));
    } else {
      print(sentence(now));
      remarks(director, target).forEach(this::print);
    }
    return ExitCode.DONE;
  }

  abstract void change(DirectorConnection director, Target target);

  /** What an operator should know besides. */
  List<String> remarks(DirectorConnection director, Target target) {
    return List.of();
  }

  private String sentence(Map<String, Object> now) {
    return OpenValues.text(now, "Address")
        + " in "
        + OpenValues.text(now, "VirtualService")
        + " is "
        + OpenValues.text(now, "Standing").toLowerCase(java.util.Locale.ROOT)
        + ", weight "
        + OpenValues.text(now, "Weight")
        + configured(now)
        + new DrainWords(new WallTime(surroundings)).end(now)
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

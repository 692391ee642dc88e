package lvs.director.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "check-now",
    description = {
      "Runs the checks of a real server outside their schedule and prints what they saw.",
      "Exit code 1 when one of them is bad."
    },
    footer = {"", "Example: lvs-director check-now 10.0.0.1:80 10.0.0.2:80 HTTP_GET"})
final class CheckNowCommand extends TargetCommand {
  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "CHECK",
      description = "Keyword, number or id: TCP_CHECK, 1 or 1-TCP_CHECK. Without it all run.")
  private String check = "";

  CheckNowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int speak(DirectorConnection director, Targets targets, Target target) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (ObjectName bean : targets.checks(target, check == null ? "" : check)) {
      results.add(run(director, bean));
    }
    if (json) {
      printJson(results);
    } else {
      results.forEach(result -> print(sentence(result)));
    }
    boolean allGood = results.stream().allMatch(result -> Boolean.TRUE.equals(result.get("good")));
    return allGood ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static Map<String, Object> run(DirectorConnection director, ObjectName bean) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("check", bean.getKeyProperty("check"));
    result.putAll(OpenValues.plain((CompositeData) director.invoke(bean, "checkNow")));
    return result;
  }

  private static String sentence(Map<String, Object> result) {
    double latencyMillis = ((Number) result.get("latencyMillis")).doubleValue();
    return (Boolean.TRUE.equals(result.get("good")) ? "good  " : "bad   ")
        + result.get("check")
        + "  "
        + OpenValues.text(result, "reason")
        + String.format(Locale.ROOT, "  (%.1f ms)", latencyMillis);
  }
}

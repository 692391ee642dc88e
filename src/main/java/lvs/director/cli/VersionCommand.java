package lvs.director.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import lvs.director.port.ProgramVersion;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "version",
    description = "Prints the version of this program and of its Java.",
    footer = {"", "Example: lvs-director version --json"})
final class VersionCommand extends Command {
  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  VersionCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  public Integer call() {
    String version = ProgramVersion.text();
    String java = System.getProperty("java.version");
    if (json) {
      Map<String, Object> versions = new LinkedHashMap<>();
      versions.put("version", version);
      versions.put("java", java);
      printJson(versions);
    } else {
      print("lvs-director " + version + " (Java " + java + ")");
    }
    return ExitCode.DONE;
  }
}

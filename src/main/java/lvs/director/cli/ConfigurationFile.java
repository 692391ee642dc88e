package lvs.director.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the configuration, for commands that read it themselves. */
final class ConfigurationFile {
  @Option(
      names = {"-f", "--config"},
      paramLabel = "FILE",
      description = {
        "Configuration. Default: /etc/lvs-director/director.conf,",
        "else /etc/keepalived/keepalived.conf."
      })
  private Optional<Path> path = Optional.empty();

  /** Empty takes the default. */
  Optional<Path> path() {
    return path;
  }
}

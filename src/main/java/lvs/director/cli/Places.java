package lvs.director.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lvs.director.port.Launch;

/** Where an instance keeps its files when the command line does not say so. */
final class Places {
  private static final List<String> CONFIGURATIONS =
      List.of("etc/lvs-director/director.conf", "etc/keepalived/keepalived.conf");

  private final Surroundings surroundings;

  Places(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** /run/lvs-director for root; others have a directory of their own. */
  Path runDirectory(Optional<Path> given) {
    return given.map(Path::toAbsolutePath).orElseGet(this::defaultRunDirectory);
  }

  private Path defaultRunDirectory() {
    if (surroundings.root()) {
      return file("run/lvs-director");
    }
    return variable("XDG_RUNTIME_DIR")
        .map(base -> base.resolve("lvs-director"))
        .orElseGet(() -> file("tmp/lvs-director-" + surroundings.userId()));
  }

  /**
   * A run directory of its own means an instance of its own, so its state goes there too unless a
   * place is given: two instances must never share their overrides.
   */
  Path stateDirectory(Optional<Path> given, Optional<Path> givenRunDirectory) {
    return given
        .map(Path::toAbsolutePath)
        .or(() -> givenRunDirectory.map(run -> run.toAbsolutePath().resolve("state")))
        .orElseGet(this::defaultStateDirectory);
  }

  private Path defaultStateDirectory() {
    if (surroundings.root()) {
      return file("var/lib/lvs-director");
    }
    return variable("XDG_STATE_HOME")
        .or(() -> variable("HOME").map(home -> home.resolve(".local/state")))
        .map(base -> base.resolve("lvs-director"))
        .orElseGet(() -> defaultRunDirectory().resolve("state"));
  }

  /**
   * The file given, else the first of the usual ones that exists.
   *
   * @throws Failure when there is none
   */
  Path configuration(Optional<Path> given) {
    return given
        .map(Path::toAbsolutePath)
        .or(() -> CONFIGURATIONS.stream().map(this::file).filter(Files::exists).findFirst())
        .orElseThrow(
            () ->
                Failure.usage(
                    "there is no /etc/lvs-director/director.conf and no"
                        + " /etc/keepalived/keepalived.conf; name the file to read"));
  }

  /** What {@code run} hands to the director. */
  Launch.RunOptions runOptions(
      Optional<Path> configuration,
      Optional<Path> runDirectory,
      Optional<Path> stateDirectory,
      Optional<Path> recording) {
    return new Launch.RunOptions(
        configuration(configuration),
        runDirectory(runDirectory),
        stateDirectory(stateDirectory, runDirectory),
        recording);
  }

  private Path file(String relative) {
    return surroundings.files().resolve(relative);
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(surroundings.environment().get(name))
        .filter(value -> value.startsWith("/"))
        .map(Path::of);
  }
}

package lvs.director.port;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Starts a director in this process. The command line finds the one implementation by {@link
 * java.util.ServiceLoader}, because it may not import the package that holds it.
 */
public interface Launch {

  /**
   * Runs the director until it is told to stop.
   *
   * @return exit code: 0 after an orderly stop, 1 when the configuration has errors, 2 when it
   *     cannot be read, 4 when this user may not do what the configuration asks for
   */
  int run(RunOptions options);

  /**
   * Runs the demo until its time is over or the user ends it.
   *
   * @return exit code: 0 after an orderly end
   */
  int demo(DemoOptions options);

  /**
   * @param configuration file to read, which may not exist
   * @param runDirectory holds {@code director.pid} while the director runs; made when missing
   * @param stateDirectory holds what outlives a restart; made when missing
   * @param recording file that gets the VRRP packets of the run; empty records nothing
   */
  record RunOptions(
      Path configuration, Path runDirectory, Path stateDirectory, Optional<Path> recording) {}

  /**
   * @param duration ends by itself after so long; empty runs until interrupted
   * @param plain lines only, without moving the cursor or colours
   */
  record DemoOptions(Optional<Duration> duration, boolean plain) {}
}

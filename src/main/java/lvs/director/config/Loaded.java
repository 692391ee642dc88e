package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Problem;
import lvs.director.model.Configuration;

/**
 * What came of reading a configuration.
 *
 * @param configuration present when no problem is an error
 * @param problems all of them, in the order of the text
 * @param files every file that was read, the first one first
 */
public record Loaded(
    Optional<Configuration> configuration, List<Problem> problems, List<String> files) {
  public boolean usable() {
    return configuration.isPresent();
  }
}

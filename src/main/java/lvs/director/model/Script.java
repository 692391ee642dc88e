package lvs.director.model;

import java.util.List;
import java.util.Optional;

/**
 * An external program of the configuration.
 *
 * @param argv program and arguments, as split by the configuration's quoting rules; never empty
 * @param user user to run as; empty is the director's own
 * @param group group to run as; empty is the user's own
 */
public record Script(List<String> argv, Optional<String> user, Optional<String> group) {
  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}

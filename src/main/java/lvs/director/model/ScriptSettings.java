package lvs.director.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Rules for programs that the director runs.
 *
 * @param startup run once before anything else
 * @param startupTimeout 1 to 1000 s
 * @param shutdown run last
 * @param shutdownTimeout 1 to 1000 s
 * @param user default user of scripts; empty is keepalived_script where it exists, else the
 *     director's own
 * @param group default group; empty is the user's own
 * @param secure refuse what runs as root and can be changed by others (enable_script_security)
 * @param supplementaryGroups give scripts all groups of their user
 * @param keepsSymlinks run the path as written rather than what it leads to
 */
public record ScriptSettings(
    Optional<Script> startup,
    Duration startupTimeout,
    Optional<Script> shutdown,
    Duration shutdownTimeout,
    Optional<String> user,
    Optional<String> group,
    boolean secure,
    boolean supplementaryGroups,
    boolean keepsSymlinks) {
  public static final ScriptSettings DEFAULT =
      new ScriptSettings(
          Optional.empty(),
          Duration.ofSeconds(10),
          Optional.empty(),
          Duration.ofSeconds(10),
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          false);
}

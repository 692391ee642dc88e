package lvs.director.model;

import java.util.Optional;
import java.util.Set;

/**
 * How a changed configuration is taken over.
 *
 * @param checksFirst keepalived tests the file before it reloads; this director always does
 * @param checkLog where keepalived writes what that test says
 * @param timeFile holds the time of a reload to come
 * @param repeats the time file is kept for every day
 * @param markerFile stands there while a configuration is read; empty text is beside the pid file
 * @param includeChecks what must hold of every include
 */
public record ReloadSettings(
    boolean checksFirst,
    Optional<String> checkLog,
    Optional<String> timeFile,
    boolean repeats,
    Optional<String> markerFile,
    Set<IncludeCheck> includeChecks) {
  public static final ReloadSettings DEFAULT =
      new ReloadSettings(
          false, Optional.empty(), Optional.empty(), false, Optional.empty(), Set.of());

  public enum IncludeCheck {
    READ,
    MATCH,
    WILDCARD_MATCH,
    BRACE_MATCH
  }
}

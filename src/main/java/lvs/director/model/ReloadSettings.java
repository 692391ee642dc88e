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

  /** A failure of an include that is an error. */
  public enum IncludeCheck {
    /** Something that matches cannot be read or is not a plain file. */
    READ,
    /** A name without wildcard matches nothing. */
    MATCH,
    /** A name with wildcard matches nothing. */
    WILDCARD_MATCH,
    /** An alternative in braces matches nothing. */
    BRACE_MATCH
  }
}

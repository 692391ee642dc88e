package lvs.director.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A vrrp_track_process block: well while enough processes of one name run.
 *
 * @param process name of the program, as the kernel knows it or as argument 0
 * @param parameters its arguments, where {@code parameterMatch} compares them
 * @param weight default for references, -254 to 254
 * @param reverse default for references
 * @param quorum fewest processes, 1 to 65535; 0 where none may run
 * @param quorumMaximum most processes, 0 to 65535; empty is no limit
 * @param forkDelay wait before a quorum reached counts, up to 1 h
 * @param terminateDelay wait before a quorum lost counts, up to 1 h
 * @param fullCommand compare argument 0 in full rather than the kernel's 15 characters
 */
public record TrackProcess(
    String name,
    String process,
    List<String> parameters,
    ParameterMatch parameterMatch,
    int weight,
    boolean reverse,
    int quorum,
    OptionalInt quorumMaximum,
    Duration forkDelay,
    Duration terminateDelay,
    boolean fullCommand) {

  /** How much of a process's parameters must be as written. */
  public enum ParameterMatch {
    /** Parameters are not looked at. */
    NONE,
    EXACT,
    /** The process may have more parameters; the first ones are compared. */
    INITIAL,
    /** As INITIAL, and the last one compared may go on. */
    PARTIAL
  }
}

package lvs.director.model;

import java.time.Duration;

/**
 * A vrrp_script block: a program whose exit status says whether this machine is fit to be master.
 *
 * @param interval from start to start, at least 1 ms
 * @param timeout after which a run is ended and counts as failed
 * @param weight default for references, -253 to 253
 * @param reverse default for references
 * @param rise good runs in a row that make it well, at least 1
 * @param fall bad runs in a row that make it failed, at least 1
 * @param startsFailed counts as failed before its first run (init_fail)
 */
public record TrackScript(
    String name,
    Script script,
    Duration interval,
    Duration timeout,
    int weight,
    boolean reverse,
    int rise,
    int fall,
    boolean startsFailed) {}

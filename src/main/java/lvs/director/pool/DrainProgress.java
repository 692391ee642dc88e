package lvs.director.pool;

import java.util.OptionalLong;

/**
 * How far a drain has come, as counted last.
 *
 * @param connectionsLeft open and remembered connections and persistence templates
 * @param secondsLeft until none is left, if they go on ending as in the last minute; empty while
 *     they do not become fewer, or too little has been seen
 */
public record DrainProgress(long connectionsLeft, OptionalLong secondsLeft) {}

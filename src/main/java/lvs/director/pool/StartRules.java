package lvs.director.pool;

import java.util.function.Predicate;
import lvs.director.model.Check;

/**
 * What decides how new servers begin.
 *
 * @param serveBeforeFirstCheck keepalived's way: in service before any check ran
 * @param initNotifies tell scripts about the state found at start
 * @param runnable which checks this version can run
 */
record StartRules(boolean serveBeforeFirstCheck, boolean initNotifies, Predicate<Check> runnable) {}

package lvs.director.pool;

import java.util.OptionalInt;

/**
 * What one run of a check saw.
 *
 * @param good whether the server passed
 * @param reason in an operator's words: {@code connection refused after 0.4 ms}, {@code 404 for
 *     /test.html, wanted 200}
 * @param latencyNanos from start to verdict
 * @param finishedNanos monotonic time of the verdict
 * @param weight weight asked for by a dynamic MISC_CHECK, or added by a FILE_CHECK
 * @param certificateDaysLeft days until the first certificate of the server's chain expires;
 *     negative when it has
 */
public record CheckResult(
    boolean good,
    String reason,
    long latencyNanos,
    long finishedNanos,
    OptionalInt weight,
    OptionalInt certificateDaysLeft) {}

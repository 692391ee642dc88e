package lvs.director.pool;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a probe has seen so far.
 *
 * @param lastBadReason of the newest bad run; empty when there was none
 */
record History(
    int failuresInARow,
    long runs,
    long failures,
    long latenessNanos,
    List<CheckResult> last,
    OptionalInt certificateDaysLeft,
    String lastBadReason) {
  private static final int KEPT = 10;

  static final History NONE = new History(0, 0, 0, 0, List.of(), OptionalInt.empty(), "");

  /** With one more result in front. */
  History after(CheckResult result, long startedLateNanos) {
    CheckResult[] newest = new CheckResult[Math.min(KEPT, last.size() + 1)];
    newest[0] = result;
    for (int i = 1; i < newest.length; i++) {
      newest[i] = last.get(i - 1);
    }
    return new History(
        result.good() ? 0 : failuresInARow + 1,
        runs + 1,
        result.good() ? failures : failures + 1,
        startedLateNanos,
        Collections.unmodifiableList(Arrays.asList(newest)),
        result.certificateDaysLeft().isPresent()
            ? result.certificateDaysLeft()
            : certificateDaysLeft,
        result.good() ? lastBadReason : result.reason());
  }
}

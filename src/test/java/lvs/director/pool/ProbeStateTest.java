package lvs.director.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.Check;
import lvs.director.model.Check.Timing;
import lvs.director.pool.CheckStatus.State;
import lvs.director.pool.ProbeState.Believed;
import lvs.director.pool.ProbeState.Down;
import lvs.director.pool.ProbeState.Recovering;
import lvs.director.pool.ProbeState.Retrying;
import lvs.director.pool.ProbeState.Unchecked;
import lvs.director.pool.ProbeState.Up;
import org.junit.jupiter.api.Test;

/** A row for each cell of the check's table in the package description. */
class ProbeStateTest {
  private static final Check ONE = Blocks.tcp(2);
  private static final Check THREE = Blocks.http(2, false, "/a", "/b", "/c");
  private static final Check FAST = Blocks.http(2, true, "/a", "/b", "/c");
  private static final long MS = Lab.MILLISECOND;

  private static void good(ProbeState before, Check check, ProbeState after) {
    assertEquals(after, before.after(true, check), () -> before + " good");
  }

  private static void bad(ProbeState before, Check check, ProbeState after) {
    assertEquals(after, before.after(false, check), () -> before + " bad");
  }

  @Test
  void oneStep() {
    good(new Unchecked(0), ONE, new Up(0));
    bad(new Unchecked(0), ONE, new Down(0));
    good(new Up(0), ONE, new Up(0));
    bad(new Up(0), ONE, new Retrying(0, 1));
    good(new Retrying(0, 1), ONE, new Up(0));
    bad(new Retrying(0, 1), ONE, new Retrying(0, 2));
    bad(new Retrying(0, 2), ONE, new Down(0));
    good(new Down(0), ONE, new Up(0));
    bad(new Down(0), ONE, new Down(0));
  }

  @Test
  void oneThatServedBeforeTheStart() {
    good(new Believed(0, 0), ONE, new Up(0));
    good(new Believed(0, 2), ONE, new Up(0));
    bad(new Believed(0, 0), ONE, new Believed(0, 1));
    bad(new Believed(0, 2), ONE, new Down(0));
    good(new Believed(0, 1), THREE, new Believed(1, 0));
    good(new Believed(2, 1), THREE, new Up(0));
    bad(new Believed(1, 2), THREE, new Down(1));
  }

  @Test
  void manySteps() {
    good(new Unchecked(0), THREE, new Unchecked(1));
    good(new Unchecked(2), THREE, new Up(0));
    bad(new Unchecked(1), THREE, new Down(1));
    good(new Up(1), THREE, new Up(2));
    good(new Up(2), THREE, new Up(0));
    bad(new Up(1), THREE, new Retrying(1, 1));
    good(new Retrying(1, 2), THREE, new Up(2));
    bad(new Retrying(1, 2), THREE, new Down(1));
    good(new Down(1), THREE, new Recovering(0));
    bad(new Down(1), THREE, new Down(1));
    good(new Recovering(0), THREE, new Recovering(1));
    good(new Recovering(2), THREE, new Up(0));
    bad(new Recovering(2), THREE, new Down(2));
  }

  @Test
  void withoutRetriesTheFirstFailureCounts() {
    Timing t = Blocks.TIMING;
    Timing none =
        new Timing(
            t.delayLoop(), t.timeout(), 0, t.delayBeforeRetry(), Optional.empty(), false, false);
    bad(new Up(0), Blocks.tcp(2, none), new Down(0));
  }

  @Test
  void theVerdictStaysUntilTheStateDecidesOtherwise() {
    assertEquals(State.UNCHECKED, new Unchecked(1).verdict());
    assertEquals(State.UNCHECKED, new Believed(0, 2).verdict());
    assertEquals(State.UP, new Up(0).verdict());
    assertEquals(State.UP, new Retrying(0, 1).verdict());
    assertEquals(State.DOWN, new Down(0).verdict());
    assertEquals(State.DOWN, new Recovering(1).verdict());
  }

  private static void next(long expectedMillis, ProbeState state, Check check, boolean quick) {
    long next = state.nextStartNanos(check, 1_000 * MS, 1_400 * MS, quick);
    assertEquals(expectedMillis, next / MS, () -> state + " of " + check.keyword());
  }

  @Test
  void theNextRunCountsFromTheStartOfTheLastOrFromItsFailure() {
    next(7_000, new Up(0), ONE, true);
    next(2_400, new Retrying(0, 1), ONE, true);
    next(7_000, new Down(0), ONE, true);
    next(7_000, new Up(1), THREE, true);
    next(7_000, new Recovering(1), THREE, true);
    next(1_400, new Recovering(1), FAST, false);
    next(7_000, new Believed(0, 0), ONE, false);
    next(2_400, new Believed(0, 1), ONE, true);
    next(1_400, new Believed(1, 0), THREE, true);
    next(1_400, new Unchecked(1), THREE, true);
    next(7_000, new Unchecked(1), THREE, false);
    next(1_400, new Unchecked(1), FAST, false);
    next(7_000, new Up(1), FAST, true);
  }

  @Test
  void aDownHttpServerWaitsTheLongerOfTheTwoDelays() {
    Timing slowRetry =
        new Timing(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            2,
            Duration.ofSeconds(9),
            Optional.empty(),
            false,
            false);
    Check.Http http = Blocks.http(2, false, "/");
    Check slow =
        new Check.Http(
            slowRetry, http.target(), http.tls(), http.version(), http.urls(), false, false);
    next(10_400, new Down(0), slow, true);
    next(2_000, new Down(0), Blocks.tcp(2, slowRetry), true);
  }

  @Test
  void aRunNeverStartsBeforeTheLastOneFinished() {
    long next = new Up(0).nextStartNanos(ONE, 1_000 * MS, 9_000 * MS, true);
    assertEquals(9_000 * MS, next);
  }
}

package lvs.director.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** How long a drain will take, from counts every two seconds. */
class DeclineTest {
  private static final OptionalLong UNKNOWN = OptionalLong.empty();
  private final Decline decline = new Decline();
  private int second;

  /** Counts every two seconds; what is left is told by the second. */
  private OptionalLong after(int seconds, IntUnaryOperator left) {
    for (int end = second + seconds; second < end; second += 2) {
      decline.count(second * Lab.SECOND, left.applyAsInt(second));
    }
    return decline.progress().orElseThrow().secondsLeft();
  }

  @Test
  void nothingIsKnownBeforeTheFirstCount() {
    assertTrue(decline.progress().isEmpty());
  }

  @Test
  void twoCountsAreTooFew() {
    assertEquals(UNKNOWN, after(4, second -> 100 - second));
    assertEquals(OptionalLong.of(96), after(2, second -> 100 - second));
  }

  @Test
  void anEvenDeclineIsMetExactly() {
    assertEquals(OptionalLong.of(442), after(60, second -> 1_000 - 2 * second));
    assertEquals(1_000 - 2 * 58, decline.progress().orElseThrow().connectionsLeft());
  }

  @Test
  void whatDoesNotFallHasNoEstimate() {
    assertEquals(UNKNOWN, after(60, _ -> 17));
    assertEquals(UNKNOWN, after(60, second -> 17 + second));
  }

  @Test
  void whatFallsTooSlowlyHasNoEstimate() {
    assertEquals(UNKNOWN, after(60, second -> second < 30 ? 1_000_000 : 999_999));
  }

  @Test
  void onlyTheLastMinuteCounts() {
    after(600, _ -> 500);
    assertEquals(OptionalLong.of(190), after(62, second -> 500 - 2 * (second - 600)));
  }

  @Test
  void aNoisyDeclineIsMetRoughly() {
    long seconds = after(60, second -> 1_000 - 10 * second + second * 7 % 5).orElseThrow();
    assertTrue(seconds >= 39 && seconds <= 46, seconds + " s");
  }

  @Test
  void nothingLeftIsNoTime() {
    assertEquals(OptionalLong.of(0), after(2, _ -> 0));
    decline.count(4 * Lab.SECOND, 3);
    assertEquals(UNKNOWN, decline.progress().orElseThrow().secondsLeft());
  }

  @Test
  void countsOfOneInstantSayNothing() {
    for (int left = 5; left > 0; left--) {
      decline.count(Lab.SECOND, left);
    }
    assertEquals(UNKNOWN, decline.progress().orElseThrow().secondsLeft());
  }
}

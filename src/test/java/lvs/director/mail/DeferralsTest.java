package lvs.director.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** When relays have deferred a mail for long enough. */
class DeferralsTest {
  private static final LongPredicate ALL = _ -> true;

  private final Deferrals deferrals = new Deferrals(Pace.USUAL);
  private long now = Long.MAX_VALUE - Duration.ofHours(2).toNanos();

  private List<Long> after(long minutes, Long... deferred) {
    now += TimeUnit.MINUTES.toNanos(minutes);
    return deferrals.tooLong(Set.of(deferred), ALL, now);
  }

  @Test
  void aMailIsGivenUpAfterADayThoughSomeTriesDoNotComeToIt() {
    for (int i = 0; i <= 24 * 6; i++) {
      assertEquals(List.of(), after(5, 7L, 8L));
      assertEquals(List.of(), i == 0 ? after(5, 8L) : after(5));
    }
    assertEquals(List.of(7L, 8L), after(5, 8L, 7L));
  }

  @Test
  void aDayWithoutARelayIsNoDayOfDeferrals() {
    after(0, 7L);
    for (int i = 0; i < 72; i++) {
      assertEquals(List.of(), after(Duration.ofDays(1).toMinutes(), 7L));
    }
    assertEquals(List.of(), after(1));
    assertEquals(List.of(7L), after(1, 7L));
  }

  @Test
  void aMailThatLeftTheSpoolIsForgotten() {
    after(0, 7L);
    for (int i = 0; i < 200; i++) {
      now += Duration.ofMinutes(10).toNanos();
      assertEquals(List.of(), deferrals.tooLong(Set.of(7L), number -> number != 7, now));
    }
  }
}

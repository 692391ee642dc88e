package lvs.director.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  @Test
  void weightsAreThoseOfTheKernelsTable() throws Refusal {
    for (int good : new int[] {0, 1, 65_535}) {
      assertEquals(good, Arguments.weight(good));
    }
    for (int bad : new int[] {-1, 65_536, Integer.MIN_VALUE}) {
      assertThrows(Refusal.class, () -> Arguments.weight(bad));
    }
  }

  @Test
  void anExpiryIsAtMostAYearAway() throws Refusal {
    assertEquals(Optional.empty(), Arguments.expiry(Optional.empty()));
    Optional<Duration> year = Optional.of(Duration.ofDays(365));
    assertEquals(year, Arguments.expiry(year));
    for (Duration bad : List.of(Duration.ofDays(365).plusNanos(1), Duration.ofNanos(-1))) {
      assertThrows(Refusal.class, () -> Arguments.expiry(Optional.of(bad)));
    }
  }

  @Test
  void aDeadlineComesBeforeTheEndOfTheChange() throws Refusal {
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));
    Optional<Duration> day = Optional.of(Duration.ofDays(1));
    assertEquals(Optional.empty(), Arguments.deadline(Optional.empty(), hour));
    assertEquals(hour, Arguments.deadline(hour, Optional.empty()));
    assertEquals(hour, Arguments.deadline(hour, day));
    for (Optional<Duration> late : List.of(hour, day)) {
      Refusal refusal = assertThrows(Refusal.class, () -> Arguments.deadline(late, hour));
      assertTrue(refusal.getMessage().contains("make the deadline shorter"));
    }
    for (Duration bad : List.of(Duration.ofDays(366), Duration.ofNanos(-1))) {
      assertThrows(Refusal.class, () -> Arguments.deadline(Optional.of(bad), Optional.empty()));
    }
  }

  @Test
  void aReasonIsOneLineOfAtMost200CharactersHoweverTheyAreEncoded() throws Refusal {
    assertEquals("", Arguments.reason(null));
    assertEquals("kernel update", Arguments.reason("  kernel update \n"));
    String rockets = "\ud83d\ude80".repeat(200);
    assertEquals(rockets, Arguments.reason(rockets));
    assertThrows(Refusal.class, () -> Arguments.reason(rockets + "x"));
    for (String bad : List.of("a\nb", "a\tb", "a\u001b[2Jb", "a\u2028b", "a\u202eb", "a\ud800b")) {
      assertThrows(Refusal.class, () -> Arguments.reason(bad));
    }
  }
}

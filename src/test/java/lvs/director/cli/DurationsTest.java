package lvs.director.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static final Map<Character, Long> SECONDS =
      Map.of('s', 1L, 'm', 60L, 'h', 3600L, 'd', 86_400L);

  @Test
  void everyCountOfEveryUnitIsRead() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      char unit = "smhd".charAt(random.nextInt(4));
      long most = 365L * 86_400 / SECONDS.get(unit);
      long count = random.nextLong(most + 1);
      assertEquals(
          Optional.of(Duration.ofSeconds(count * SECONDS.get(unit))),
          Durations.parse(count + "" + unit),
          () -> "seed " + seed);
      assertEquals(Optional.empty(), Durations.parse((most + 1 + count) + "" + unit));
    }
  }

  @Test
  void anyOtherTextIsRefusedAndNothingIsThrown() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(16); length > 0; length--) {
        text.append("0123456789smhd -+.x\u0663\u00a0".charAt(random.nextInt(21)));
      }
      boolean duration = text.toString().matches("[0-9]{1,12}[smhd]?");
      assertTrue(
          duration || Durations.parse(text.toString()).isEmpty(), () -> seed + ": '" + text + "'");
    }
  }

  @Test
  void theTwoLargestUnitsArePrinted() {
    assertEquals("0s", Durations.print(Duration.ofMillis(-5)));
    assertEquals("59s", Durations.print(Duration.ofSeconds(59)));
    assertEquals("1m", Durations.print(Duration.ofSeconds(60)));
    assertEquals("1h 1m", Durations.print(Duration.ofSeconds(3661)));
    assertEquals("2d 3h", Durations.print(Duration.ofHours(51)));
  }
}

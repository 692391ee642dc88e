package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
  @ParameterizedTest
  @CsvSource({
    "VI_1, VI_1",
    "10.0.0.1_80, 10.0.0.1_80",
    "inside/outside, inside%2Foutside",
    "., %2E",
    ".., %2E.",
    "a%b, a%25b",
    "Zürich, Z%C3%BCrich"
  })
  void onlyPlainLettersStandForThemselves(String name, String safe) {
    assertEquals(safe, SafeName.encode(name));
    assertEquals(name, SafeName.decode(safe));
  }

  @Test
  void everyNameComesBack() {
    Random random = new Random(1);
    for (int run = 0; run < 20_000; run++) {
      String name =
          random
              .ints(random.nextInt(12), 0, 0x2fff)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String safe = SafeName.encode(name);
      assertTrue(safe.matches("([A-Za-z0-9_.-]|%[0-9A-F]{2})*"), safe);
      assertTrue(!safe.startsWith("."), safe);
      assertEquals(name, SafeName.decode(safe));
    }
  }
}

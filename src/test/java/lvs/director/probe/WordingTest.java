package lvs.director.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void timesAreShortAndCarryTheirUnit() {
    assertEquals("0.4 ms", Wording.elapsed(400_000));
    assertEquals("9.9 ms", Wording.elapsed(9_900_000));
    assertEquals("10 ms", Wording.elapsed(9_990_000));
    assertEquals("999 ms", Wording.elapsed(999_400_000));
    assertEquals("1.3 s", Wording.elapsed(1_300_000_000L));
    assertEquals("10.5 s", Wording.elapsed(10_500_000_000L));
    assertEquals("3 s", Wording.duration(Duration.ofSeconds(3)));
    assertEquals("10 s", Wording.duration(Duration.ofSeconds(10)));
    assertEquals("250 ms", Wording.duration(Duration.ofMillis(250)));
  }

  @Test
  void foreignTextStaysOnOneLineAndDoesNothingToATerminal() {
    assertEquals("a b ?[31mred", Wording.excerpt("a\nb\r\n\u001b[31mred".replace("\r\n", " ")));
    assertEquals("好的", Wording.excerpt("好的"));
    byte[] accents = "é".repeat(100).getBytes(StandardCharsets.UTF_8);
    assertEquals("é".repeat(60) + "…", Wording.excerpt(accents, accents.length));
    assertEquals("", Wording.excerpt(""));
  }
}

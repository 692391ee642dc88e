package lvs.director.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  @Test
  void namesAndValuesAreDecoded() throws Exception {
    Query query = Query.parse("q=a+b%20c&empty=&flag&%C3%A4=%e2%82%ac&last=1&last=2&eq=a=b");
    assertEquals("a b c", query.text("q"));
    assertEquals("", query.text("empty"));
    assertEquals("", query.text("flag"));
    assertEquals("", query.text("absent"));
    assertEquals("€", query.text("ä"));
    assertEquals("2", query.text("last"));
    assertEquals("a=b", query.text("eq"));
    assertEquals("", Query.parse(null).text("q"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"q=%", "q=%4", "q=%zz", "q=%-1", "q=%ff", "%c3=1", "q=%٣٤"})
  void whatIsNoTextIsRefused(String raw) {
    assertEquals(400, assertThrows(Rejection.class, () -> Query.parse(raw)).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"n=0", "n=11", "n=x", "n=1.5", "n=99999999999999999999", "n=-1", "n= 1"})
  void numbersOutsideTheRangeAreRefusedWithTheRange(String raw) throws Exception {
    Query query = Query.parse(raw);
    Rejection refused = assertThrows(Rejection.class, () -> query.number("n", 5, 1, 10));
    assertEquals("n must be a whole number from 1 to 10", refused.getMessage());
  }

  @Test
  void numbersAndWordsHaveDefaults() throws Exception {
    assertEquals(5, Query.parse("").number("n", 5, 1, 10));
    assertEquals(10, Query.parse("n=10").number("n", 5, 1, 10));
    assertEquals("a", Query.parse("").oneOf("w", "a", "b"));
    assertEquals("b", Query.parse("w=b").oneOf("w", "a", "b"));
    Rejection refused =
        assertThrows(Rejection.class, () -> Query.parse("w=c").oneOf("w", "a", "b"));
    assertEquals("w must be one of a, b", refused.getMessage());
  }

  /** Any text gives values or a rejection. */
  @Test
  void readingIsTotal() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        raw.append("%%%&=+aF09é\uD800\u0000€".charAt(random.nextInt(14)));
      }
      try {
        Query.parse(raw.toString());
      } catch (Rejection refused) {
        assertEquals(400, refused.status(), () -> "seed " + seed);
      } catch (RuntimeException defect) {
        throw new AssertionError("seed " + seed + ": " + raw, defect);
      }
    }
  }
}

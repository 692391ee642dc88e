package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerTextTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0, true",
    "' \n', 0, true",
    "0, 0, true",
    "'5\n', 5, true",
    "' \t-20 \n', -20, true",
    "+7, 7, true",
    "0x1F, 31, true",
    "-0XA, -10, true",
    "010, 8, true",
    "08, 0, false",
    "0x, 0, false",
    "12abc, 12, false",
    "abc, 0, false",
    "- 5, 0, false",
    "2147483647, 2147483647, true",
    "-2147483648, -2147483648, true"
  })
  void readsWhatStrtolReads(String text, int value, boolean clean) {
    assertEquals(Optional.of(value), IntegerText.parse(text));
    assertEquals(clean, IntegerText.isClean(text));
  }

  @ParameterizedTest
  @CsvSource({"2147483648", "-2147483649", "0xffffffff", "99999999999999999999"})
  void whatDoesNotFitIntoThirtyTwoBitsIsNoNumber(String text) {
    assertEquals(Optional.empty(), IntegerText.parse(text));
  }
}

package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7/32",
    "192.0.2.7/24, 192.0.2.7/24",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:db8::7, 2001:db8::7/128",
    "2001:DB8::/32, 2001:db8::/32"
  })
  void readsAndPrints(String text, String printed) {
    assertEquals(printed, Prefix.parse(text).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "192.0.2.7/", "192.0.2.7/33", "192.0.2./24", "::/129", "a/8", "1/2/3"})
  void refusesWhatIsNone(String text) {
    assertEquals(Optional.empty(), Prefix.parse(text));
  }

  @Test
  void refusesALengthThatDoesNotFit() {
    var address = Endpoint.address("192.0.2.7").orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> new Prefix(address, 33));
    assertThrows(IllegalArgumentException.class, () -> new Prefix(address, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7/24, 192.0.2.255, true",
    "192.0.2.7/24, 192.0.3.0, false",
    "192.0.2.64/26, 192.0.2.127, true",
    "192.0.2.64/26, 192.0.2.128, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false"
  })
  void knowsWhatLiesInIt(String prefix, String address, boolean inside) {
    assertEquals(
        inside,
        Prefix.parse(prefix).orElseThrow().contains(Endpoint.address(address).orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7/24, 192.0.2.0, 192.0.2.255",
    "192.0.2.40/27, 192.0.2.32, 192.0.2.63",
    "192.0.2.7/32, 192.0.2.7, 192.0.2.7",
    "2001:db8::7/126, 2001:db8::4, 2001:db8::7"
  })
  void knowsItsEnds(String text, String first, String last) {
    Prefix prefix = Prefix.parse(text).orElseThrow();
    assertEquals(first, Endpoint.text(prefix.first()));
    assertEquals(last, Endpoint.text(prefix.last()));
  }
}

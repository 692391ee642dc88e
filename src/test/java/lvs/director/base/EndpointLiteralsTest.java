package lvs.director.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointLiteralsTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "::, ::",
    "::1, ::1",
    "fe80::1:0:0:1, fe80::1:0:0:1",
    "2001:db8::192.0.2.1, 2001:db8::c000:201"
  })
  void addressesAreReadAndPrintedInTheirShortestForm(String written, String shortest) {
    assertEquals(
        Optional.of(shortest), Endpoint.address(written).map(address -> Endpoint.text(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1.2.3.4.5",
        "1..2.3",
        "256.1.1.1",
        "1.2.3.1000",
        "192.l68.1.1",
        "1.2.3.4 ",
        "٣.2.3.4",
        "0x1.2.3.4",
        ":",
        "1:2",
        "::g",
        "fe80::1%eth0",
        "1::2::3",
        "www.example.com"
      })
  void whatIsNoLiteralIsNoAddress(String written) {
    assertEquals(Optional.empty(), Endpoint.address(written));
  }
}

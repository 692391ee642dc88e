package lvs.director.ipvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class WideCountersTest {
  private static final long WRAP = 1L << 32;

  private final WideCounters wide = new WideCounters();

  private static IpvsCounters counters(long connections, long inBytes, boolean wide) {
    return new IpvsCounters(connections, connections, 0, inBytes, 0, 0, 0, 0, 0, 0, wide);
  }

  private static IpvsReading reading(IpvsCounters counters) {
    return new IpvsReading(
        List.of(
            new IpvsReading.ServiceReading(
                Rows.service("rr"),
                counters,
                List.of(
                    new IpvsReading.ServerReading(
                        Rows.server("10.0.0.2:80", 1), 1, 2, 3, counters)))));
  }

  private long connections(long raw, long inBytes) {
    IpvsReading widened = wide.widen(reading(counters(raw, inBytes, false)));
    IpvsReading.ServiceReading service = widened.services().getFirst();
    assertEquals(
        service.counters().connections(),
        service.servers().getFirst().counters().connections(),
        "service and server");
    return service.counters().connections();
  }

  @Test
  void aWrapGoesOnCounting() {
    assertEquals(WRAP - 10, connections(WRAP - 10, 1000));
    assertEquals(WRAP + 5, connections(5, 2000));
    assertEquals(WRAP + 6, connections(6, 2000));
    assertEquals(2 * WRAP + 1, connections(1, 3000));
  }

  @Test
  void aRestartCountsFromZero() {
    connections(WRAP - 10, 1000);
    connections(5, 2000);
    assertEquals(3, connections(3, 100), "zeroed: the bytes fell as well");
    assertEquals(4, connections(4, 200));
  }

  @Test
  void theNumbersOfNewerKernelsAreLeftAsTheyAre() {
    IpvsReading reading = reading(counters(7, 70, true));
    assertSame(reading, wide.widen(reading));
  }
}

package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.ServiceRates;
import org.junit.jupiter.api.Test;

class RateEstimatorTest {
  private static final Endpoint SERVER = Endpoint.parse("10.0.0.2:80").orElseThrow();
  private static final ServiceKey SERVICE =
      new ServiceKey.Address(Protocol.TCP, Endpoint.parse("10.0.0.1:80").orElseThrow());

  private final RateEstimator estimator = new RateEstimator();

  private ServiceRates read(long connections) {
    return read(new Traffic(connections, 0, 0, 0, 0), 2);
  }

  private ServiceRates read(Traffic traffic, double seconds) {
    return estimator
        .next(
            Map.of(
                SERVICE,
                new ServiceCounters(traffic, Map.of(SERVER, new ServerCounters(traffic, 0, 0, 0)))),
            seconds)
        .get(SERVICE);
  }

  @Test
  void theFirstReadingHasNoRate() {
    assertEquals(0, read(1_000).rate().connections());
  }

  @Test
  void eachReadingMovesTheRateByAQuarter() {
    read(0);
    assertEquals(25, read(200).rate().connections(), 1e-9); // 100/s seen
    assertEquals(43.75, read(400).rate().connections(), 1e-9);
    assertEquals(43.75, read(487).serverRates().get(SERVER).connections(), 0.1);
  }

  @Test
  void aZeroedCounterCountsFromZero() {
    read(1_000);
    read(1_000);
    assertEquals(5, read(40).rate().connections(), 1e-9);
  }

  @Test
  void whatWasRemovedAndAddedCountsFromZeroInEveryCounter() {
    read(new Traffic(1_000, 5_000, 5_000, 10_000_000, 20_000_000), 2);
    ServiceRates rates = read(new Traffic(8, 80, 6_000, 800, 20_000_400), 2);
    assertEquals(1, rates.rate().connections(), 1e-9);
    assertEquals(10, rates.rate().inPackets(), 1e-9);
    assertEquals(750, rates.rate().outPackets(), 1e-9);
    assertEquals(100, rates.serverRates().get(SERVER).inBytes(), 1e-9);
    assertEquals(20_000_400 / 8.0, rates.rate().outBytes(), 1e-9);
  }

  @Test
  void aReadingThatComesLateIsNoBurst() {
    read(new Traffic(0, 0, 0, 0, 0), 2);
    assertEquals(25, read(new Traffic(400, 0, 0, 0, 0), 4).rate().connections(), 1e-9);
  }

  @Test
  void whatFallsSilentComesToRestAtZero() {
    read(0);
    read(10);
    ServiceRates rates = read(10);
    for (int i = 0; i < 40; i++) {
      rates = read(10);
    }
    assertEquals(0, rates.rate().connections());
  }
}

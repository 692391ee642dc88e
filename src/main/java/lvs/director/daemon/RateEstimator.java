package lvs.director.daemon;

import java.util.HashMap;
import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;

/**
 * Rates per second from counters read about every two seconds. Each new rate moves the average by a
 * quarter of the way, as the kernel's estimator does (net/netfilter/ipvs/ip_vs_est.c).
 *
 * <p>Where one counter of a service or server went backwards, all of them began anew: they were
 * zeroed, or somebody removed and added it. They count from zero then. So does one that wrapped, as
 * those of 32 bits in old kernels do: nothing tells it from a restart, and a rate that is too low
 * for one reading is better than one that is too high by far.
 */
final class RateEstimator {
  private static final double WEIGHT = 0.25;

  private Map<ServiceKey, ServiceRates> last = Map.of();

  /**
   * @param seconds since the reading before
   */
  Map<ServiceKey, ServiceRates> next(Map<ServiceKey, ServiceCounters> counters, double seconds) {
    Map<ServiceKey, ServiceRates> rates = HashMap.newHashMap(counters.size());
    counters.forEach((key, now) -> rates.put(key, next(last.get(key), now, seconds)));
    last = Map.copyOf(rates);
    return last;
  }

  private static ServiceRates next(ServiceRates before, ServiceCounters now, double seconds) {
    if (before == null) {
      return new ServiceRates(now, Rate.ZERO, Map.of());
    }
    Map<Endpoint, Rate> servers = HashMap.newHashMap(now.servers().size());
    now.servers()
        .forEach(
            (endpoint, server) -> {
              ServerCounters old = before.counters().servers().get(endpoint);
              if (old != null) {
                Rate rate = before.serverRates().getOrDefault(endpoint, Rate.ZERO);
                servers.put(endpoint, next(rate, old.traffic(), server.traffic(), seconds));
              }
            });
    Rate total = next(before.rate(), before.counters().total(), now.total(), seconds);
    return new ServiceRates(now, total, servers);
  }

  private static Rate next(Rate rate, Traffic before, Traffic now, double seconds) {
    if (rate.equals(Rate.ZERO) && before.equals(now)) {
      return Rate.ZERO;
    }
    Traffic from = beganAnew(before, now) ? Traffic.ZERO : before;
    return new Rate(
        next(rate.connections(), now.connections() - from.connections(), seconds),
        next(rate.inPackets(), now.inPackets() - from.inPackets(), seconds),
        next(rate.outPackets(), now.outPackets() - from.outPackets(), seconds),
        next(rate.inBytes(), now.inBytes() - from.inBytes(), seconds),
        next(rate.outBytes(), now.outBytes() - from.outBytes(), seconds));
  }

  private static boolean beganAnew(Traffic before, Traffic now) {
    return now.connections() < before.connections()
        || now.inPackets() < before.inPackets()
        || now.outPackets() < before.outPackets()
        || now.inBytes() < before.inBytes()
        || now.outBytes() < before.outBytes();
  }

  private static double next(double rate, long passed, double seconds) {
    double moved = rate + WEIGHT * (passed / seconds - rate);
    return moved < 0.01 ? 0 : moved;
  }
}

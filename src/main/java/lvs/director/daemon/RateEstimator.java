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
 * Rates per second from counters read every two seconds. Each new rate moves the average by a
 * quarter of the way, as the kernel's estimator does (net/netfilter/ipvs/ip_vs_est.c). A counter
 * that went backwards was zeroed: it counts from zero.
 */
final class RateEstimator {
  private static final double SECONDS = PlaneLoop.TICK_NANOS / 1e9;
  private static final double WEIGHT = 0.25;

  private Map<ServiceKey, ServiceRates> last = Map.of();

  Map<ServiceKey, ServiceRates> next(Map<ServiceKey, ServiceCounters> counters) {
    Map<ServiceKey, ServiceRates> rates = HashMap.newHashMap(counters.size());
    counters.forEach((key, now) -> rates.put(key, next(last.get(key), now)));
    last = Map.copyOf(rates);
    return last;
  }

  private static ServiceRates next(ServiceRates before, ServiceCounters now) {
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
                servers.put(endpoint, next(rate, old.traffic(), server.traffic()));
              }
            });
    Rate total = next(before.rate(), before.counters().total(), now.total());
    return new ServiceRates(now, total, servers);
  }

  private static Rate next(Rate rate, Traffic before, Traffic now) {
    if (rate.equals(Rate.ZERO) && before.equals(now)) {
      return Rate.ZERO;
    }
    return new Rate(
        next(rate.connections(), before.connections(), now.connections()),
        next(rate.inPackets(), before.inPackets(), now.inPackets()),
        next(rate.outPackets(), before.outPackets(), now.outPackets()),
        next(rate.inBytes(), before.inBytes(), now.inBytes()),
        next(rate.outBytes(), before.outBytes(), now.outBytes()));
  }

  private static double next(double rate, long before, long now) {
    long passed = now >= before ? now - before : now;
    double moved = rate + WEIGHT * (passed / SECONDS - rate);
    return moved < 0.01 ? 0 : moved;
  }
}

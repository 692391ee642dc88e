package lvs.director.port;

import java.util.List;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;

/**
 * Traffic over all table entries of one virtual service: a group of ten addresses is ten entries.
 *
 * @param active established connections
 * @param inactive connections that have ended or not begun, still remembered
 * @param persistent persistence templates
 */
public record TrafficSum(Traffic traffic, Rate rate, long active, long inactive, long persistent) {
  private static final TrafficSum NONE = new TrafficSum(Traffic.ZERO, Rate.ZERO, 0, 0, 0);
  private static final ServerCounters IDLE = new ServerCounters(Traffic.ZERO, 0, 0, 0);

  /** All entries of a virtual service; zeros where the plane has none. */
  public static TrafficSum ofService(Director director, List<ServiceKey> keys) {
    TrafficSum sum = NONE;
    for (ServiceKey key : keys) {
      sum = sum.plus(service(director.traffic().get(key)));
    }
    return sum;
  }

  /** One real server in all entries of its virtual service; zeros where the plane has none. */
  public static TrafficSum ofServer(Director director, List<ServiceKey> keys, Endpoint server) {
    TrafficSum sum = NONE; // without a stream: a scrape of 37,205 servers asks 300,000 times
    for (ServiceKey key : keys) {
      sum = sum.plus(server(director.traffic().get(key), server));
    }
    return sum;
  }

  private static TrafficSum service(ServiceRates rates) {
    if (rates == null) {
      return NONE;
    }
    long active = 0;
    long inactive = 0;
    long persistent = 0;
    for (ServerCounters server : rates.counters().servers().values()) {
      active += server.active();
      inactive += server.inactive();
      persistent += server.persistent();
    }
    return new TrafficSum(rates.counters().total(), rates.rate(), active, inactive, persistent);
  }

  private static TrafficSum server(ServiceRates rates, Endpoint server) {
    if (rates == null) {
      return NONE;
    }
    ServerCounters counters = rates.counters().servers().getOrDefault(server, IDLE);
    return new TrafficSum(
        counters.traffic(),
        rates.serverRates().getOrDefault(server, Rate.ZERO),
        counters.active(),
        counters.inactive(),
        counters.persistent());
  }

  private TrafficSum plus(TrafficSum other) {
    if (this == NONE || other == NONE) {
      return this == NONE ? other : this;
    }
    return new TrafficSum(
        plus(traffic, other.traffic),
        plus(rate, other.rate),
        active + other.active,
        inactive + other.inactive,
        persistent + other.persistent);
  }

  private static Traffic plus(Traffic one, Traffic two) {
    return new Traffic(
        one.connections() + two.connections(),
        one.inPackets() + two.inPackets(),
        one.outPackets() + two.outPackets(),
        one.inBytes() + two.inBytes(),
        one.outBytes() + two.outBytes());
  }

  private static Rate plus(Rate one, Rate two) {
    return new Rate(
        one.connections() + two.connections(),
        one.inPackets() + two.inPackets(),
        one.outPackets() + two.outPackets(),
        one.inBytes() + two.inBytes(),
        one.outBytes() + two.outBytes());
  }
}

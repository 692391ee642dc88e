package lvs.director.ipvs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.model.ServiceKey;

/**
 * Makes 64 bits of the 32 that kernels before 4.1 count connections and packets with, from one
 * reading to the next. A wrap goes on counting. A restart (zeroed, or deleted and added again)
 * starts from zero: then the bytes, which always had 64 bits, fell as well.
 */
public final class WideCounters {
  private static final long WRAP = 1L << 32;

  private record Whose(ServiceKey key, Optional<Endpoint> server) {}

  private Map<Whose, IpvsCounters> last = Map.of();
  private Map<Whose, IpvsCounters> now = new HashMap<>();

  /** The same reading with wide counters; readings of newer kernels are returned as they are. */
  public IpvsReading widen(IpvsReading reading) {
    boolean wide = reading.services().stream().allMatch(service -> service.counters().wide());
    if (wide) {
      last = Map.of();
      return reading;
    }
    now = HashMap.newHashMap(last.size());
    List<ServiceReading> services = new ArrayList<>(reading.services().size());
    reading.services().forEach(each -> services.add(widen(each)));
    last = now;
    return new IpvsReading(services);
  }

  private ServiceReading widen(ServiceReading reading) {
    ServiceKey key = reading.service().key();
    return new ServiceReading(
        reading.service(),
        widen(new Whose(key, Optional.empty()), reading.counters()),
        reading.servers().stream().map(each -> widen(key, each)).toList());
  }

  private ServerReading widen(ServiceKey key, ServerReading reading) {
    Whose whose = new Whose(key, Optional.of(reading.server().endpoint()));
    return new ServerReading(
        reading.server(),
        reading.active(),
        reading.inactive(),
        reading.persistent(),
        widen(whose, reading.counters()));
  }

  private IpvsCounters widen(Whose whose, IpvsCounters raw) {
    IpvsCounters before = last.getOrDefault(whose, IpvsCounters.ZERO);
    boolean restarted = raw.inBytes() < before.inBytes() || raw.outBytes() < before.outBytes();
    IpvsCounters base = restarted ? IpvsCounters.ZERO : before;
    IpvsCounters widened =
        new IpvsCounters(
            widen(base.connections(), raw.connections()),
            widen(base.inPackets(), raw.inPackets()),
            widen(base.outPackets(), raw.outPackets()),
            raw.inBytes(),
            raw.outBytes(),
            raw.connectionsPerSecond(),
            raw.inPacketsPerSecond(),
            raw.outPacketsPerSecond(),
            raw.inBytesPerSecond(),
            raw.outBytesPerSecond(),
            true);
    now.put(whose, widened);
    return widened;
  }

  /** The smallest number that is not less than before and has these lower 32 bits. */
  private static long widen(long before, long raw) {
    long same = before & ~(WRAP - 1) | raw & (WRAP - 1);
    return same >= before ? same : same + WRAP;
  }
}

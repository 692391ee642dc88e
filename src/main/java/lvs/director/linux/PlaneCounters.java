package lvs.director.linux;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsCounters;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.ipvs.WantedRow;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;

/** The kernel's counters under the names that the configuration has for services and servers. */
final class PlaneCounters {
  private PlaneCounters() {}

  /** Of those that were read. */
  static Map<ServiceKey, ServiceCounters> of(
      ServiceTable ours, Map<ServiceKey, ServiceReading> readings) {
    Map<ServiceKey, ServiceCounters> counters = new LinkedHashMap<>();
    for (ServiceTable.Service service : ours.services().values()) {
      ServiceReading reading = readings.get(service.key());
      if (reading != null) {
        Traffic total = traffic(reading.counters());
        counters.put(service.key(), new ServiceCounters(total, servers(service, reading)));
      }
    }
    return counters;
  }

  private static Map<Endpoint, ServerCounters> servers(
      ServiceTable.Service service, ServiceReading reading) {
    Map<Endpoint, ServerReading> read = HashMap.newHashMap(reading.servers().size());
    reading.servers().forEach(each -> read.put(each.server().endpoint(), each));
    Map<Endpoint, ServerCounters> counters = new LinkedHashMap<>();
    for (ServiceTable.Server server : service.servers().values()) {
      ServerReading found = read.get(WantedRow.endpoint(service.key(), server));
      if (found != null) {
        counters.put(server.endpoint(), counters(found));
      }
    }
    return counters;
  }

  private static ServerCounters counters(ServerReading reading) {
    return new ServerCounters(
        traffic(reading.counters()), reading.active(), reading.inactive(), reading.persistent());
  }

  private static Traffic traffic(IpvsCounters counters) {
    return new Traffic(
        counters.connections(),
        counters.inPackets(),
        counters.outPackets(),
        counters.inBytes(),
        counters.outBytes());
  }
}

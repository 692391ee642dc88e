package lvs.director.ipvs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;

/** The table with its counters as it was read, in the kernel's order. */
public record IpvsReading(List<ServiceReading> services) {
  public static final IpvsReading EMPTY = new IpvsReading(List.of());

  /** One service, with its servers in the kernel's order: the newest first. */
  public record ServiceReading(
      IpvsService service, IpvsCounters counters, List<ServerReading> servers) {}

  /**
   * @param active established connections
   * @param inactive connections that have ended or not begun, still remembered
   * @param persistent persistence templates
   */
  public record ServerReading(
      IpvsServer server, long active, long inactive, long persistent, IpvsCounters counters) {}

  /** Without the counters. */
  public IpvsTable table() {
    SequencedMap<ServiceKey, IpvsTable.Row> rows = new LinkedHashMap<>();
    for (ServiceReading reading : services) {
      SequencedMap<Endpoint, IpvsServer> servers = new LinkedHashMap<>();
      reading.servers.forEach(each -> servers.put(each.server.endpoint(), each.server));
      rows.put(reading.service.key(), new IpvsTable.Row(reading.service, servers));
    }
    return new IpvsTable(rows);
  }
}

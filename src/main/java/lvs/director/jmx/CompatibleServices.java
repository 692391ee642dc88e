package lvs.director.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.jmx.CompatibleTable.Column;
import lvs.director.jmx.CompatibleTable.Row;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director;
import lvs.director.port.Director.ServiceRates;

/**
 * The table of services under the names of node_exporter's collector ipvs and of
 * gen2brain/keepalived_exporter. As there, what is not in the table has no lines.
 */
final class CompatibleServices {
  private static final ServerCounters IDLE = new ServerCounters(Traffic.ZERO, 0, 0, 0);
  private static final ServiceCounters NONE = new ServiceCounters(Traffic.ZERO, Map.of());

  static final List<CompatibleTable> TABLES =
      List.of(
          new CompatibleTable(
              "Totals",
              "Sums over all services, as node_exporter has them.",
              List.of(),
              List.of(
                  new Column("node_ipvs_connections_total", "counter", "Connections."),
                  new Column("node_ipvs_incoming_packets_total", "counter", "Packets in."),
                  new Column("node_ipvs_outgoing_packets_total", "counter", "Packets out."),
                  new Column("node_ipvs_incoming_bytes_total", "counter", "Bytes in."),
                  new Column("node_ipvs_outgoing_bytes_total", "counter", "Bytes out.")),
              CompatibleServices::totals),
          new CompatibleTable(
              "Backends",
              "Real servers in the table, as node_exporter has them.",
              List.of(
                  "local_address",
                  "local_mark",
                  "local_port",
                  "proto",
                  "remote_address",
                  "remote_port"),
              List.of(
                  new Column("node_ipvs_backend_connections_active", "gauge", "Established."),
                  new Column("node_ipvs_backend_connections_inactive", "gauge", "Others."),
                  new Column("node_ipvs_backend_weight", "gauge", "Weight.")),
              CompatibleServices::backends),
          new CompatibleTable(
              "Services",
              "Virtual services in the table, as gen2brain/keepalived_exporter has them.",
              List.of("addr", "proto"),
              traffic("keepalived_lvs_vip_"),
              CompatibleServices::services),
          new CompatibleTable(
              "Servers",
              "Real servers in the table, as gen2brain/keepalived_exporter has them.",
              List.of("addr", "proto", "vip"),
              traffic("keepalived_lvs_rs_"),
              CompatibleServices::servers));

  private CompatibleServices() {}

  private static List<Column> traffic(String prefix) {
    return List.of(
        new Column(prefix + "in_packets", "untyped", "Packets in."),
        new Column(prefix + "out_packets", "untyped", "Packets out."),
        new Column(prefix + "in_bytes", "untyped", "Bytes in."),
        new Column(prefix + "out_bytes", "untyped", "Bytes out."),
        new Column(prefix + "conn", "untyped", "Connections."));
  }

  private static Row row(List<String> labels, Traffic traffic) {
    return new Row(
        labels,
        traffic.inPackets(),
        traffic.outPackets(),
        traffic.inBytes(),
        traffic.outBytes(),
        traffic.connections());
  }

  private static List<Row> totals(Director director) {
    double[] sums = new double[5];
    for (ServiceRates each : director.traffic().values()) {
      Traffic traffic = each.counters().total();
      sums[0] += traffic.connections();
      sums[1] += traffic.inPackets();
      sums[2] += traffic.outPackets();
      sums[3] += traffic.inBytes();
      sums[4] += traffic.outBytes();
    }
    return List.of(new Row(List.of(), sums));
  }

  private static ServiceCounters counters(Director director, ServiceKey key) {
    ServiceRates rates = director.traffic().get(key);
    return rates == null ? NONE : rates.counters();
  }

  private static List<Row> backends(Director director) {
    List<Row> rows = new ArrayList<>();
    for (ServiceTable.Service service : director.have().services().values()) {
      ServiceCounters counters = counters(director, service.key());
      for (ServiceTable.Server server : service.servers().values()) {
        ServerCounters counted = counters.servers().getOrDefault(server.endpoint(), IDLE);
        rows.add(
            new Row(
                labels(service.key(), server.endpoint()),
                counted.active(),
                counted.inactive(),
                server.weight()));
      }
    }
    return rows;
  }

  private static List<String> labels(ServiceKey key, Endpoint server) {
    String port = Integer.toString(server.port());
    return switch (key) {
      case ServiceKey.Address(Protocol protocol, Endpoint local) ->
          List.of(
              local.host(),
              "",
              Integer.toString(local.port()),
              protocol.name(),
              server.host(),
              port);
      case ServiceKey.Mark mark ->
          List.of("", "%08X".formatted(mark.mark()), "0", "FWM", server.host(), port);
    };
  }

  private static List<Row> services(Director director) {
    return director.have().services().keySet().stream()
        .map(key -> row(List.of(text(key), number(key)), counters(director, key).total()))
        .toList();
  }

  private static List<Row> servers(Director director) {
    List<Row> rows = new ArrayList<>();
    for (ServiceTable.Service service : director.have().services().values()) {
      ServiceCounters counters = counters(director, service.key());
      String vip = text(service.key());
      String number = number(service.key());
      for (Endpoint server : service.servers().keySet()) {
        Traffic traffic = counters.servers().getOrDefault(server, IDLE).traffic();
        rows.add(row(List.of(text(server), number, vip), traffic));
      }
    }
    return rows;
  }

  /** A firewall mark has no address; the exporter could not tell two of them apart. */
  private static String text(ServiceKey key) {
    return key instanceof ServiceKey.Address address ? text(address.endpoint()) : key.toString();
  }

  /** Without brackets around an IPv6 address, as there. */
  private static String text(Endpoint endpoint) {
    return endpoint.host() + ":" + endpoint.port();
  }

  /** As the IP header has it; 0 for a firewall mark. */
  private static String number(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address(Protocol protocol, _) ->
          switch (protocol) {
            case TCP -> "6";
            case UDP -> "17";
            case SCTP -> "132";
          };
      case ServiceKey.Mark _ -> "0";
    };
  }
}

package lvs.director.ipvs;

import java.util.List;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.ListedService.ListedServer;
import lvs.director.model.AddressFamily;
import lvs.director.model.Forwarding.Tunnel;
import lvs.director.model.Protocol;
import lvs.director.model.ServiceKey;

/**
 * Prints the table in the columns of {@code ipvsadm -L}, byte for byte, blanks at line ends
 * included: scripts of twenty years cut these columns. Two things differ where ipvsadm is wrong: a
 * firewall mark above 2147483647 is the number that it is, not a negative one, and the third flag
 * of the schedulers sh and mh has its name.
 */
public final class TableText {
  private static final String SERVICE_TITLE = "Prot LocalAddress:Port";
  private static final String SERVER_TITLE = "  -> RemoteAddress:Port";
  private static final int NAME_WIDTH = 33;

  /** Also where names of IPv4 machines are cut, but not those of IPv6 machines. */
  private static final int SERVER_WIDTH = 28;

  private final ListView view;
  private final ListStyle style;
  private final EndpointText endpoints;
  private final TextColumns text = new TextColumns();

  private TableText(ListView view, ListStyle style) {
    this.view = view;
    this.style = style;
    this.endpoints = new EndpointText(style.names());
  }

  /** All of it, in the order in which it is given ({@link TableOrder} has ipvsadm's). */
  public static String print(ListView view, List<ListedService> services, ListStyle style) {
    TableText table = new TableText(view, style);
    table.title();
    services.forEach(table::service);
    return table.text.toString();
  }

  /** The first line. */
  static String banner(IpvsInfo info) {
    return "IP Virtual Server version %s (size=%d)\n"
        .formatted(info.version(), info.connectionTableSize());
  }

  private void title() {
    style.banner().ifPresent(info -> text.add(banner(info)));
    switch (view) {
      case TABLE -> servers(" Scheduler Flags\n", "           Forward Weight ActiveConn InActConn");
      case TUNNELS ->
          servers(
              " Scheduler Flags\n", "           Forward TunnelInfo    Weight ActiveConn InActConn");
      case STATS -> right("Conns", "InPkts", "OutPkts", "InBytes", "OutBytes");
      case RATE -> right("CPS", "InPPS", "OutPPS", "InBPS", "OutBPS");
      case THRESHOLDS -> left(10, "Uthreshold", "Lthreshold", "ActiveConn", "InActConn");
      case PERSISTENT_CONNECTIONS ->
          servers(
              " ".repeat(NAME_WIDTH - SERVICE_TITLE.length())
                  + " Weight    PersistConn ActiveConn InActConn \n",
              "");
    }
  }

  private void servers(String behindService, String behindServer) {
    text.add(SERVICE_TITLE).add(behindService).add(SERVER_TITLE).add(behindServer).add("\n");
  }

  private void right(String... titles) {
    text.left(SERVICE_TITLE, NAME_WIDTH);
    for (String title : titles) {
      text.right(title, ScaledNumber.WIDTH);
    }
    text.add("\n").add(SERVER_TITLE).add("\n");
  }

  private void left(int width, String... titles) {
    text.left(SERVICE_TITLE, NAME_WIDTH);
    for (String title : titles) {
      text.add(" ").left(title, width);
    }
    text.add("\n").add(SERVER_TITLE).add("\n");
  }

  private void service(ListedService service) {
    String name = name(service.service().key());
    switch (view) {
      case STATS -> {
        text.left(name, NAME_WIDTH);
        totals(service.counters());
      }
      case RATE -> {
        text.left(name, NAME_WIDTH);
        rates(service.counters());
      }
      case TABLE, TUNNELS, THRESHOLDS, PERSISTENT_CONNECTIONS ->
          text.add(name).add(" ").add(ServiceText.listed(service.service()));
    }
    text.add("\n");
    Optional<Protocol> protocol = EndpointText.protocol(service.service().key());
    service.servers().forEach(server -> server(server, protocol));
  }

  private void server(ListedServer listed, Optional<Protocol> protocol) {
    ServerReading reading = listed.reading();
    IpvsServer server = reading.server();
    text.add("  -> ").left(cut(server.endpoint(), protocol), SERVER_WIDTH);
    switch (view) {
      case TABLE -> {
        column(listed.forwarding(), 7);
        column(server.weight(), 6);
        connections(reading);
      }
      case TUNNELS -> {
        column(listed.forwarding(), 7);
        column(tunnel(server), 13);
        column(server.weight(), 6);
        connections(reading);
      }
      case STATS -> totals(reading.counters());
      case RATE -> serverRates(reading.counters());
      case THRESHOLDS -> {
        column(Integer.toUnsignedLong(server.upperThreshold()), 10);
        column(Integer.toUnsignedLong(server.lowerThreshold()), 10);
        connections(reading);
      }
      case PERSISTENT_CONNECTIONS -> {
        column(server.weight(), 9);
        column(reading.persistent(), 11);
        connections(reading);
      }
    }
    text.add("\n");
  }

  private String name(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address(Protocol protocol, Endpoint endpoint) ->
          (protocol + " ".repeat(5)).substring(0, 5) + cut(endpoint, Optional.of(protocol));
      case ServiceKey.Mark(AddressFamily family, int mark) ->
          "FWM  " + Integer.toUnsignedString(mark) + (family == AddressFamily.IPV6 ? " IPv6" : "");
    };
  }

  private String cut(Endpoint endpoint, Optional<Protocol> protocol) {
    String whole = endpoints.of(endpoint, protocol);
    return endpoint.isIpv6() || whole.length() <= SERVER_WIDTH
        ? whole
        : whole.substring(0, SERVER_WIDTH);
  }

  /** {@code ipip}, {@code gre:+c}, {@code gue:6080:r+c}. */
  private static String tunnel(IpvsServer server) {
    if (server.forwarding() != IpvsForwarding.TUNNEL) {
      return "n/a";
    }
    Tunnel tunnel = server.tunnel();
    String checksum =
        switch (tunnel.checksum()) {
          case NOCSUM -> "-c";
          case CSUM -> "+c";
          case REMCSUM -> "r+c";
        };
    return switch (tunnel.type()) {
      case IPIP -> "ipip";
      case GRE -> "gre:" + checksum;
      case GUE -> "gue:" + tunnel.port() + ":" + checksum;
    };
  }

  private void connections(ServerReading reading) {
    column(reading.active(), 10);
    column(reading.inactive(), 10);
  }

  private void totals(IpvsCounters counters) {
    scaled(counters.connections());
    scaled(counters.inPackets());
    scaled(counters.outPackets());
    scaled(counters.inBytes());
    scaled(counters.outBytes());
  }

  private void rates(IpvsCounters counters) {
    scaled(counters.connectionsPerSecond());
    scaled(counters.inPacketsPerSecond());
    scaled(counters.outPacketsPerSecond());
    scaled(counters.inBytesPerSecond());
    scaled(counters.outBytesPerSecond());
  }

  /** The first three of a server are never scaled, those of a service are: ipvsadm does so. */
  private void serverRates(IpvsCounters counters) {
    plain(counters.connectionsPerSecond());
    plain(counters.inPacketsPerSecond());
    plain(counters.outPacketsPerSecond());
    scaled(counters.inBytesPerSecond());
    scaled(counters.outBytesPerSecond());
  }

  private void plain(long number) {
    text.add(" ").right(Long.toUnsignedString(number), ScaledNumber.WIDTH - 1);
  }

  private void scaled(long number) {
    text.add(ScaledNumber.print(number, style.exact()));
  }

  private void column(long number, int width) {
    column(Long.toString(number), width);
  }

  private void column(String value, int width) {
    text.add(" ").left(value, width);
  }
}

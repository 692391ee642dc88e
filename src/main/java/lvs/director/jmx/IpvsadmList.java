package lvs.director.jmx;

import java.util.Comparator;
import java.util.Map;
import lvs.director.base.Endpoint;
import lvs.director.model.ServiceKey;
import lvs.director.model.ServiceTable;
import lvs.director.model.ServiceTable.Server;
import lvs.director.model.ServiceTable.Service;
import lvs.director.port.DataPlane.ServerCounters;
import lvs.director.port.DataPlane.ServiceCounters;
import lvs.director.port.DataPlane.Traffic;
import lvs.director.port.Director.Rate;
import lvs.director.port.Director.ServiceRates;

/**
 * Prints the table in the columns of {@code ipvsadm -Ln}, byte for byte, blanks at line ends
 * included: scripts of twenty years cut these columns.
 */
public final class IpvsadmList {
  /** The version of the kernel interface whose columns these are; size is IPVS's default. */
  private static final String BANNER = "IP Virtual Server version 1.2.1 (size=4096)\n";

  private static final String SERVICE_TITLE = "Prot LocalAddress:Port";
  private static final String SERVER_TITLE = "  -> RemoteAddress:Port";
  private static final int NAME_WIDTH = 33;
  private static final ServiceRates SILENT =
      new ServiceRates(new ServiceCounters(Traffic.ZERO, Map.of()), Rate.ZERO, Map.of());
  private static final ServerCounters IDLE = new ServerCounters(Traffic.ZERO, 0, 0, 0);

  private final ListView view;
  private final StringBuilder text = new StringBuilder();

  private IpvsadmList(ListView view) {
    this.view = view;
  }

  /**
   * @param traffic counters and rates; a service without an entry has had none
   */
  public static String print(
      ListView view, ServiceTable table, Map<ServiceKey, ServiceRates> traffic) {
    IpvsadmList list = new IpvsadmList(view);
    list.title();
    for (Service service : table.sorted()) {
      list.service(service, traffic.getOrDefault(service.key(), SILENT));
    }
    return list.text.toString();
  }

  private void title() {
    text.append(BANNER);
    switch (view) {
      case TABLE -> {
        text.append(SERVICE_TITLE).append(" Scheduler Flags\n");
        text.append(SERVER_TITLE).append("           Forward Weight ActiveConn InActConn\n");
      }
      case STATS -> right(8, "Conns", "InPkts", "OutPkts", "InBytes", "OutBytes");
      case RATE -> right(8, "CPS", "InPPS", "OutPPS", "InBPS", "OutBPS");
      case THRESHOLDS -> left("Uthreshold", "Lthreshold", "ActiveConn", "InActConn");
      case PERSISTENT_CONNECTIONS -> {
        pad(SERVICE_TITLE, NAME_WIDTH);
        text.append(" Weight    PersistConn ActiveConn InActConn \n");
        text.append(SERVER_TITLE).append('\n');
      }
    }
  }

  private void right(int width, String... titles) {
    pad(SERVICE_TITLE, NAME_WIDTH);
    for (String title : titles) {
      text.append(' ').repeat(' ', width - title.length()).append(title);
    }
    text.append('\n').append(SERVER_TITLE).append('\n');
  }

  private void left(String... titles) {
    pad(SERVICE_TITLE, NAME_WIDTH);
    for (String title : titles) {
      text.append(' ');
      pad(title, 10);
    }
    text.append('\n').append(SERVER_TITLE).append('\n');
  }

  private void service(Service service, ServiceRates rates) {
    String name = name(service.key());
    switch (view) {
      case STATS -> {
        pad(name, NAME_WIDTH);
        traffic(rates.counters().total());
      }
      case RATE -> {
        pad(name, NAME_WIDTH);
        scaled(rates.rate().connections());
        scaled(rates.rate().inPackets());
        scaled(rates.rate().outPackets());
        scaled(rates.rate().inBytes());
        scaled(rates.rate().outBytes());
      }
      case TABLE, THRESHOLDS, PERSISTENT_CONNECTIONS ->
          text.append(name).append(' ').append(SchedulerFlags.print(service));
    }
    text.append('\n');
    service.servers().values().stream()
        .sorted(Comparator.comparing(Server::endpoint))
        .forEach(server -> server(server, rates));
  }

  private void server(Server server, ServiceRates rates) {
    Endpoint endpoint = server.endpoint();
    ServerCounters counters = rates.counters().servers().getOrDefault(endpoint, IDLE);
    text.append("  -> ");
    pad(endpoint.toString(), 28);
    switch (view) {
      case TABLE -> {
        column(server.forwarding().method().ipvsadmName(), 7);
        column(server.weight(), 6);
        connections(counters);
      }
      case STATS -> traffic(counters.traffic());
      case RATE -> rate(rates.serverRates().getOrDefault(endpoint, Rate.ZERO));
      case THRESHOLDS -> {
        column(server.upperThreshold(), 10);
        column(server.lowerThreshold(), 10);
        connections(counters);
      }
      case PERSISTENT_CONNECTIONS -> {
        column(server.weight(), 9);
        column(counters.persistent(), 11);
        connections(counters);
      }
    }
    text.append('\n');
  }

  private static String name(ServiceKey key) {
    return switch (key) {
      case ServiceKey.Address address ->
          (address.protocol() + " ".repeat(5)).substring(0, 5) + address.endpoint();
      case ServiceKey.Mark mark -> mark.toString().replaceFirst("^FWM ", "FWM  ");
    };
  }

  private void connections(ServerCounters counters) {
    column(counters.active(), 10);
    column(counters.inactive(), 10);
  }

  private void traffic(Traffic traffic) {
    scaled(traffic.connections());
    scaled(traffic.inPackets());
    scaled(traffic.outPackets());
    scaled(traffic.inBytes());
    scaled(traffic.outBytes());
  }

  /** The first three of a server are never scaled, those of a service are: ipvsadm does so. */
  private void rate(Rate rate) {
    plain(Math.round(rate.connections()));
    plain(Math.round(rate.inPackets()));
    plain(Math.round(rate.outPackets()));
    scaled(rate.inBytes());
    scaled(rate.outBytes());
  }

  private void plain(long number) {
    text.append(' ');
    padLeft(Long.toString(number), 8);
  }

  private void scaled(double number) {
    scaled(Math.round(number));
  }

  /** Nine columns: whole below 10^8, else in thousands, millions, … without rounding. */
  private void scaled(long number) {
    if (number < 100_000_000L) {
      padLeft(Long.toString(number), 9);
    } else if (number < 1_000_000_000L) {
      padLeft(number / 1_000L + "K", 9);
    } else if (number < 100_000_000_000L) {
      padLeft(number / 1_000_000L + "M", 9);
    } else if (number < 100_000_000_000_000L) {
      padLeft(number / 1_000_000_000L + "G", 9);
    } else {
      padLeft(number / 1_000_000_000_000L + "T", 9);
    }
  }

  private void column(long number, int width) {
    column(Long.toString(number), width);
  }

  private void column(String value, int width) {
    text.append(' ');
    pad(value, width);
  }

  private void pad(String value, int width) {
    text.append(value).repeat(' ', Math.max(0, width - value.length()));
  }

  private void padLeft(String value, int width) {
    text.repeat(' ', Math.max(0, width - value.length())).append(value);
  }
}

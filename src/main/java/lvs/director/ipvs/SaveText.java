package lvs.director.ipvs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lvs.director.base.Endpoint;
import lvs.director.ipvs.IpvsReading.ServerReading;
import lvs.director.ipvs.IpvsReading.ServiceReading;
import lvs.director.model.Forwarding.Tunnel;

/**
 * Prints the table as {@code ipvsadm -S} does: one command a line, for {@code ipvsadm -R}. That
 * text has no thresholds, timeouts and synchronisation daemons; the complete one has them, and
 * {@code ipvsadm -R} reads it as well. Names are never cut, unlike ipvsadm's.
 */
public final class SaveText {
  private final EndpointText endpoints;
  private final boolean complete;
  private final TextColumns text = new TextColumns();

  private SaveText(Names names, boolean complete) {
    this.endpoints = new EndpointText(names);
    this.complete = complete;
  }

  /** What {@code ipvsadm -S} prints, in the order in which it is given. */
  public static String print(IpvsReading table, Names names) {
    return new SaveText(names, false).table(table).text.toString();
  }

  /** The whole state. Daemons come last: the kernel refuses some servers while one runs. */
  public static String printComplete(
      IpvsReading table, IpvsTimeouts timeouts, List<IpvsDaemon> daemons, Names names) {
    SaveText save = new SaveText(names, true);
    save.text.add("--set %d %d %d\n".formatted(timeouts.tcp(), timeouts.tcpFin(), timeouts.udp()));
    save.table(table);
    daemons.forEach(daemon -> save.text.add(DaemonText.options(daemon)).add("\n"));
    return save.text.toString();
  }

  private SaveText table(IpvsReading table) {
    table.services().forEach(this::service);
    return this;
  }

  private void service(ServiceReading reading) {
    IpvsService service = reading.service();
    String key = endpoints.option(service.key());
    text.add("-A ").add(key).add(" ").add(ServiceText.options(service)).add("\n");
    reading.servers().forEach(each -> server(service, key, each));
  }

  private void server(IpvsService service, String key, ServerReading reading) {
    IpvsServer server = reading.server();
    Endpoint endpoint = server.endpoint();
    text.add("-a ")
        .add(key)
        .add(" -r ")
        .add(endpoints.of(endpoint, EndpointText.protocol(service.key())))
        .add(forwarding(server.forwarding()))
        .add(" -w " + server.weight());
    if (server.forwarding() == IpvsForwarding.TUNNEL) {
      text.add(tunnel(server.tunnel()));
    }
    if (complete) {
      text.add(threshold(" -x ", server.upperThreshold()))
          .add(threshold(" -y ", server.lowerThreshold()));
    }
    text.add("\n");
  }

  /** What the kernel decided itself (local, bypass) cannot be asked for. */
  private static String forwarding(IpvsForwarding forwarding) {
    return switch (forwarding) {
      case MASQUERADE -> " -m";
      case TUNNEL -> " -i";
      case DIRECT, LOCAL, BYPASS -> " -g";
    };
  }

  private static String tunnel(Tunnel tunnel) {
    String type = " --tun-type " + tunnel.type().name().toLowerCase(Locale.ROOT);
    String checksum = " --tun-" + tunnel.checksum().name().toLowerCase(Locale.ROOT);
    return switch (tunnel.type()) {
      case IPIP -> type;
      case GRE -> type + checksum;
      case GUE -> type + " --tun-port " + tunnel.port() + checksum;
    };
  }

  private static String threshold(String option, int threshold) {
    return Optional.of(threshold)
        .filter(set -> set != 0)
        .map(set -> option + Integer.toUnsignedString(set))
        .orElse("");
  }
}

package lvs.director.ipvs;

import java.util.Locale;
import java.util.Optional;
import lvs.director.base.Endpoint;

/** Timeouts and synchronisation daemons as ipvsadm writes them. */
public final class DaemonText {
  private DaemonText() {}

  /** The line of {@code ipvsadm -L --timeout}. */
  public static String timeouts(IpvsTimeouts timeouts) {
    return "Timeout (tcp tcpfin udp): %d %d %d\n"
        .formatted(timeouts.tcp(), timeouts.tcpFin(), timeouts.udp());
  }

  /** A line of {@code ipvsadm -L --daemon}; older kernels do not tell the last four. */
  public static String listed(IpvsDaemon daemon) {
    return role(daemon) + " sync daemon (" + settings(daemon) + ")\n";
  }

  /** {@code mcast=eth0, syncid=1, maxlen=1472, group=224.0.0.81, port=8848, ttl=1}. */
  public static String settings(IpvsDaemon daemon) {
    return "mcast="
        + daemon.device()
        + ", syncid="
        + daemon.syncId()
        + given(", maxlen=", daemon.maxLengthBytes())
        + group(", group=", daemon)
        + given(", port=", daemon.port())
        + given(", ttl=", daemon.ttl());
  }

  /** The options that start it again. */
  static String options(IpvsDaemon daemon) {
    return "--start-daemon "
        + role(daemon)
        + " --mcast-interface "
        + daemon.device()
        + " --syncid "
        + daemon.syncId()
        + given(" --sync-maxlen ", daemon.maxLengthBytes())
        + group(" --mcast-group ", daemon)
        + given(" --mcast-port ", daemon.port())
        + given(" --mcast-ttl ", daemon.ttl());
  }

  /** {@code master} or {@code backup}. */
  public static String role(IpvsDaemon daemon) {
    return daemon.role().name().toLowerCase(Locale.ROOT);
  }

  private static String group(String before, IpvsDaemon daemon) {
    return daemon.group().map(address -> before + Endpoint.text(address)).orElse("");
  }

  private static String given(String before, int number) {
    return Optional.of(number).filter(set -> set != 0).map(set -> before + set).orElse("");
  }
}

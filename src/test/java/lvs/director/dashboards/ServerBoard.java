package lvs.director.dashboards;

import static lvs.director.dashboards.Boards.all;
import static lvs.director.dashboards.Boards.rate;

/** One real server of one virtual service, with its checks. */
final class ServerBoard {
  private static final String CHOSEN = "service=\"$service\", server=\"$server\"";

  private ServerBoard() {}

  static Board board() {
    return Boards.of("lvs-server", "LVS real server", "One real server of one virtual service.")
        .one(
            "service",
            "Virtual service",
            "label_values(lvs_virtual_service_real_servers{cluster=~\"$cluster\"}, service)")
        .one(
            "server",
            "Real server",
            "label_values(lvs_real_server_up{service=\"$service\"}, server)")
        .row("Now", up(), standing(), weight(), active(), pace(), certificate())
        .row("Load", connections(), established(), traffic(), packets())
        .row("Health", checks(), history(), weightOverTime())
        .row("Checks", latency(), lateness(), failures());
  }

  private static String server(String metric) {
    return all("lvs_real_server_" + metric, CHOSEN);
  }

  private static String check(String metric) {
    return all("lvs_check_" + metric, CHOSEN);
  }

  private static Panel up() {
    return Panel.stat("Health", "none", "Up while every check passes, as each director sees it.")
        .ask("{{instance}}", server("up"))
        .upOrDown();
  }

  private static Panel standing() {
    return Panel.stat(
            "Wanted by the operator",
            "none",
            "In service, or drained (2) or disabled (1) by an operator.")
        .ask("{{instance}}", "2 * " + server("draining") + " + " + server("disabled"))
        .word(0, "enabled", "green")
        .word(1, "disabled", "orange")
        .word(2, "drains", "blue");
  }

  private static Panel weight() {
    return Panel.stat("Weight", "none", "In force; 0 takes no new connections.")
        .ask("{{instance}}", server("weight"));
  }

  private static Panel active() {
    return Panel.stat("Established", "none", "Connections that are established now.")
        .sparkline()
        .ask("{{instance}}", server("active_connections"));
  }

  private static Panel pace() {
    return Panel.stat("New a second", "cps", "Connections a second.")
        .sparkline()
        .ask("{{instance}}", rate(server("connections_total")));
  }

  private static Panel certificate() {
    return Panel.stat(
            "Certificate",
            "s",
            "Time until the certificate that a check saw expires; empty for checks without TLS.")
        .ask("{{check}} · {{instance}}", check("certificate_left_seconds"))
        .base("red")
        .from(2 * 86_400, "orange")
        .from(14 * 86_400, "green");
  }

  private static Panel connections() {
    return Panel.series("New connections", "cps", "Connections a second, by director.")
        .size(12, 8)
        .ask("{{instance}}", rate(server("connections_total")));
  }

  private static Panel established() {
    return Panel.series(
            "Connections",
            "none",
            "Established ones, others that are still remembered, and persistence templates.")
        .size(12, 8)
        .ask("{{instance}} established", server("active_connections"))
        .ask("{{instance}} others", server("inactive_connections"))
        .ask("{{instance}} persistence", server("persistent_connections"));
  }

  private static Panel traffic() {
    return Panel.series("Traffic", "Bps", "Bytes from and to clients.")
        .size(12, 8)
        .ask("{{instance}} in", rate(server("in_bytes_total")))
        .ask("{{instance}} out", rate(server("out_bytes_total")));
  }

  private static Panel packets() {
    return Panel.series("Packets", "pps", "Packets from and to clients.")
        .size(12, 8)
        .ask("{{instance}} in", rate(server("in_packets_total")))
        .ask("{{instance}} out", rate(server("out_packets_total")));
  }

  private static Panel checks() {
    return Panel.states("Checks", "Verdict of each check on each director.")
        .ask("{{check}} · {{instance}}", check("up"))
        .upOrDown();
  }

  private static Panel history() {
    return Panel.states(
            "In service", "Whether new connections go to it: up, in the table, weight above 0.")
        .size(6, 8)
        .ask("{{instance}}", server("in_service"))
        .word(0, "no", "orange")
        .word(1, "yes", "green");
  }

  private static Panel weightOverTime() {
    return Panel.series("Weight over time", "none", "In force, after checks and operators.")
        .size(6, 8)
        .stepped()
        .ask("{{instance}}", server("weight"));
  }

  private static Panel latency() {
    return Panel.series("How long checks take", "s", "The last run of each check.")
        .ask("{{check}} · {{instance}}", check("latency_seconds"));
  }

  private static Panel lateness() {
    return Panel.series("How late checks start", "s", "The last run of each check.")
        .ask("{{check}} · {{instance}}", check("lateness_seconds"));
  }

  private static Panel failures() {
    return Panel.series(
            "Failures in a row",
            "none",
            "Bad runs since the last good one; at the retry limit it is down.")
        .stepped()
        .ask("{{check}} · {{instance}}", check("failures_in_a_row"));
  }
}

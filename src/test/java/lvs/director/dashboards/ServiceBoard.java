package lvs.director.dashboards;

import static lvs.director.dashboards.Boards.all;
import static lvs.director.dashboards.Boards.rate;

/** One virtual service with its real servers. */
final class ServiceBoard {
  private static final String CHOSEN = "service=\"$service\"";

  private ServiceBoard() {}

  static Board board() {
    return Boards.of("lvs-service", "LVS service", "One virtual service and its real servers.")
        .one(
            "service",
            "Virtual service",
            "label_values(lvs_virtual_service_real_servers{cluster=~\"$cluster\"}, service)")
        .row("Now", quorum(), serversUp(), weight(), sorry(), active(), pace())
        .row("Load", connections(), established(), traffic(), packets())
        .row("Real servers", health(), servers(), byServer(), activeByServer())
        .row("Checks", latency(), failures(), transitions());
  }

  private static String service(String metric) {
    return all("lvs_virtual_service_" + metric, CHOSEN);
  }

  private static String server(String metric) {
    return all("lvs_real_server_" + metric, CHOSEN);
  }

  private static String byServer(String how, String what) {
    return how + " by (server) (" + what + ")";
  }

  private static Panel quorum() {
    return Panel.stat("Quorum", "none", "Whether enough weight is up, as each director sees it.")
        .ask("{{instance}}", service("quorum_up"))
        .word(0, "no quorum", "red")
        .word(1, "serves", "green");
  }

  private static Panel serversUp() {
    return Panel.stat("Real servers up", "percentunit", "As each director sees it.")
        .ask(
            "{{instance}}", service("real_servers_up") + " / (" + service("real_servers") + " > 0)")
        .base("red")
        .from(0.5, "orange")
        .from(0.99, "green");
  }

  private static Panel weight() {
    return Panel.stat("Weight up", "none", "Sum of the weights of real servers that are up.")
        .ask("{{instance}}", service("weight_up"))
        .ask("{{instance}} quorum", service("quorum"));
  }

  private static Panel sorry() {
    return Panel.stat("Sorry server", "none", "Whether it serves instead of the real servers.")
        .ask("{{instance}}", service("sorry_serving"))
        .word(0, "rests", "green")
        .word(1, "serves", "orange");
  }

  private static Panel active() {
    return Panel.stat("Established", "none", "Connections that are established now.")
        .sparkline()
        .ask("{{instance}}", service("active_connections"));
  }

  private static Panel pace() {
    return Panel.stat("New a second", "cps", "Connections a second.")
        .sparkline()
        .ask("{{instance}}", rate(service("connections_total")));
  }

  private static Panel connections() {
    return Panel.series("New connections", "cps", "Connections a second, by director.")
        .size(12, 8)
        .ask("{{instance}}", rate(service("connections_total")));
  }

  private static Panel established() {
    return Panel.series(
            "Connections", "none", "Established ones, and others that are still remembered.")
        .size(12, 8)
        .ask("{{instance}} established", service("active_connections"))
        .ask("{{instance}} others", service("inactive_connections"));
  }

  private static Panel traffic() {
    return Panel.series(
            "Traffic",
            "Bps",
            "Bytes from and to clients. With direct routing and tunnels, answers do not pass the"
                + " director.")
        .size(12, 8)
        .ask("{{instance}} in", rate(service("in_bytes_total")))
        .ask("{{instance}} out", rate(service("out_bytes_total")));
  }

  private static Panel packets() {
    return Panel.series("Packets", "pps", "Packets from and to clients.")
        .size(12, 8)
        .ask("{{instance}} in", rate(service("in_packets_total")))
        .ask("{{instance}} out", rate(service("out_packets_total")));
  }

  private static Panel health() {
    return Panel.states("Health of the real servers", "Up while every check passes.")
        .size(24, 8)
        .ask("{{server}} · {{instance}}", server("up"))
        .upOrDown();
  }

  private static Panel servers() {
    return Panel.table(
            "Real servers",
            "As the director that sees it worst sees it. A name opens the real server's board.")
        .ask("Up", byServer("min", server("up")))
        .ask("In service", byServer("min", server("in_service")))
        .ask("Weight", byServer("min", server("weight")))
        .ask("Draining", byServer("max", server("draining")))
        .ask("Disabled", byServer("max", server("disabled")))
        .ask("Established", byServer("sum", server("active_connections")))
        .ask("New a second", "cps", byServer("sum", rate(server("connections_total"))))
        .ask("Check takes", "s", byServer("max", all("lvs_check_latency_seconds", CHOSEN)))
        .upOrDown()
        .link(
            "/d/lvs-server?${__url_time_range}&var-service=${service}"
                + "&var-server=${__data.fields.server}");
  }

  private static Panel byServer() {
    return Panel.series("New connections by real server", "cps", "All directors together.")
        .size(12, 8)
        .stacked()
        .ask("{{server}}", byServer("sum", rate(server("connections_total"))));
  }

  private static Panel activeByServer() {
    return Panel.series("Established connections by real server", "none", "All directors together.")
        .size(12, 8)
        .stacked()
        .ask("{{server}}", byServer("sum", server("active_connections")));
  }

  private static Panel latency() {
    return Panel.series("How long checks take", "s", "The slowest check of each real server.")
        .ask("{{server}}", byServer("max", all("lvs_check_latency_seconds", CHOSEN)));
  }

  private static Panel failures() {
    return Panel.series("Bad checks", "cps", "Checks a second that failed.")
        .ask("{{server}}", byServer("sum", rate(all("lvs_check_failures_total", CHOSEN))));
  }

  private static Panel transitions() {
    return Panel.series(
            "Comings and goings",
            "none",
            "How often each real server came or went within the last ten minutes.")
        .stepped()
        .ask("{{server}}", byServer("max", "increase(" + server("transitions_total") + "[10m])"));
  }
}

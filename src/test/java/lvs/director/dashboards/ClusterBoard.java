package lvs.director.dashboards;

import static lvs.director.dashboards.Boards.all;
import static lvs.director.dashboards.Boards.rate;

/** Who is master, since when, how often it changed; what the cluster serves. */
final class ClusterBoard {
  private static final String CHOSEN = "router=~\"$router\"";

  private ClusterBoard() {}

  static Board board() {
    return Boards.of(
            "lvs-cluster",
            "LVS cluster",
            "Masters, switchovers, addresses and services of a cluster.")
        .several(
            "router",
            "Virtual router",
            "label_values(lvs_virtual_router_identity{cluster=~\"$cluster\"}, router)")
        .row("Now", masters(), directors(), alerts(), switchovers(), takeover(), oldest())
        .row(
            "Election",
            states(),
            mastersOverTime(),
            routers(),
            priority(),
            addresses(),
            mastersSeen())
        .row("Advertisements", advertisements(), lateness(), errors())
        .row("Services", services(), servers(), worst(), connections(), traffic());
  }

  private static String identified(String value) {
    return "sum by (cluster, vrid, address) ("
        + value
        + " * on (job, instance, router) group_left (vrid, address) lvs_virtual_router_identity)";
  }

  private static Panel masters() {
    return Panel.stat(
            "Masters by VRID",
            "none",
            "One is right. None: nobody answers for the addresses. Two: they do not hear each"
                + " other.")
        .size(6, 5)
        .ask("VRID {{vrid}} · {{address}}", identified(all("lvs_virtual_router_master", CHOSEN)))
        .base("red")
        .from(1, "green")
        .from(2, "red");
  }

  private static Panel directors() {
    return Panel.stat("Directors that answer", "none", "Directors that Prometheus could scrape.")
        .size(3, 5)
        .ask("answer", "sum(" + all("up", "job=\"lvs-director\"") + ")")
        .ask("of", "count(" + all("up", "job=\"lvs-director\"") + ")");
  }

  private static Panel alerts() {
    return Panel.stat(
            "Alerts", "none", "Alerts of alerts.yml that fire now; Prometheus must have loaded it.")
        .size(3, 5)
        .ask(
            "firing",
            "count(ALERTS{alertstate=\"firing\", alertname=~\"Lvs.*\", cluster=~\"$cluster\"}) or"
                + " vector(0)")
        .base("green")
        .from(1, "red");
  }

  private static Panel switchovers() {
    return Panel.stat(
            "Switchovers in this range",
            "none",
            "How often a router became master within the range shown at the top; the first master"
                + " after a start counts.")
        .size(4, 5)
        .ask(
            "VRID {{vrid}} · {{address}}",
            "round("
                + identified(
                    "increase("
                        + all("lvs_virtual_router_master_transitions_total", CHOSEN)
                        + "[$__range])")
                + ")")
        .base("green")
        .from(3, "orange")
        .from(10, "red");
  }

  private static Panel takeover() {
    return Panel.stat(
            "Failover time",
            "s",
            "The last time this router took over: how long before it the old master was heard last."
                + " Empty while no other master was ever heard.")
        .size(4, 5)
        .ask("{{router}} on {{instance}}", all("lvs_virtual_router_takeover_seconds", CHOSEN))
        .base("green")
        .from(4, "orange")
        .from(10, "red");
  }

  private static Panel oldest() {
    return Panel.stat(
            "Time since the last change", "s", "The virtual router that changed its state last.")
        .size(4, 5)
        .ask(
            "since",
            "time() - max(" + all("lvs_virtual_router_last_transition_time_seconds", CHOSEN) + ")");
  }

  private static Panel states() {
    return Panel.states("State of each virtual router", "Who was what when.")
        .ask("{{router}} · {{instance}}", all("lvs_virtual_router_state", CHOSEN))
        .word(0, "INIT", "text")
        .word(1, "BACKUP", "blue")
        .word(2, "MASTER", "green")
        .word(3, "FAULT", "red");
  }

  private static Panel mastersOverTime() {
    return Panel.series(
            "Masters by VRID over time",
            "none",
            "Short gaps are failovers, steps to two are splits.")
        .size(12, 8)
        .stepped()
        .ask("VRID {{vrid}} · {{address}}", identified(all("lvs_virtual_router_master", CHOSEN)));
  }

  private static Panel routers() {
    return Panel.table(
            "Virtual routers", "Every virtual router on every director, with what it knows.")
        .size(24, 6)
        .ask("State", by("max", all("lvs_virtual_router_state", CHOSEN)))
        .ask("Priority", by("max", all("lvs_virtual_router_priority", CHOSEN)))
        .ask("Configured", by("max", all("lvs_virtual_router_configured_priority", CHOSEN)))
        .ask("Masters seen", by("max", all("lvs_virtual_router_masters_seen", CHOSEN)))
        .ask("Peers", by("max", all("lvs_virtual_router_peers", CHOSEN)))
        .ask("Addresses", by("max", all("lvs_virtual_router_addresses", CHOSEN)))
        .ask("Held", by("max", all("lvs_virtual_router_addresses_held", CHOSEN)))
        .ask("Problems", by("max", all("lvs_virtual_router_problems", CHOSEN)))
        .ask(
            "In this state for",
            "s",
            "time() - " + by("max", all("lvs_virtual_router_last_transition_time_seconds", CHOSEN)))
        .word(0, "INIT", "text")
        .word(1, "BACKUP", "blue")
        .word(2, "MASTER", "green")
        .word(3, "FAULT", "red");
  }

  private static String by(String how, String what) {
    return how + " by (instance, router) (" + what + ")";
  }

  private static Panel priority() {
    return Panel.series(
            "Priority",
            "none",
            "Effective: what is configured, and what trackers add or take away.")
        .stepped()
        .ask("{{router}} · {{instance}}", all("lvs_virtual_router_priority", CHOSEN));
  }

  private static Panel addresses() {
    return Panel.series(
            "Virtual addresses held",
            "none",
            "Addresses that a machine really has. Two machines with the same ones are in trouble.")
        .stepped()
        .ask("{{router}} · {{instance}}", all("lvs_virtual_router_addresses_held", CHOSEN));
  }

  private static Panel mastersSeen() {
    return Panel.series(
            "Masters as each router hears them",
            "none",
            "One is right; a backup that hears none is about to take over.")
        .stepped()
        .ask("{{router}} · {{instance}}", all("lvs_virtual_router_masters_seen", CHOSEN));
  }

  private static Panel advertisements() {
    return Panel.series(
            "Advertisements", "pps", "The master sends, the others receive, at the same pace.")
        .ask(
            "{{router}} · {{instance}} sent",
            rate(all("lvs_virtual_router_advertisements_sent_total", CHOSEN)))
        .ask(
            "{{router}} · {{instance}} received",
            rate(all("lvs_virtual_router_advertisements_received_total", CHOSEN)));
  }

  private static Panel lateness() {
    return Panel.series(
            "Lateness of advertisements",
            "s",
            "How late the latest and the hundredth latest of the last minute were sent. Far below"
                + " the interval is well.")
        .ask("{{instance}} max", all("lvs_director_advertisement_lateness_max_seconds"))
        .ask("{{instance}} p99", all("lvs_director_advertisement_lateness_p99_seconds"));
  }

  private static Panel errors() {
    return Panel.series(
            "Packets that were refused",
            "pps",
            "Authentication, checksum, interval, version and address errors, foreign sources and"
                + " claims of our addresses by others.")
        .ask("{{instance}} authentication", refused("authentication_errors"))
        .ask("{{instance}} checksum", refused("checksum_errors"))
        .ask("{{instance}} interval", refused("interval_errors"))
        .ask("{{instance}} version", refused("version_errors"))
        .ask("{{instance}} addresses", refused("address_list_errors"))
        .ask("{{instance}} foreign", refused("foreign_source_errors"))
        .ask("{{instance}} conflicts", refused("address_conflicts"));
  }

  private static String refused(String counter) {
    return "sum by (instance) ("
        + rate(all("lvs_virtual_router_" + counter + "_total", CHOSEN))
        + ")";
  }

  private static Panel services() {
    return Panel.stat("Services without quorum", "none", "On each director. Must be 0.")
        .size(5, 8)
        .ask(
            "{{instance}}",
            all("lvs_director_virtual_services") + " - " + all("lvs_director_virtual_services_up"))
        .base("green")
        .from(1, "red");
  }

  private static Panel servers() {
    return Panel.stat("Real servers up", "percentunit", "On each director.")
        .size(5, 8)
        .ask(
            "{{instance}}",
            all("lvs_director_real_servers_up")
                + " / ("
                + all("lvs_director_real_servers")
                + " > 0)")
        .base("red")
        .from(0.5, "orange")
        .from(0.9, "green");
  }

  private static Panel connections() {
    return Panel.series(
            "New connections", "cps", "The ten busiest services, all directors together.")
        .size(12, 8)
        .stacked()
        .ask(
            "{{service}}",
            "topk(10, sum by (service) ("
                + rate(all("lvs_virtual_service_connections_total"))
                + "))");
  }

  private static Panel traffic() {
    return Panel.series("Traffic", "Bps", "Bytes of all services, by director and direction.")
        .size(12, 8)
        .ask(
            "{{instance}} in",
            "sum by (instance) (" + rate(all("lvs_virtual_service_in_bytes_total")) + ")")
        .ask(
            "{{instance}} out",
            "sum by (instance) (" + rate(all("lvs_virtual_service_out_bytes_total")) + ")");
  }

  private static Panel worst() {
    return Panel.table(
            "Services that lack real servers",
            "Services of which not every real server is up, on any director. Empty is well. The"
                + " name opens the service's board.")
        .size(14, 8)
        .ask(
            "Up",
            "min by (service) (" + all("lvs_virtual_service_real_servers_up") + ") < " + total())
        .ask(
            "Of",
            total() + " > min by (service) (" + all("lvs_virtual_service_real_servers_up") + ")")
        .link("/d/lvs-service?${__url_time_range}&var-service=${__data.fields.service}");
  }

  private static String total() {
    return "max by (service) (" + all("lvs_virtual_service_real_servers") + ")";
  }
}

package lvs.director.dashboards;

import static lvs.director.dashboards.Boards.all;
import static lvs.director.dashboards.Boards.rate;

/** The director as a process: punctuality, queues, table, JVM, archives, mail. */
final class DirectorBoard {
  private static final String JOB = "job=\"lvs-director\"";

  private DirectorBoard() {}

  static Board board() {
    return Boards.of(
            "lvs-director",
            "LVS director",
            "The director itself: punctual, healthy, able to record.")
        .row("Now", version(), plane(), uptime(), reload(), refused(), drift())
        .row("Punctuality", advertisements(), checkLateness(), checks())
        .row("Queues and table", queues(), lost(), table())
        .row("The JVM", heap(), collections(), processor(), threads(), files(), resident())
        .row("Archives", archiveLag(), archiveSize(), archiveErrors())
        .row("Mail", mailQueue(), mailAge(), mailSent());
  }

  private static String director(String metric) {
    return all("lvs_director_" + metric);
  }

  private static Panel version() {
    return Panel.stat("Version", "none", "Version of lvs-director on each machine.")
        .named()
        .ask("{{instance}}: {{version}}", director("build"));
  }

  private static Panel plane() {
    return Panel.stat("Data plane", "none", "ipvs is the kernel's, proxy the built-in one.")
        .named()
        .ask("{{instance}}: {{plane}}", director("data_plane"));
  }

  private static Panel uptime() {
    return Panel.stat("Runs for", "s", "Time since the director started.")
        .ask("{{instance}}", "time() - " + director("start_time_seconds"));
  }

  private static Panel reload() {
    return Panel.stat("Last reload", "none", "A refused configuration leaves the old one in force.")
        .ask("{{instance}}", director("last_reload_successful"))
        .word(0, "refused", "red")
        .word(1, "good", "green");
  }

  private static Panel refused() {
    return Panel.stat(
            "Refused by the data plane",
            "none",
            "Services and servers that are wanted but not served.")
        .ask("{{instance}}", director("data_plane_refused"))
        .base("green")
        .from(1, "red");
  }

  private static Panel drift() {
    return Panel.stat("Table drift", "none", "Changes of somebody else that were found and stand.")
        .ask("{{instance}}", director("table_differences_standing"))
        .base("green")
        .from(1, "orange");
  }

  private static Panel advertisements() {
    return Panel.series("Lateness of advertisements", "s", "Of the last minute.")
        .ask("{{instance}} max", director("advertisement_lateness_max_seconds"))
        .ask("{{instance}} p99", director("advertisement_lateness_p99_seconds"))
        .ask("{{instance}} p50", director("advertisement_lateness_p50_seconds"));
  }

  private static Panel checkLateness() {
    return Panel.series("Lateness of checks", "s", "Of the last minute.")
        .ask("{{instance}} max", director("check_lateness_max_seconds"))
        .ask("{{instance}} p99", director("check_lateness_p99_seconds"))
        .ask("{{instance}} p50", director("check_lateness_p50_seconds"));
  }

  private static Panel checks() {
    return Panel.series(
            "Checks", "none", "Checks a second that finished, and how many are under way.")
        .ask("{{instance}} finished a second", rate(director("checks_total")))
        .ask("{{instance}} under way", director("checks_running"));
  }

  private static Panel queues() {
    return Panel.series("Queues", "none", "What waits inside the director. Near 0 is well.")
        .ask("{{instance}} events", director("events_queued"))
        .ask("{{instance}} network changes", director("network_effects_queued"));
  }

  private static Panel lost() {
    return Panel.series("Lost in full queues", "cps", "Must be 0.")
        .ask("{{instance}} events", rate(director("events_refused_total")))
        .ask("{{instance}} election", rate(director("vrrp_events_refused_total")))
        .ask("{{instance}} network changes", rate(director("network_effects_refused_total")))
        .ask("{{instance}} notifications", rate(director("notifications_refused_total")))
        .ask("{{instance}} received packets", rate(director("vrrp_receive_overruns_total")));
  }

  private static Panel table() {
    return Panel.series(
            "The kernel's table",
            "none",
            "Differences made by others in the last ten minutes, foreign services, connections"
                + " learned from another director, settings with advice.")
        .ask(
            "{{instance}} differences",
            "increase(" + director("table_differences_total") + "[10m])")
        .ask("{{instance}} foreign services", director("foreign_services"))
        .ask("{{instance}} learned connections", director("synchronised_connections"))
        .ask("{{instance}} sysctls with advice", director("sysctls_with_advice"));
  }

  private static Panel heap() {
    return Panel.series("Heap", "bytes", "Used, and the limit.")
        .ask("{{instance}} used", heap("used"))
        .ask("{{instance}} limit", heap("max"));
  }

  private static String heap(String what) {
    return "sum by (instance) ("
        + all("jvm_memory_" + what + "_bytes", JOB + ", area=\"heap\"")
        + ")";
  }

  private static Panel collections() {
    return Panel.series(
            "Garbage collection", "percentunit", "Share of time spent in it, by collector.")
        .ask("{{instance}} {{gc}}", rate(all("jvm_gc_collection_seconds_sum", JOB)));
  }

  private static Panel processor() {
    return Panel.series("Processor", "none", "Cores in use by the whole process.")
        .ask("{{instance}}", rate(all("process_cpu_seconds_total", JOB)));
  }

  private static Panel threads() {
    return Panel.series("Threads", "none", "Platform threads; checks run in virtual ones.")
        .ask("{{instance}}", all("jvm_threads_current", JOB));
  }

  private static Panel files() {
    return Panel.series("Open files", "none", "Files and sockets.")
        .ask("{{instance}} open", all("process_open_fds", JOB));
  }

  private static Panel resident() {
    return Panel.series("Memory of the process", "bytes", "Resident.")
        .ask("{{instance}}", all("process_resident_memory_bytes", JOB));
  }

  private static Panel archiveLag() {
    return Panel.series(
            "Archives: what a power cut would lose",
            "s",
            "Age of the oldest sample that is not safe.")
        .ask("{{instance}}", director("archive_lag_seconds"))
        .base("green")
        .from(180, "red");
  }

  private static Panel archiveSize() {
    return Panel.series("Archives: size", "bytes", "On disk, and the limit.")
        .ask("{{instance}} used", director("archive_size_bytes"))
        .ask("{{instance}} limit", director("archive_limit_bytes"));
  }

  private static Panel archiveErrors() {
    return Panel.series(
            "Archives: samples and errors",
            "none",
            "Samples and errors a second, and files set aside since the start.")
        .ask("{{instance}} samples", rate(director("archive_samples_total")))
        .ask("{{instance}} errors", rate(director("archive_errors_total")))
        .ask("{{instance}} set aside", director("archive_set_aside_total"));
  }

  private static Panel mailQueue() {
    return Panel.series(
            "Mail that waits", "none", "Mails in the spool, and whether mail is silenced.")
        .stepped()
        .ask("{{instance}} waiting", director("mail_queued"))
        .ask("{{instance}} silenced", director("mail_silenced"));
  }

  private static Panel mailAge() {
    return Panel.series("Mail: age of the oldest", "s", "How long the oldest mail waits.")
        .ask("{{instance}}", director("mail_queue_age_seconds"))
        .base("green")
        .from(900, "red");
  }

  private static Panel mailSent() {
    return Panel.series(
            "Mail: sent, failed, lost",
            "none",
            "Within the last hour: taken by a relay, refused by all relays, lost since the spool"
                + " was full, told together with others.")
        .ask("{{instance}} sent", "increase(" + director("mail_sent_total") + "[1h])")
        .ask("{{instance}} failed", "increase(" + director("mail_failures_total") + "[1h])")
        .ask("{{instance}} lost", "increase(" + director("mail_dropped_total") + "[1h])")
        .ask("{{instance}} grouped", "increase(" + director("mail_grouped_total") + "[1h])");
  }
}

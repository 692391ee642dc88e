package lvs.director.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The overview that people read. */
final class StatusPrinter {
  private static final int WARNINGS_SHOWN = 10;

  private final Surroundings surroundings;
  private final WallTime wallTime;
  private final DrainWords drain;
  private final Paint paint;
  private final boolean all;

  /**
   * @param all leaves nothing out
   */
  StatusPrinter(Surroundings surroundings, boolean all) {
    this.surroundings = surroundings;
    this.wallTime = new WallTime(surroundings);
    this.drain = new DrainWords(wallTime);
    this.paint = new Paint(surroundings.colour());
    this.all = all;
  }

  void print(StatusReport report) {
    director(report.director());
    election(report);
    services(report);
    servers(report);
    changes(report.servers());
    lines(
        "Refused by the data plane",
        OpenValues.strings(report.director().get("DataPlaneRefusals")));
    reloadError(OpenValues.text(report.director(), "ReloadError"));
    lines(
        "Warnings of the configuration",
        OpenValues.strings(report.director().get("ConfigurationWarnings")));
  }

  private void election(StatusReport report) {
    ElectionPrinter election = new ElectionPrinter(surroundings);
    List<String> routers = election.routers(report);
    if (!routers.isEmpty()) {
      line("");
    }
    routers.forEach(this::line);
    heading("Virtual routers need attention", election.problems(report));
    heading("Watched and not well", election.trackers(report));
  }

  private void line(String text) {
    surroundings.out().println(text);
  }

  private void director(Map<String, Object> director) {
    Instant started = Instant.ofEpochMilli(OpenValues.number(director, "StartedEpochMillis"));
    line(
        "lvs-director "
            + OpenValues.text(director, "Version")
            + ", process "
            + OpenValues.text(director, "ProcessId")
            + ", running since "
            + wallTime.at(started)
            + " ("
            + wallTime.ago(started)
            + ")");
    line("configuration: " + OpenValues.text(director, "ConfigurationFile"));
    line(
        "data plane:    "
            + OpenValues.text(director, "DataPlane")
            + " ("
            + OpenValues.text(director, "DataPlaneReason")
            + ")");
    line("services:      " + share(director, "VirtualServices") + " with quorum");
    line("real servers:  " + share(director, "RealServers") + " up");
  }

  /** {@code 2/3}, green when they are the same. */
  private String share(Map<String, Object> bean, String attribute) {
    long up = OpenValues.number(bean, attribute + "Up");
    long total = OpenValues.number(bean, attribute);
    String text = up + "/" + total;
    return up == total ? paint.good(text) : paint.bad(text);
  }

  private void services(StatusReport report) {
    if (!report.services().isEmpty() || report.servicesLeftOut() > 0) {
      line("");
    }
    report.services().forEach(this::service);
    if (report.servicesLeftOut() > 0) {
      line("… and " + report.servicesLeftOut() + " more services; --all shows them");
    }
  }

  private void service(Map<String, Object> service) {
    boolean quorum = OpenValues.number(service, "QuorumUp") == 1;
    line(
        String.format(
                Locale.ROOT,
                "%-32s %-5s ",
                OpenValues.text(service, "Name"),
                OpenValues.text(service, "Scheduler"))
            + (quorum ? paint.good("up  ") : paint.bad("DOWN"))
            + "  "
            + share(service, "RealServers")
            + " servers up, weight "
            + OpenValues.text(service, "WeightUp")
            + " of quorum "
            + OpenValues.text(service, "Quorum")
            + remarks(service));
  }

  private String remarks(Map<String, Object> service) {
    StringBuilder remarks = new StringBuilder();
    if (OpenValues.number(service, "SorryServing") == 1) {
      remarks.append(paint.bad(", sorry server " + OpenValues.text(service, "SorryServer")));
    }
    if (OpenValues.number(service, "Suspended") == 1) {
      remarks.append(", suspended: the virtual address is not on this machine");
    }
    return remarks.toString();
  }

  private void servers(StatusReport report) {
    List<String> down = new ArrayList<>();
    for (Map<String, Object> server : report.servers()) {
      if (OpenValues.number(server, "Up") == 0) {
        down.add(
            where(server)
                + ": "
                + OpenValues.text(server, "Reason")
                + since(OpenValues.number(server, "LastTransitionEpochMillis")));
      }
    }
    if (report.serversLeftOut() > 0) {
      down.add("… and " + report.serversLeftOut() + " more servers; --all shows them");
    }
    heading("Down", down);
  }

  private String since(long epochMillis) {
    if (epochMillis <= 0) {
      return "";
    }
    Instant since = Instant.ofEpochMilli(epochMillis);
    return " (since " + wallTime.at(since) + ", " + wallTime.ago(since) + ")";
  }

  private void changes(List<Map<String, Object>> servers) {
    List<String> changes = new ArrayList<>();
    for (Map<String, Object> server : servers) {
      String change = change(server);
      if (!change.isEmpty()) {
        changes.add(where(server) + ": " + change);
      }
    }
    heading("Changed by operators or checks", changes);
  }

  private String change(Map<String, Object> server) {
    String standing = OpenValues.text(server, "Standing");
    boolean enabled = standing.equals("ENABLED");
    String weight = OpenValues.text(server, "Weight");
    String configured = OpenValues.text(server, "ConfiguredWeight");
    long expires = OpenValues.number(server, "StandingExpiresEpochMillis");
    boolean reweighed = OpenValues.number(server, "Up") == 1 && !weight.equals(configured);
    if (enabled && !reweighed && expires == 0) {
      return "";
    }
    String reason = OpenValues.text(server, "StandingReason");
    return (enabled
            ? "weight " + weight + ", configured " + configured
            : standing.toLowerCase(Locale.ROOT))
        + (reason.isEmpty() ? "" : ", " + reason)
        + drain.end(server)
        + (expires == 0 ? "" : ", until " + wallTime.at(Instant.ofEpochMilli(expires)))
        + drain.progress(server);
  }

  private static String where(Map<String, Object> server) {
    return OpenValues.text(server, "Address") + " in " + OpenValues.text(server, "VirtualService");
  }

  private void reloadError(String error) {
    if (!error.isEmpty()) {
      heading("The last reload was refused", List.of(error));
    }
  }

  private void lines(String heading, List<String> lines) {
    int limit = all ? lines.size() : Math.min(lines.size(), WARNINGS_SHOWN);
    List<String> shown = new ArrayList<>(lines.subList(0, limit));
    if (limit < lines.size()) {
      shown.add("… and " + (lines.size() - limit) + " more; --all shows them");
    }
    heading(heading, shown);
  }

  private void heading(String heading, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    line("");
    line(paint.heading(heading + ":"));
    lines.forEach(text -> line("  " + text));
  }
}

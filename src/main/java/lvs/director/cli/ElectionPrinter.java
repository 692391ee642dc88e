package lvs.director.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of {@code status} about virtual routers, sync groups and what they watch. */
final class ElectionPrinter {
  private final WallTime wallTime;
  private final Paint paint;

  ElectionPrinter(Surroundings surroundings) {
    this.wallTime = new WallTime(surroundings);
    this.paint = new Paint(surroundings.colour());
  }

  /** Three lines for each virtual router, one for each sync group. */
  List<String> routers(StatusReport report) {
    List<String> lines = new ArrayList<>();
    report.routers().forEach(router -> router(lines, router));
    report.groups().forEach(group -> group(lines, group));
    return lines;
  }

  private void router(List<String> lines, Map<String, Object> router) {
    lines.add(
        String.format(Locale.ROOT, "%-16s ", OpenValues.text(router, "Name"))
            + state(router)
            + " priority "
            + priority(router)
            + since(router)
            + ": "
            + OpenValues.text(router, "Reason"));
    lines.add("                 " + master(router) + "; " + addresses(router));
    String notes = notes(router);
    if (!notes.isEmpty()) {
      lines.add("                 " + paint.bad(notes));
    }
  }

  private void group(List<String> lines, Map<String, Object> group) {
    lines.add(
        String.format(Locale.ROOT, "%-16s ", OpenValues.text(group, "Name"))
            + state(group)
            + " sync group of "
            + String.join(", ", OpenValues.strings(group.get("Members")))
            + since(group)
            + ": "
            + OpenValues.text(group, "Reason"));
  }

  private String state(Map<String, Object> bean) {
    String state = OpenValues.text(bean, "State");
    String padded = String.format(Locale.ROOT, "%-7s", state);
    return switch (state) {
      case "MASTER" -> paint.good(padded);
      case "FAULT" -> paint.bad(padded);
      default -> padded;
    };
  }

  private static String priority(Map<String, Object> router) {
    String effective = OpenValues.text(router, "Priority");
    String configured = OpenValues.text(router, "ConfiguredPriority");
    return effective.equals(configured)
        ? effective
        : effective + " (configured: " + configured + ")";
  }

  private String since(Map<String, Object> bean) {
    long millis = OpenValues.number(bean, "LastTransitionEpochMillis");
    if (millis == 0) {
      return "";
    }
    Instant since = Instant.ofEpochMilli(millis);
    return ", since " + wallTime.at(since) + " (" + wallTime.ago(since) + ")";
  }

  private static String master(Map<String, Object> router) {
    String address = OpenValues.text(router, "MasterAddress");
    if (OpenValues.number(router, "Master") == 1) {
      return "master " + address + " (this machine)";
    }
    return address.isEmpty()
        ? "no master is heard"
        : "master " + address + ", priority " + OpenValues.text(router, "MasterPriority");
  }

  private static String addresses(Map<String, Object> router) {
    return String.join(", ", OpenValues.strings(router.get("Addresses")))
        + " on "
        + OpenValues.text(router, "AddressInterface")
        + ", VRID "
        + OpenValues.text(router, "Vrid");
  }

  private static String notes(Map<String, Object> router) {
    List<String> notes = new ArrayList<>();
    if (OpenValues.number(router, "Held") == 1) {
      notes.add(
          "held by an operator; lvs-director failover "
              + OpenValues.text(router, "Name")
              + " --release ends it");
    }
    if (OpenValues.number(router, "HandingOver") == 1) {
      notes.add("waits for its successor");
    }
    return String.join("; ", notes);
  }

  /** What keeps a virtual router from serving or needs a hand. */
  List<String> problems(StatusReport report) {
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> router : report.routers()) {
      String name = OpenValues.text(router, "Name") + ": ";
      OpenValues.strings(router.get("Faults")).forEach(fault -> lines.add(name + fault));
      OpenValues.strings(router.get("Problems")).forEach(problem -> lines.add(name + problem));
    }
    return lines;
  }

  /** What is watched and not well. */
  List<String> trackers(StatusReport report) {
    List<String> lines = new ArrayList<>();
    for (Map<String, Object> tracker : report.trackers()) {
      boolean well = OpenValues.number(tracker, "Up") == 1;
      if (!well && OpenValues.number(tracker, "Known") == 1) {
        lines.add(
            OpenValues.text(tracker, "Kind")
                + " "
                + OpenValues.text(tracker, "Name")
                + ": "
                + OpenValues.text(tracker, "Detail"));
      }
    }
    return lines;
  }
}

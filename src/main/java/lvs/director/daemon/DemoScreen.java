package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lvs.director.model.ServiceKey;
import lvs.director.pool.PoolView;
import lvs.director.pool.RealServerStatus;
import lvs.director.pool.VirtualServiceStatus;
import lvs.director.port.DataPlane;
import lvs.director.port.Director;

/** What the demo shows: the table of services and servers, and lines that say what to try. */
final class DemoScreen {
  private final DemoPlaces places;
  private final Director director;
  private final DemoClient client;
  private final List<DemoWebServer> servers;

  DemoScreen(DemoPlaces places, Director director, DemoClient client, List<DemoWebServer> servers) {
    this.places = places;
    this.director = director;
    this.client = client;
    this.servers = servers;
  }

  /** What stands below the table: keys, and lines to copy. */
  List<String> below() {
    List<String> lines = new ArrayList<>(List.of("", "  keys: " + keyLine() + "q ends", ""));
    lines.addAll(hints());
    return lines;
  }

  private String keyLine() {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < servers.size(); i++) {
      String verb = servers.get(i).running() ? " stops" : " revives";
      keys.append(i + 1).append(verb).append(" web").append(i + 1).append(", ");
    }
    return keys.toString();
  }

  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "lvs-director demo: %d requests answered, %d failed; built-in plane",
            client.answered(),
            client.failed()));
    director.pool().services().forEach(service -> addService(lines, service));
    return lines;
  }

  private void addService(List<String> lines, PoolView.ServiceView view) {
    VirtualServiceStatus status = view.status();
    ServiceKey key = status.service().keys().getFirst();
    Director.ServiceRates rates = director.traffic().get(key);
    double perSecond = rates == null ? 0 : rates.rate().connections();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-24s %-4s %d of %d servers up, %.1f connections/s",
            status.service().name() + " " + status.service().scheduling().scheduler().kernelName(),
            status.quorumUp() ? "UP" : "DOWN",
            status.serversUp(),
            status.servers().size(),
            perSecond));
    lines.add("       server          state weight conn/s total  why");
    for (int i = 0; i < status.servers().size(); i++) {
      lines.add(serverLine(i + 1, status.servers().get(i).status(), rates));
    }
  }

  private static String serverLine(
      int number, RealServerStatus server, Director.ServiceRates rates) {
    Director.Rate rate =
        rates == null
            ? Director.Rate.ZERO
            : rates.serverRates().getOrDefault(server.server().endpoint(), Director.Rate.ZERO);
    DataPlane.ServerCounters counters =
        rates == null ? null : rates.counters().servers().get(server.server().endpoint());
    return String.format(
        Locale.ROOT,
        "  web%d %-15s %-5s %6d %6.1f %5d  %s",
        number,
        server.server().endpoint(),
        server.up() ? "UP" : "DOWN",
        server.weight(),
        rate.connections(),
        counters == null ? 0 : counters.traffic().connections(),
        server.reason());
  }

  /** What to try, each line to be copied into another terminal. */
  List<String> hints() {
    String jolokia = "http://" + places.jolokia() + "/jolokia";
    String run = " --run-dir " + places.runFolder();
    return List.of(
        "  look at it with a browser: http://" + places.console() + "/lvs/",
        "  try in another terminal:",
        "    curl http://" + places.service() + "/    # again: another server answers",
        "    curl -s -d"
            + " '{\"type\":\"read\",\"mbean\":\"lvs.director:type=RealServer,*\",\"attribute\":[\"Up\",\"Reason\"]}'"
            + " "
            + jolokia,
        "    curl -s http://" + places.prometheus() + "/metrics | grep ^lvs_",
        "    bin/lvs-director status" + run,
        "    bin/lvs-director drain "
            + places.service()
            + " "
            + servers.getFirst().endpoint()
            + run,
        "    jconsole "
            + ProcessHandle.current().pid()
            + "                        # then MBeans, lvs.director",
        "    operations in the browser and through Jolokia: user demo, password "
            + places.password());
  }
}

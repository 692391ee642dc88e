package lvs.director.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lvs.director.base.Endpoint;
import lvs.director.base.Prefix;
import lvs.director.jmx.CompatibleTable.Column;
import lvs.director.jmx.CompatibleTable.Row;
import lvs.director.model.VirtualAddress;
import lvs.director.model.VirtualRouter;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.RouterStatus;

/**
 * Virtual routers under the names of the two exporters that read keepalived's dumps:
 * mehdy/keepalived-exporter and gen2brain/keepalived_exporter.
 */
final class CompatibleRouters {
  private static final List<String> STATE_LABELS = List.of("iname", "intf", "ip_address", "vrid");
  private static final String STATES = "0 in INIT, 1 in BACKUP, 2 in MASTER, 3 in FAULT.";

  static final List<CompatibleTable> TABLES =
      List.of(
          new CompatibleTable(
              "Routers",
              "Counters of virtual routers, as mehdy/keepalived-exporter has them.",
              List.of("iname", "intf", "vrid"),
              fullCounters(),
              director -> rows(director, CompatibleRouters::full)),
          new CompatibleTable(
              "RouterSettings",
              "Settings of virtual routers, as mehdy/keepalived-exporter has them.",
              List.of("iname", "intf", "vrid"),
              List.of(
                  new Column(
                      "keepalived_gratuitous_arp_delay_total",
                      "counter",
                      "Setting garp_master_delay in seconds; no counter, whatever its name says.")),
              director -> rows(director, CompatibleRouters::settings)),
          new CompatibleTable(
              "RouterStates",
              "State of virtual routers by address, as mehdy/keepalived-exporter has it.",
              STATE_LABELS,
              List.of(new Column("keepalived_vrrp_state", "gauge", STATES)),
              CompatibleRouters::states),
          new CompatibleTable(
              "ExcludedStates",
              "The same for addresses that are not advertised.",
              STATE_LABELS,
              List.of(new Column("keepalived_vrrp_excluded_state", "gauge", STATES)),
              CompatibleRouters::excludedStates),
          new CompatibleTable(
              "Scripts",
              "Track scripts, as mehdy/keepalived-exporter has them.",
              List.of("name"),
              List.of(new Column("keepalived_script_status", "gauge", "1 is GOOD, 0 is BAD.")),
              CompatibleRouters::scripts),
          new CompatibleTable(
              "RouterStatistics",
              "Counters of virtual routers, as gen2brain/keepalived_exporter has them.",
              List.of("intf", "name", "state", "vrid"),
              briefCounters(),
              director -> rows(director, CompatibleRouters::brief)));

  private CompatibleRouters() {}

  private static List<Column> fullCounters() {
    return RouterCounter.ALL.stream()
        .map(each -> new Column("keepalived_" + each.full() + "_total", "counter", each.help()))
        .toList();
  }

  private static List<Column> briefCounters() {
    return RouterCounter.ALL.stream()
        .map(each -> new Column("keepalived_vrrp_" + each.brief(), "untyped", each.help()))
        .toList();
  }

  private static List<Row> rows(Director director, Function<RouterStatus, Row> row) {
    return director.vrrp().routers().stream().map(row).toList();
  }

  private static Row full(RouterStatus status) {
    return new Row(labels(status.router()), RouterCounter.values(status));
  }

  private static Row settings(RouterStatus status) {
    VirtualRouter router = status.router();
    return new Row(labels(router), router.gratuitousArp().masterDelay().toMillis() / 1000.0);
  }

  private static List<String> labels(VirtualRouter router) {
    return List.of(router.name(), interfaceName(router), vrid(router));
  }

  private static Row brief(RouterStatus status) {
    VirtualRouter router = status.router();
    return new Row(
        List.of(interfaceName(router), router.name(), status.state().name(), vrid(router)),
        RouterCounter.values(status));
  }

  private static String interfaceName(VirtualRouter router) {
    return router.interfaceName().orElse("");
  }

  private static String vrid(VirtualRouter router) {
    return Integer.toString(router.vrid());
  }

  /** A virtual router that advertises no address has a row without one, as there. */
  private static List<Row> states(Director director) {
    List<Row> rows = new ArrayList<>();
    for (RouterStatus status : director.vrrp().routers()) {
      status.router().addresses().forEach(each -> rows.add(state(status, each)));
      if (status.router().addresses().isEmpty()) {
        rows.add(state(status, interfaceName(status.router()), ""));
      }
    }
    return rows;
  }

  private static List<Row> excludedStates(Director director) {
    List<Row> rows = new ArrayList<>();
    for (RouterStatus status : director.vrrp().routers()) {
      status.router().excludedAddresses().forEach(each -> rows.add(state(status, each)));
    }
    return rows;
  }

  private static Row state(RouterStatus status, VirtualAddress address) {
    String name = address.interfaceName().orElse(interfaceName(status.router()));
    return state(status, name, text(address.prefix()));
  }

  private static Row state(RouterStatus status, String interfaceName, String address) {
    VirtualRouter router = status.router();
    return new Row(
        List.of(router.name(), interfaceName, address, vrid(router)), number(status.state()));
  }

  /** keepalived's numbers. */
  static int number(RouterState state) {
    return switch (state) {
      case INIT -> 0;
      case BACKUP -> 1;
      case MASTER -> 2;
      case FAULT -> 3;
    };
  }

  /** keepalived's dump leaves the length out where it is that of the whole address. */
  private static String text(Prefix prefix) {
    boolean whole = prefix.lengthBits() == prefix.address().getAddress().length * 8;
    return whole ? Endpoint.text(prefix.address()) : prefix.toString();
  }

  /** A script without a result yet is neither GOOD nor BAD, and left out there too. */
  private static List<Row> scripts(Director director) {
    return director.vrrp().trackers().stream()
        .filter(each -> each.kind().equals("script") && each.known())
        .map(each -> new Row(List.of(each.name()), each.up() ? 1 : 0))
        .toList();
  }
}

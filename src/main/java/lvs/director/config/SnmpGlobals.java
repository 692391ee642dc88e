package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import lvs.director.config.text.Word;
import lvs.director.model.DbusSettings;
import lvs.director.model.SnmpSettings;

/** The words of global_defs about SNMP and D-Bus. */
final class SnmpGlobals {
  static final BlockGrammar<SnmpGlobals> GRAMMAR = grammar();

  private static final SnmpSettings DEFAULT = SnmpSettings.DEFAULT;

  private Optional<String> socket = Optional.empty();
  private boolean traps;
  private boolean vrrp;
  private boolean rfcVersion2;
  private boolean rfcVersion3;
  private boolean checker;
  private Duration serviceAge = DEFAULT.virtualServiceStatisticsAge();
  private Duration serverAge = DEFAULT.realServerStatisticsAge();
  private boolean dbus;
  private String dbusServiceName = DbusSettings.DEFAULT.serviceName();
  private String dbusNoInterfaceName = DbusSettings.DEFAULT.noInterfaceName();

  SnmpSettings snmp() {
    return new SnmpSettings(
        socket, traps, vrrp, rfcVersion2, rfcVersion3, checker, serviceAge, serverAge);
  }

  DbusSettings dbus() {
    return new DbusSettings(dbus, dbusServiceName, dbusNoInterfaceName);
  }

  private static BlockGrammar<SnmpGlobals> grammar() {
    BlockGrammar<SnmpGlobals> g = new BlockGrammar<>("global_defs");
    g.from(KeywordState.WITHOUT_EFFECT, "JMX, Jolokia and Prometheus serve instead of SNMP");
    g.word(
        "snmp_socket", "TRANSPORT", "unix:/var/agentx/master", (d, v) -> d.socket = Optional.of(v));
    g.flag("enable_traps", (d, on) -> d.traps = on);
    g.flag("enable_snmp_vrrp", (d, on) -> d.vrrp = on);
    g.synonym("enable_snmp_keepalived", "enable_snmp_vrrp");
    g.flag("enable_snmp_checker", (d, on) -> d.checker = on);
    g.flag("enable_snmp_rfc", (d, on) -> d.rfcVersion2 = d.rfcVersion3 = on);
    g.flag("enable_snmp_rfcv2", (d, on) -> d.rfcVersion2 = on);
    g.flag("enable_snmp_rfcv3", (d, on) -> d.rfcVersion3 = on);
    g.seconds("snmp_vs_stats_update_interval", "5", "0.001", "30", (d, v) -> d.serviceAge = v);
    g.seconds("snmp_rs_stats_update_interval", "0", "0.001", "30", (d, v) -> d.serverAge = v);
    g.from(KeywordState.WITHOUT_EFFECT, "JMX and Jolokia serve instead of D-Bus");
    g.flag("enable_dbus", (d, on) -> d.dbus = on);
    g.keyword(
        "dbus_service_name",
        "NAME",
        DbusSettings.DEFAULT.serviceName(),
        "a D-Bus name",
        (a, d) -> a.next().ifPresent(w -> d.dbusServiceName = busName(a, w)));
    g.word("dbus_no_interface_name", "NAME", "none", (d, v) -> d.dbusNoInterfaceName = v);
    return g;
  }

  /** A name with at least one dot, each part beginning with no digit (D-Bus specification). */
  private static String busName(Arguments arguments, Word word) {
    if (word.text().matches("[A-Za-z_-][A-Za-z0-9_-]*(\\.[A-Za-z_-][A-Za-z0-9_-]*)+")) {
      return word.text();
    }
    arguments.warning(
        "bad-bus-name",
        word,
        "\"" + word + "\" is no D-Bus name.",
        "Write words joined by dots, such as " + DbusSettings.DEFAULT.serviceName() + ".");
    return word.text();
  }
}

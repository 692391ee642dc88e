package lvs.director.config;

import java.util.List;
import java.util.Optional;
import lvs.director.config.text.NearestWord;
import lvs.director.config.text.Statement;
import lvs.director.config.text.Word;
import lvs.director.model.LvsSettings;
import lvs.director.model.VirtualRouter;
import lvs.director.model.VrrpConfiguration;

/** The keywords of global_defs that concern virtual services and their checks. */
final class LvsGlobals {
  static final BlockGrammar<LvsGlobals> GRAMMAR = grammar();

  private static final int LONGEST_TIMEOUT_SECONDS = 31 * 24 * 3600;
  private static final List<String> TIMEOUTS = List.of("tcp", "tcpfin", "udp");

  /** From smtp_alert in global_defs, which other engines use too; set by whoever binds it. */
  Optional<Boolean> smtpAlert = Optional.empty();

  Optional<Boolean> smtpAlertChecker = Optional.empty();
  boolean logAllFailures;
  Optional<Statement> syncDaemonStatement = Optional.empty();

  private int tcpTimeout;
  private int tcpFinTimeout;
  private int udpTimeout;
  private boolean flush;
  private boolean flushOnStop;
  private boolean flushServicesOnStop;
  private boolean initNotifies;
  private final PipeGlobals.Draft notifyPipe = new PipeGlobals.Draft();
  private Optional<LvsSettings.SyncDaemon> syncDaemon = Optional.empty();

  LvsSettings settings() {
    return new LvsSettings(
        tcpTimeout,
        tcpFinTimeout,
        udpTimeout,
        flush,
        flushOnStop,
        flushServicesOnStop,
        initNotifies,
        notifyPipe.pipe(),
        syncDaemon);
  }

  /** lvs_sync_daemon_interface of a vrrp_instance, the old form; holds unless the new one does. */
  void oldSyncDaemon(String device, String virtualRouter) {
    syncDaemon =
        syncDaemon.or(() -> Optional.of(SyncDaemonOptions.following(device, virtualRouter)));
  }

  private static BlockGrammar<LvsGlobals> grammar() {
    BlockGrammar<LvsGlobals> g = new BlockGrammar<>("global_defs");
    g.keyword(
            "lvs_timeouts",
            "[tcp SECONDS] [tcpfin SECONDS] [udp SECONDS]",
            "the plane's own",
            Arguments.rangeText(0, LONGEST_TIMEOUT_SECONDS),
            (a, d) -> d.timeouts(a))
        .note("0 leaves the plane's own");
    String ownTable = "of the kernel; the built-in plane's table begins and ends with the director";
    g.flag("lvs_flush", (d, on) -> d.flush = on).note(ownTable);
    g.keyword("lvs_flush_on_stop", "[VS]", "off", "-", (a, d) -> d.flushOnStop(a)).note(ownTable);
    g.alias("lvs_flush_onstop", "lvs_flush_on_stop");
    g.keyword(
            "lvs_sync_daemon",
            "INTERFACE [[inst] VRRP_INSTANCE] [id N] [maxlen N] [port N] [ttl N] [group ADDRESS]",
            "-",
            "id 0 to 255, maxlen 1 to 65507, port 1 to 65535, ttl 1 to 255",
            (a, d) -> d.syncDaemon(a))
        .note("on the kernel plane; the daemon has the role of the virtual router named here");
    String noTables = "services of a group are separate table entries here; no nftables needed";
    g.keyword("nftables_ipvs", "[TABLE]", "off", "-", (a, d) -> a.peek().ifPresent(w -> a.next()))
        .withoutEffect(noTables);
    g.integer("nftables_ipvs_priority", "-1", Integer.MIN_VALUE, Integer.MAX_VALUE, (d, n) -> {})
        .withoutEffect(noTables);
    g.keyword(
            "nftables_ipvs_start_fwmark",
            "NUMBER",
            "1000",
            Arguments.rangeText(1, 0xffffffffL),
            (a, d) -> a.number(1, 0xffffffffL))
        .withoutEffect(noTables);
    PipeGlobals.pipe(g, "lvs_notify_fifo", d -> d.notifyPipe);
    g.flag("rs_init_notifies", (d, on) -> d.initNotifies = on);
    g.bool("checker_log_all_failures", "off", (d, on) -> d.logAllFailures = on);
    g.bool("smtp_alert_checker", "unset", (d, on) -> d.smtpAlertChecker = Optional.of(on));
    return g;
  }

  /** lvs_sync_daemon follows a virtual router, which must be there. */
  void checkSyncDaemon(Binding binding, VrrpConfiguration vrrp) {
    List<String> routers = vrrp.virtualRouters().stream().map(VirtualRouter::name).toList();
    Optional<String> missing =
        syncDaemon
            .flatMap(LvsSettings.SyncDaemon::virtualRouter)
            .filter(name -> !routers.contains(name));
    if (missing.isPresent() && syncDaemonStatement.isPresent()) {
      binding.error(
          "unknown-instance",
          syncDaemonStatement.get(),
          "There is no vrrp_instance " + missing.get() + " for lvs_sync_daemon to follow.",
          NearestWord.of(missing.get(), routers)
              .map(nearest -> "Did you mean " + nearest + "?")
              .orElse("Define vrrp_instance " + missing.get() + " { … }."));
    }
  }

  private void timeouts(Arguments arguments) {
    if (!arguments.hasNext()) {
      arguments.next();
    }
    while (arguments.hasNext()) {
      Word which = arguments.next().orElseThrow();
      if (!TIMEOUTS.contains(which.text())) {
        arguments.badChoice(which, TIMEOUTS);
        arguments.rest();
      } else {
        arguments
            .integer(0, LONGEST_TIMEOUT_SECONDS)
            .ifPresent(seconds -> timeout(which.text(), seconds));
      }
    }
  }

  private void timeout(String which, int seconds) {
    switch (which) {
      case "tcp" -> tcpTimeout = seconds;
      case "tcpfin" -> tcpFinTimeout = seconds;
      default -> udpTimeout = seconds;
    }
  }

  private void flushOnStop(Arguments arguments) {
    if (!arguments.hasNext()) {
      flushOnStop = true;
    } else if (arguments.takes("VS")) {
      flushServicesOnStop = true;
    } else {
      arguments.badChoice(arguments.next().orElseThrow(), List.of("VS"));
    }
  }

  private void syncDaemon(Arguments arguments) {
    syncDaemonStatement = Optional.of(arguments.statement());
    arguments
        .word()
        .ifPresent(device -> syncDaemon = Optional.of(SyncDaemonOptions.read(arguments, device)));
  }
}

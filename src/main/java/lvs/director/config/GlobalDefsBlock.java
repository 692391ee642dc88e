package lvs.director.config;

import java.util.Optional;
import lvs.director.model.GlobalDefinitions;
import lvs.director.model.GratuitousArpSettings;
import lvs.director.model.VrrpEnvironment;

/** global_defs { … }: put together from the words of each subject. */
final class GlobalDefsBlock {
  static final BlockGrammar<GlobalDefsBlock> GRAMMAR = grammar();

  private final MailGlobals mail = new MailGlobals();
  private final ScriptGlobals scripts = new ScriptGlobals();
  private final PipeGlobals pipes = new PipeGlobals();
  private final ProcessGlobals processes = new ProcessGlobals();
  private final SnmpGlobals snmp = new SnmpGlobals();
  private final ReloadGlobals reload = new ReloadGlobals();
  private final VrrpGlobals vrrp = new VrrpGlobals();
  private final EnvironmentGlobals environment = new EnvironmentGlobals();
  private final FirewallGlobals firewall = new FirewallGlobals();
  final LvsGlobals lvs = new LvsGlobals();
  private Optional<String> routerId = Optional.empty();

  /** Binds the block; what virtual services need of its mail words is handed to theirs. */
  void bind(Arguments arguments) {
    arguments.block(GRAMMAR, this);
    lvs.smtpAlert = mail.alert();
  }

  GlobalDefinitions definitions(IdentityKeywords root) {
    return new GlobalDefinitions(
        root.identity(routerId),
        mail.settings(lvs.smtpAlertChecker),
        scripts.settings(),
        pipes.settings(),
        vrrp.settings(),
        processes.settings(root.childWait()),
        snmp.snmp(),
        snmp.dbus(),
        reload.reload(),
        reload.files(root.pidDirectory()));
  }

  GratuitousArpSettings.Spacing spacing() {
    return vrrp.spacing();
  }

  VrrpEnvironment environment() {
    return environment.settings(firewall.settings());
  }

  private static BlockGrammar<GlobalDefsBlock> grammar() {
    BlockGrammar<GlobalDefsBlock> g = new BlockGrammar<>("global_defs");
    g.word("router_id", "TEXT", "host name", (d, v) -> d.routerId = Optional.of(v));
    g.include(MailGlobals.GRAMMAR, d -> d.mail);
    g.include(ScriptGlobals.GRAMMAR, d -> d.scripts);
    g.include(PipeGlobals.GRAMMAR, d -> d.pipes);
    g.include(ProcessGlobals.GRAMMAR, d -> d.processes);
    g.include(VrrpGlobals.GRAMMAR, d -> d.vrrp);
    g.include(EnvironmentGlobals.GRAMMAR, d -> d.environment);
    g.include(FirewallGlobals.GRAMMAR, d -> d.firewall);
    g.include(LvsGlobals.GRAMMAR, d -> d.lvs);
    g.include(SnmpGlobals.GRAMMAR, d -> d.snmp);
    g.include(ReloadGlobals.GRAMMAR, d -> d.reload);
    return g;
  }
}

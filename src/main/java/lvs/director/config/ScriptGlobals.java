package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.Script;
import lvs.director.model.ScriptSettings;

/** The words of global_defs about programs that are run. */
final class ScriptGlobals {
  static final BlockGrammar<ScriptGlobals> GRAMMAR = grammar();

  private Optional<Script> startup = Optional.empty();
  private Duration startupTimeout = ScriptSettings.DEFAULT.startupTimeout();
  private Optional<Script> shutdown = Optional.empty();
  private Duration shutdownTimeout = ScriptSettings.DEFAULT.shutdownTimeout();
  private Optional<ScriptUser> user = Optional.empty();
  private boolean secure;
  private boolean supplementaryGroups;
  private boolean keepsSymlinks;

  ScriptSettings settings() {
    return new ScriptSettings(
        startup,
        startupTimeout,
        shutdown,
        shutdownTimeout,
        user.map(ScriptUser::name),
        user.flatMap(ScriptUser::group),
        secure,
        supplementaryGroups,
        keepsSymlinks);
  }

  private static BlockGrammar<ScriptGlobals> grammar() {
    BlockGrammar<ScriptGlobals> g = new BlockGrammar<>("global_defs");
    g.script("startup_script", (d, script) -> d.startup = Optional.of(script));
    g.integer("startup_script_timeout", "10", 1, 1000, (d, n) -> d.startupTimeout = seconds(n));
    g.script("shutdown_script", (d, script) -> d.shutdown = Optional.of(script));
    g.integer("shutdown_script_timeout", "10", 1, 1000, (d, n) -> d.shutdownTimeout = seconds(n));
    g.keyword(
        "script_user",
        "USER [[:]GROUP]",
        "keepalived_script, else the director's own",
        "-",
        (a, d) -> ScriptUser.read(a).ifPresent(user -> d.takeUser(a, user)));
    g.keyword("enable_script_security", "", "off", "-", (a, d) -> d.takeSecurity(a))
        .note(
            "what root would run and others can change is left out; MISC_CHECK and track_script"
                + " too");
    g.bool("set_supplementary_groups", "off", (d, on) -> d.supplementaryGroups = on)
        .withoutEffect("scripts always have all groups of their user");
    g.bool("use_symlink_paths", "off", (d, on) -> d.keepsSymlinks = on)
        .withoutEffect("paths are always run as written");
    return g;
  }

  private void takeSecurity(Arguments arguments) {
    secure = true;
    arguments.binding().secureScripts(true);
  }

  private void takeUser(Arguments arguments, ScriptUser taken) {
    user = Optional.of(taken);
    arguments.binding().defaultScriptUser(taken.name(), taken.group());
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}

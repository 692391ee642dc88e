package lvs.director.config;

import java.time.Duration;
import java.util.Optional;
import lvs.director.model.Script;
import lvs.director.model.TrackScript;

/** vrrp_script NAME { … }. */
final class TrackScriptBlock {
  static final BlockGrammar<TrackScriptBlock> GRAMMAR = grammar();

  private Optional<Script> script = Optional.empty();
  private Optional<ScriptUser> user = Optional.empty();
  private Duration interval = Duration.ofSeconds(1);
  private Optional<Duration> timeout = Optional.empty();
  private int weight;
  private boolean reverse;
  private int rise = 1;
  private int fall = 1;
  private boolean startsFailed;

  /** Empty without a script: keepalived drops the block then, too. */
  Optional<TrackScript> resolve(String name, Lines lines, Binding binding) {
    if (script.isEmpty()) {
      binding.warning(
          "script-not-set",
          lines.opened(),
          "vrrp_script " + name + " names no script and is left out, with all that track it.",
          "Add script \"/path/of/program\".");
    }
    Optional<Script> asUser = script.map(s -> user.map(u -> u.apply(s)).orElse(s));
    return asUser
        .filter(command -> ScriptSecurity.allows(binding, lines.at("script"), command))
        .map(
            command ->
                new TrackScript(
                    name,
                    command,
                    interval,
                    timeout.orElse(interval),
                    weight,
                    reverse,
                    rise,
                    fall,
                    startsFailed));
  }

  private static BlockGrammar<TrackScriptBlock> grammar() {
    BlockGrammar<TrackScriptBlock> g = new BlockGrammar<>("vrrp_script");
    g.keyword(
        "script",
        "SCRIPT [USER [GROUP]]",
        "-",
        "-",
        (a, d) -> d.script = a.scriptOfUserToCome().or(() -> d.script));
    g.seconds("interval", "1", "0", "4294967", (d, v) -> d.interval = v.isZero() ? ONE : v)
        .note("0 counts as 1 second");
    g.seconds("timeout", "interval", "0", "4294967", TrackScriptBlock::takeTimeout);
    WeightKeyword.add(g, "0", 253, TrackScriptBlock::takeWeight);
    g.integer("rise", "1", 1, Integer.MAX_VALUE, (d, n) -> d.rise = n);
    g.integer("fall", "1", 1, Integer.MAX_VALUE, (d, n) -> d.fall = n);
    g.keyword(
        "user",
        "USER [[:]GROUP]",
        "script_user",
        "-",
        (a, d) -> d.user = ScriptUser.read(a).or(() -> d.user));
    g.flag("init_fail", (d, on) -> d.startsFailed = on)
        .note("keepalived 2.4 forgets it; here it counts, as its manual says");
    return g;
  }

  private static final Duration ONE = Duration.ofSeconds(1);

  private void takeTimeout(Duration value) {
    timeout = value.isZero() ? Optional.empty() : Optional.of(value);
  }

  private void takeWeight(int newWeight, boolean reversed) {
    weight = newWeight;
    reverse = reversed;
  }
}

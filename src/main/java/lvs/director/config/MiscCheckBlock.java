package lvs.director.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lvs.director.config.text.Statement;
import lvs.director.model.Check;
import lvs.director.model.Script;

/** MISC_CHECK. */
final class MiscCheckBlock extends CheckBlock {
  static final BlockGrammar<MiscCheckBlock> GRAMMAR = grammar();

  private Optional<Script> script = Optional.empty();
  private Statement scriptStatement;
  private Optional<Duration> timeout = Optional.empty();
  private boolean dynamic;
  private Optional<String> user = Optional.empty();
  private Optional<String> group = Optional.empty();

  MiscCheckBlock(Statement statement, CheckDefaults server) {
    super(statement, server);
  }

  @Override
  List<Check> checks(Binding binding, Surroundings surroundings) {
    if (scriptStatement == null) {
      binding.error(
          "missing-keyword", statement, "MISC_CHECK has no program.", "Add misc_path \"PROGRAM\".");
    }
    return script
        .map(this::asUser)
        .filter(program -> ScriptSecurity.allows(binding, scriptStatement, program))
        .filter(program -> isThere(binding, program))
        .map(program -> misc(surroundings, program))
        .map(check -> List.<Check>of(check))
        .orElse(List.of());
  }

  /** Without its program keepalived leaves the check out: so do we, and {@code check} warns. */
  private static boolean isThere(Binding binding, Script program) {
    return ScriptCommand.isRunnable(binding.files(), program.argv().getFirst());
  }

  private Check.Misc misc(Surroundings surroundings, Script program) {
    Check.Timing timing =
        timing(surroundings, timeout.orElse(defaults.delayLoop()), 0, Duration.ofSeconds(1));
    return new Check.Misc(timing, surroundings.server(), program, dynamic);
  }

  private Script asUser(Script program) {
    return user.isPresent() ? new Script(program.argv(), user, group) : program;
  }

  private static BlockGrammar<MiscCheckBlock> grammar() {
    BlockGrammar<MiscCheckBlock> g = new BlockGrammar<>("MISC_CHECK");
    g.include(TIMED, check -> check);
    g.keyword("misc_path", "SCRIPT [USER [GROUP]]", "-", "-", (a, d) -> d.path(a));
    g.seconds(
        "misc_timeout",
        "delay_loop",
        "0.000001",
        CheckDefaults.LONGEST_SECONDS,
        (d, time) -> d.timeout = Optional.of(time));
    g.bool("misc_dynamic", "off", (d, on) -> d.dynamic = on)
        .note("exit status 2 to 255 means up with weight status - 2");
    g.keyword("user", "USER [GROUP]", "script_user", "-", (a, d) -> d.user(a));
    return g;
  }

  private void path(Arguments arguments) {
    scriptStatement = arguments.statement();
    script = arguments.scriptOfUserToCome();
  }

  private void user(Arguments arguments) {
    user = arguments.word();
    group = arguments.hasNext() ? arguments.word() : Optional.empty();
  }
}

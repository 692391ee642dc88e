package lvs.director.config;

import java.util.Optional;
import java.util.function.Function;
import lvs.director.model.NotifyPipes;
import lvs.director.model.Script;

/** The words of global_defs about named pipes that hear of changes. */
final class PipeGlobals {
  static final BlockGrammar<PipeGlobals> GRAMMAR = grammar();

  private final Draft everything = new Draft();
  private final Draft virtualRouters = new Draft();
  private boolean priorityChanges;
  private boolean statesOnReload;

  NotifyPipes settings() {
    return new NotifyPipes(
        everything.pipe(), virtualRouters.pipe(), priorityChanges, statesOnReload);
  }

  private static BlockGrammar<PipeGlobals> grammar() {
    BlockGrammar<PipeGlobals> g = new BlockGrammar<>("global_defs");
    pipe(g, "notify_fifo", d -> d.everything);
    pipe(g, "vrrp_notify_fifo", d -> d.virtualRouters);
    g.bool("vrrp_notify_priority_changes", "off", (d, on) -> d.priorityChanges = on);
    g.flag("fifo_write_vrrp_states_on_reload", (d, on) -> d.statesOnReload = on);
    return g;
  }

  private static void pipe(
      BlockGrammar<PipeGlobals> g, String keyword, Function<PipeGlobals, Draft> part) {
    g.keyword(keyword, "PATH [USER [GROUP]]", "-", "-", (a, d) -> part.apply(d).takePath(a));
    g.script(keyword + "_script", (d, script) -> part.apply(d).reader = Optional.of(script));
  }

  /** A pipe whose path and reader stand in two lines. */
  private static final class Draft {
    private Optional<String> path = Optional.empty();
    private Optional<ScriptUser> owner = Optional.empty();
    private Optional<Script> reader = Optional.empty();

    private void takePath(Arguments arguments) {
      path = arguments.word();
      owner = arguments.hasNext() ? ScriptUser.read(arguments) : Optional.empty();
    }

    private Optional<NotifyPipes.Pipe> pipe() {
      return path.map(
          where ->
              new NotifyPipes.Pipe(
                  where, owner.map(ScriptUser::name), owner.flatMap(ScriptUser::group), reader));
    }
  }
}

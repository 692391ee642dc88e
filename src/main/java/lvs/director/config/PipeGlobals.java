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

  /** Two keywords: a path with its owner, and the program that reads there. */
  static <B> void pipe(BlockGrammar<B> g, String keyword, Function<B, Draft> part) {
    g.keyword(keyword, "PATH [USER [GROUP]]", "-", "-", (a, draft) -> part.apply(draft).takePath(a))
        .note("belongs to script_user unless USER stands here");
    g.script(keyword + "_script", (draft, script) -> part.apply(draft).takeReader(script))
        .note("the path is its last argument");
  }

  /** A pipe whose path and reader stand in two lines. */
  static final class Draft {
    private Optional<String> path = Optional.empty();
    private Optional<ScriptUser> owner = Optional.empty();
    private Optional<Script> reader = Optional.empty();

    /** Without a user of its own it belongs to the one that scripts run as. */
    void takePath(Arguments arguments) {
      path = arguments.word();
      Binding binding = arguments.binding();
      owner =
          arguments.hasNext()
              ? ScriptUser.read(arguments)
              : binding.scriptUser().map(user -> new ScriptUser(user, binding.scriptGroup()));
    }

    void takeReader(Script script) {
      reader = Optional.of(script);
    }

    Optional<NotifyPipes.Pipe> pipe() {
      return path.map(
          where ->
              new NotifyPipes.Pipe(
                  where, owner.map(ScriptUser::name), owner.flatMap(ScriptUser::group), reader));
    }
  }
}

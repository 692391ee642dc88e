package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import lvs.director.model.Configuration;
import lvs.director.model.Script;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpView;

/** Tells scripts and FIFOs what the election decided. No method waits. */
final class VrrpNotifier {
  private final ScriptQueue scripts;

  VrrpNotifier(ScriptQueue scripts) {
    this.scripts = scripts;
  }

  /** In order for one virtual router or sync group, the arguments after those of the script. */
  void run(VrrpEffect.RunScript run) {
    List<String> argv = new ArrayList<>(run.script().argv());
    argv.addAll(run.arguments());
    Script full = new Script(argv, run.script().user(), run.script().group());
    scripts.run(full, "vrrp " + run.object(), run.cause());
  }

  void write(VrrpEffect.WriteFifo line) {
    scripts.pipes().tellOfRouters(line.line());
  }

  /**
   * With fifo_write_vrrp_states_on_reload, tells all states again.
   *
   * @param configuration in force since just now, not for the first time
   * @param view after it was taken up
   */
  void reloaded(Configuration configuration, VrrpView view) {
    if (!configuration.global().pipes().statesOnReload()) {
      return;
    }
    for (VrrpView.RouterStatus each : view.routers()) {
      tell("INSTANCE", each.router().name(), each.state(), each.priority());
    }
    for (VrrpView.GroupStatus each : view.groups()) {
      tell("GROUP", each.group().name(), each.state(), 0);
    }
  }

  /** Nothing is told of INIT, which readers do not know. */
  private void tell(String kind, String name, RouterState state, int priority) {
    if (state != RouterState.INIT) {
      scripts
          .pipes()
          .tellOfRouters("%s \"%s\" %s %d".formatted(kind, name, state.name(), priority));
    }
  }
}

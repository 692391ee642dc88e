package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import lvs.director.model.Script;
import lvs.director.vrrp.VrrpEffect;

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
}

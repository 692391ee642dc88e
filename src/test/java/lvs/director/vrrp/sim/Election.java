package lvs.director.vrrp.sim;

import java.util.List;
import lvs.director.vrrp.VrrpEffect;
import lvs.director.vrrp.VrrpEngine;
import lvs.director.vrrp.VrrpEvent;
import lvs.director.vrrp.VrrpView;

/** The engine as the simulation calls it; a wrapper can make it faulty. */
interface Election {
  List<VrrpEffect> step(long nowNanos, VrrpEvent event);

  long nextDeadlineNanos();

  VrrpView view();

  /** Makes the engine of a director that starts. */
  interface Maker {
    Election make(long nowNanos, long bootNanos);
  }

  static Election real(long nowNanos, long bootNanos) {
    return new Real(new VrrpEngine(nowNanos, bootNanos));
  }

  /** No fault at all. */
  record Real(VrrpEngine engine) implements Election {
    @Override
    public List<VrrpEffect> step(long nowNanos, VrrpEvent event) {
      return engine.step(nowNanos, event);
    }

    @Override
    public long nextDeadlineNanos() {
      return engine.nextDeadlineNanos();
    }

    @Override
    public VrrpView view() {
      return engine.view();
    }
  }
}

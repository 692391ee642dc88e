package lvs.director.jmx;

import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;

/** What virtual routers and sync groups have in common: a state, and a mastership to hand over. */
abstract class ElectedBean extends DescribedBean {
  final Director director;
  final String name;

  ElectedBean(Class<?> mxBeanInterface, Director director, String name) {
    super(mxBeanInterface);
    this.director = director;
    this.name = name;
  }

  abstract RouterState state();

  /** Monotonic time of the last transition. */
  abstract long sinceNanos();

  public final String getName() {
    return name;
  }

  public final String getState() {
    return state().name();
  }

  public final int getMaster() {
    return state() == RouterState.MASTER ? 1 : 0;
  }

  public final int getFault() {
    return state() == RouterState.FAULT ? 1 : 0;
  }

  public final long getLastTransitionEpochMillis() {
    return director.epochMillis(sinceNanos());
  }

  public final String failover(String to, boolean hold) {
    return Commands.ask(() -> director.control().failover(name, Commands.address(to), hold));
  }

  public final void release() {
    Commands.tell(() -> director.control().release(name));
  }
}

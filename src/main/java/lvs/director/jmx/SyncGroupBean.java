package lvs.director.jmx;

import java.util.List;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.GroupStatus;

/** Reads one sync group; holds nothing but its name. */
final class SyncGroupBean extends DescribedBean implements SyncGroupMXBean {
  private final Director director;
  private final String name;

  SyncGroupBean(Director director, String name) {
    super(SyncGroupMXBean.class);
    this.director = director;
    this.name = name;
  }

  private GroupStatus status() {
    return director
        .vrrp()
        .group(name)
        .orElseThrow(() -> new IllegalStateException(name + " is no longer configured"));
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public List<String> getMembers() {
    return status().group().members();
  }

  @Override
  public String getState() {
    return status().state().name();
  }

  @Override
  public int getMaster() {
    return status().state() == RouterState.MASTER ? 1 : 0;
  }

  @Override
  public int getFault() {
    return status().state() == RouterState.FAULT ? 1 : 0;
  }

  @Override
  public String getReason() {
    return status().reason();
  }

  @Override
  public long getLastTransitionEpochMillis() {
    return director.epochMillis(status().sinceNanos());
  }

  @Override
  public String failover(String to, boolean hold) {
    return Commands.ask(() -> director.control().failover(name, Commands.address(to), hold));
  }

  @Override
  public void release() {
    Commands.tell(() -> director.control().release(name));
  }
}

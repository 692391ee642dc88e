package lvs.director.jmx;

import java.util.List;
import lvs.director.port.Director;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView.GroupStatus;

/** Reads one sync group; holds nothing but its name. */
final class SyncGroupBean extends ElectedBean implements SyncGroupMXBean {
  SyncGroupBean(Director director, String name) {
    super(SyncGroupMXBean.class, director, name);
  }

  private GroupStatus status() {
    return director
        .vrrp()
        .group(name)
        .orElseThrow(() -> new IllegalStateException(name + " is no longer configured"));
  }

  @Override
  RouterState state() {
    return status().state();
  }

  @Override
  long sinceNanos() {
    return status().sinceNanos();
  }

  @Override
  public List<String> getMembers() {
    return status().group().members();
  }

  @Override
  public String getReason() {
    return status().reason();
  }
}

package lvs.director.daemon;

import java.util.ArrayList;
import java.util.List;
import lvs.director.pool.PoolView;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView;

/** A director in one line, as {@code systemctl status} shows it. */
final class StatusLine {
  private StatusLine() {}

  /** Such as {@code MASTER of 2 of 3 routers, 34 of 36 real servers up}. */
  static String of(PoolView pool, VrrpView vrrp) {
    List<String> parts = new ArrayList<>();
    if (!vrrp.routers().isEmpty()) {
      parts.add(routers(vrrp));
    }
    if (!pool.services().isEmpty()) {
      parts.add(servers(pool));
    }
    return parts.isEmpty() ? "nothing to do is configured" : String.join(", ", parts);
  }

  private static String routers(VrrpView vrrp) {
    int all = vrrp.routers().size();
    long masters =
        vrrp.routers().stream().filter(each -> each.state() == RouterState.MASTER).count();
    String of = masters == all ? "" : masters + " of ";
    return "MASTER of " + of + all + (all == 1 ? " router" : " routers");
  }

  private static String servers(PoolView pool) {
    int all = 0;
    long up = 0;
    for (PoolView.ServiceView service : pool.services()) {
      all += service.status().servers().size();
      up += service.status().servers().stream().filter(each -> each.status().up()).count();
    }
    return up + " of " + all + (all == 1 ? " real server up" : " real servers up");
  }
}

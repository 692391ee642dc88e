package lvs.director.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lvs.director.model.Configuration;
import lvs.director.model.LvsSettings;
import lvs.director.model.LvsSettings.SyncDaemon;
import lvs.director.model.VirtualRouter;
import lvs.director.port.DataPlane.SyncRole;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpNotice;
import lvs.director.vrrp.VrrpView;

/**
 * The part of this machine in synchronising connections: that of the virtual router that
 * lvs_sync_daemon names. Notices tell it first; the election's view tells of routers that no notice
 * was heard of.
 */
final class SyncRoles {
  private final Map<String, SyncRole> heard = new HashMap<>();
  private Configuration configuration = Configuration.EMPTY;
  private VrrpView view = VrrpView.EMPTY;

  /** The virtual router that synchronisation follows; empty when nothing is synchronised. */
  static Optional<VirtualRouter> router(Configuration configuration) {
    return configuration.lvs().syncDaemon().flatMap(SyncDaemon::virtualRouter).stream()
        .flatMap(name -> configuration.vrrp().virtualRouters().stream().filter(named(name)))
        .findFirst();
  }

  private static Predicate<VirtualRouter> named(String name) {
    return each -> each.name().equals(name);
  }

  /** The settings with the id of the daemon filled in: the VRID, unless another was written. */
  static LvsSettings resolved(Configuration configuration) {
    LvsSettings lvs = configuration.lvs();
    return lvs.withSyncDaemon(
        lvs.syncDaemon()
            .map(
                daemon ->
                    daemon.withSyncId(
                        daemon.syncId().or(() -> router(configuration).map(VirtualRouter::vrid)))));
  }

  synchronized SyncRole configure(Configuration next, VrrpView now) {
    configuration = next;
    view = now;
    return role();
  }

  synchronized SyncRole hear(VrrpNotice notice) {
    switch (notice.kind()) {
      case ROUTER_MASTER -> heard.put(notice.subject(), SyncRole.MASTER);
      case ROUTER_BACKUP, ROUTER_FAULT -> heard.put(notice.subject(), SyncRole.BACKUP);
      case ROUTER_REMOVED -> heard.remove(notice.subject());
      default -> {}
    }
    return role();
  }

  private SyncRole role() {
    return router(configuration).map(VirtualRouter::name).map(this::role).orElse(SyncRole.NONE);
  }

  private SyncRole role(String router) {
    boolean seenAsMaster =
        view.router(router).filter(each -> each.state() == RouterState.MASTER).isPresent();
    return heard.getOrDefault(router, seenAsMaster ? SyncRole.MASTER : SyncRole.BACKUP);
  }
}

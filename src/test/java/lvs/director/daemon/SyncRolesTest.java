package lvs.director.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import lvs.director.config.OneFile;
import lvs.director.model.Configuration;
import lvs.director.model.LvsSettings.SyncDaemon;
import lvs.director.port.DataPlane.SyncRole;
import lvs.director.vrrp.VrrpNotice;
import lvs.director.vrrp.VrrpView;
import org.junit.jupiter.api.Test;

class SyncRolesTest {
  private final SyncRoles roles = new SyncRoles();

  private static Configuration configuration(String daemon) {
    return OneFile.read(
        """
        global_defs {
            %s
        }
        vrrp_instance VI_1 {
            interface lo
            virtual_router_id 51
            virtual_ipaddress {
                10.0.0.1
            }
        }
        vrrp_instance VI_2 {
            interface lo
            virtual_router_id 52
            virtual_ipaddress {
                10.0.0.2
            }
        }
        """
            .formatted(daemon));
  }

  private static VrrpNotice notice(VrrpNotice.Kind kind, String router) {
    return new VrrpNotice(kind, router, "for a test", false);
  }

  private SyncRole configure(String daemon) {
    return roles.configure(configuration(daemon), VrrpView.EMPTY);
  }

  @Test
  void nothingIsSynchronisedWithoutADaemonOrARouterToFollow() {
    assertEquals(SyncRole.NONE, configure(""));
    assertEquals(SyncRole.NONE, configure("lvs_sync_daemon lo id 7"));
    assertEquals(SyncRole.NONE, roles.hear(notice(VrrpNotice.Kind.ROUTER_MASTER, "VI_1")));
  }

  @Test
  void beforeTheFirstStateItIsBackup() {
    assertEquals(SyncRole.BACKUP, configure("lvs_sync_daemon lo VI_1"));
  }

  @Test
  void theRoleFollowsTheRouterThatIsNamedAndNoOther() {
    configure("lvs_sync_daemon lo VI_1");
    assertEquals(SyncRole.BACKUP, roles.hear(notice(VrrpNotice.Kind.ROUTER_MASTER, "VI_2")));
    assertEquals(SyncRole.MASTER, roles.hear(notice(VrrpNotice.Kind.ROUTER_MASTER, "VI_1")));
    assertEquals(SyncRole.MASTER, roles.hear(notice(VrrpNotice.Kind.PRIORITY_CHANGED, "VI_1")));
    assertEquals(SyncRole.BACKUP, roles.hear(notice(VrrpNotice.Kind.ROUTER_FAULT, "VI_1")));
    assertEquals(SyncRole.MASTER, roles.hear(notice(VrrpNotice.Kind.ROUTER_MASTER, "VI_1")));
    assertEquals(SyncRole.BACKUP, roles.hear(notice(VrrpNotice.Kind.ROUTER_BACKUP, "VI_1")));
  }

  @Test
  void aDaemonThatComesByAReloadKnowsWhatWasHeardBefore() {
    configure("");
    roles.hear(notice(VrrpNotice.Kind.ROUTER_MASTER, "VI_2"));
    assertEquals(SyncRole.MASTER, configure("lvs_sync_daemon lo VI_2"));
    assertEquals(SyncRole.BACKUP, configure("lvs_sync_daemon lo VI_1"));
    assertEquals(SyncRole.NONE, configure(""));
  }

  @Test
  void theIdIsTheVridUnlessAnotherIsWritten() {
    assertEquals(Optional.of(52), id("lvs_sync_daemon lo VI_2"));
    assertEquals(Optional.of(7), id("lvs_sync_daemon lo VI_2 id 7"));
    assertEquals(Optional.empty(), id(""));
  }

  private static Optional<Integer> id(String daemon) {
    return SyncRoles.resolved(configuration(daemon)).syncDaemon().flatMap(SyncDaemon::syncId);
  }
}

package lvs.director.staged;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lvs.director.base.Endpoint;
import lvs.director.config.ConfigurationReader;
import lvs.director.config.text.ReadSettings;
import lvs.director.model.VrrpConfiguration;
import lvs.director.vrrp.RouterState;
import lvs.director.vrrp.VrrpView;
import lvs.director.vrrp.VrrpView.Counters;
import lvs.director.vrrp.VrrpView.GroupStatus;
import lvs.director.vrrp.VrrpView.PeerStatus;
import lvs.director.vrrp.VrrpView.RouterStatus;
import lvs.director.vrrp.VrrpView.TrackerStatus;
import lvs.director.vrrp.packet.DiscardReason;

/** An election on a stage: one virtual router in one sync group, one script. */
public final class StagedElection {
  private static final String TEXT =
      """
      vrrp_script chk_http {
          script "/bin/true"
      }
      vrrp_sync_group VG_1 {
          group {
              VI_1
          }
      }
      vrrp_instance VI_1 {
          interface lo
          virtual_router_id 51
          priority 100
          virtual_ipaddress {
              192.0.2.10/24
          }
          track_script {
              chk_http
          }
      }
      """;

  private StagedElection() {}

  public static VrrpView view(RouterState state) throws Exception {
    VrrpConfiguration vrrp = configuration();
    RouterStatus router =
        new RouterStatus(
            vrrp.virtualRouters().getFirst(),
            state,
            102,
            StagedDirector.NOW_NANOS,
            "no advertisement of 192.0.2.2 for 3.609 s",
            "no-response",
            Optional.of(address("192.0.2.1")),
            Optional.of("lo"),
            Optional.of(address("192.0.2.1")),
            OptionalInt.of(102),
            OptionalLong.of(StagedDirector.NOW_NANOS),
            Duration.ofMillis(3609),
            List.of(),
            List.of("10.9.0.2 advertises each 2 s, we each 1 s; make advert_int equal"),
            false,
            false,
            OptionalInt.of(5),
            Optional.of("VG_1"),
            List.of(
                new PeerStatus(
                    address("192.0.2.2"),
                    OptionalInt.of(90),
                    OptionalLong.of(StagedDirector.NOW_NANOS),
                    7,
                    List.of())),
            new Counters(1, 2, 3, 4, 5, 6, 7, Map.of(DiscardReason.CHECKSUM_ERROR, 8L)),
            OptionalLong.of(3_609_000_000L));
    GroupStatus group =
        new GroupStatus(
            vrrp.syncGroups().getFirst(), state, StagedDirector.NOW_NANOS, "its members agree");
    TrackerStatus tracker =
        new TrackerStatus(
            "script",
            "chk_http",
            true,
            true,
            "exit status 0",
            OptionalInt.of(0),
            "fine",
            9,
            1,
            2_000_000,
            OptionalLong.of(StagedDirector.NOW_NANOS));
    return new VrrpView(
        List.of(router), List.of(group), List.of(tracker), Map.of(DiscardReason.VRID_ERROR, 3L));
  }

  private static VrrpConfiguration configuration() throws Exception {
    Path file = Files.createTempFile("election", ".conf");
    try {
      Files.writeString(file, TEXT);
      return ConfigurationReader.load(file, ReadSettings.ofThisMachine())
          .configuration()
          .orElseThrow()
          .vrrp();
    } finally {
      Files.delete(file);
    }
  }

  private static InetAddress address(String text) {
    return Endpoint.address(text).orElseThrow();
  }
}

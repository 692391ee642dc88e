package lvs.director.model;

import java.util.List;

/**
 * Everything that takes part in electing a master: virtual routers, what they track, and what
 * stands on the machine whoever is master. Names are unique within each list, and every reference
 * to a tracker or a member has been resolved: it names something that is here.
 *
 * @param virtualRouters vrrp_instance blocks, in the order of the text
 * @param syncGroups vrrp_sync_group blocks
 * @param trackScripts vrrp_script blocks
 * @param trackFiles track_file blocks
 * @param trackProcesses vrrp_track_process blocks
 * @param bfdSessions bfd_instance blocks
 * @param statics addresses, routes and rules that stand for the director's whole life
 * @param trackGroups sets of virtual routers that suffer when a static item is lost
 * @param links how the links of this machine are watched
 * @param environment settings of the whole VRRP side
 */
public record VrrpConfiguration(
    List<VirtualRouter> virtualRouters,
    List<SyncGroup> syncGroups,
    List<TrackScript> trackScripts,
    List<TrackFile> trackFiles,
    List<TrackProcess> trackProcesses,
    List<BfdSession> bfdSessions,
    StaticAddresses statics,
    List<TrackGroup> trackGroups,
    LinkSettings links,
    VrrpEnvironment environment) {

  public static final VrrpConfiguration EMPTY =
      new VrrpConfiguration(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          StaticAddresses.NONE,
          List.of(),
          LinkSettings.DEFAULT,
          VrrpEnvironment.DEFAULT);

  /**
   * A track_group block.
   *
   * @param members names of virtual routers
   */
  public record TrackGroup(String name, List<String> members) {}
}

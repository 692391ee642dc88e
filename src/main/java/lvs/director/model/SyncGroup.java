package lvs.director.model;

import java.util.List;

/**
 * A vrrp_sync_group block: virtual routers that change state together.
 *
 * @param members names of virtual routers, each in one group at most
 * @param tracking applies to every member
 * @param weightedTracking trackers may carry weights (sync_group_tracking_weight)
 * @param notifyPriorityChanges tell the pipe about effective priorities of members
 */
public record SyncGroup(
    String name,
    List<String> members,
    Tracking tracking,
    boolean weightedTracking,
    NotifyScripts notifyScripts,
    boolean smtpAlert,
    boolean notifyPriorityChanges) {}

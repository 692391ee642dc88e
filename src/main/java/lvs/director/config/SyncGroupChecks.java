package lvs.director.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lvs.director.model.SyncGroup;
import lvs.director.model.Tracking;
import lvs.director.model.VirtualRouter;

/** Rules between a sync group and its members. */
final class SyncGroupChecks {
  private SyncGroupChecks() {}

  static void check(
      List<SyncGroup> groups, List<VirtualRouter> routers, VrrpDraft root, Binding binding) {
    Map<String, VirtualRouter> byName = new HashMap<>();
    routers.forEach(router -> byName.put(router.name(), router));
    for (SyncGroup group : groups) {
      List<VirtualRouter> members =
          group.members().stream().map(byName::get).filter(Objects::nonNull).toList();
      preemption(group, members, root, binding);
      weights(group, members, root, binding);
    }
  }

  /** Preemption is judged for each member alone, so that a mixture splits the group. */
  private static void preemption(
      SyncGroup group, List<VirtualRouter> members, VrrpDraft root, Binding binding) {
    long different = members.stream().map(VirtualRouter::preemption).distinct().count();
    if (different > 1) {
      binding.warning(
          "mixed-preemption",
          root.syncGroups.get(group.name()).lines().opened(),
          "Members of " + group.name() + " differ in nopreempt or preempt_delay.",
          "Write the same in all of them.");
    }
  }

  private static void weights(
      SyncGroup group, List<VirtualRouter> members, VrrpDraft root, Binding binding) {
    if (group.weightedTracking()) {
      return;
    }
    for (VirtualRouter member : members) {
      Tracking tracking = member.tracking();
      boolean weighted =
          Stream.of(tracking.interfaces(), tracking.scripts(), tracking.bfdSessions())
              .flatMap(List::stream)
              .anyMatch(each -> !each.failureIsFault());
      if (weighted) {
        binding.warning(
            "weight-in-sync-group",
            root.instances
                .get(member.name())
                .lines()
                .at("track_script", "track_interface", "track_bfd"),
            "Weights do not count in members of a sync group; "
                + member.name()
                + " is in "
                + group.name()
                + ".",
            "Write sync_group_tracking_weight in the group, or remove the weights.");
      }
    }
  }
}

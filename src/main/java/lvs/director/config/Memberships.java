package lvs.director.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lvs.director.config.text.NearestWord;

/** Who belongs to which group, and what is wrong with the lists of members. */
final class Memberships {
  private final Set<String> instances;
  private final Binding binding;
  private final Map<String, String> groupOf = new HashMap<>();

  Memberships(Set<String> instances, Binding binding) {
    this.instances = instances;
    this.binding = binding;
  }

  /** The members that exist and belong to no other group; empty when the group is left out. */
  List<String> ofSyncGroup(Named<SyncGroupBlock> group) {
    List<String> members = new ArrayList<>();
    for (SyncGroupBlock.Member each : group.draft().members()) {
      if (isKnown(each) && isFree(each, group.name())) {
        members.add(each.name().text());
      }
    }
    warnAboutSize(group, members.size());
    return List.copyOf(members);
  }

  /** The members that exist. */
  List<String> known(List<SyncGroupBlock.Member> members) {
    return members.stream().filter(this::isKnown).map(each -> each.name().text()).toList();
  }

  void checkTrackGroup(StaticBlocks.GroupReference reference, Set<String> groups) {
    if (!groups.contains(reference.group())) {
      binding.error(
          "unknown-track-group",
          reference.at(),
          "There is no track_group " + reference.group() + ".",
          NearestWord.of(reference.group(), groups)
              .map(nearest -> "Did you mean " + nearest + "?")
              .orElse("Define track_group " + reference.group() + " { group { … } }."));
    }
  }

  private boolean isKnown(SyncGroupBlock.Member member) {
    String name = member.name().text();
    boolean known = instances.contains(name);
    if (!known) {
      binding.error(
          "unknown-member",
          member.name().at(),
          member.at().line(),
          "There is no vrrp_instance " + name + ".",
          NearestWord.of(name, instances)
              .map(nearest -> "Did you mean " + nearest + "?")
              .orElse("Define vrrp_instance " + name + " { … }."));
    }
    return known;
  }

  private boolean isFree(SyncGroupBlock.Member member, String group) {
    String name = member.name().text();
    String earlier = groupOf.putIfAbsent(name, group);
    if (group.equals(earlier)) {
      binding.warning(
          "duplicate-member",
          member.at(),
          name + " is named twice in " + group + ".",
          "Remove one of the two.");
    } else if (earlier != null) {
      binding.error(
          "member-of-two-groups",
          member.name().at(),
          member.at().line(),
          name + " is in vrrp_sync_group " + earlier + " already.",
          "A virtual router belongs to one group; merge the two.");
    }
    return earlier == null;
  }

  private void warnAboutSize(Named<SyncGroupBlock> group, int members) {
    if (members < 2) {
      binding.warning(
          members == 0 ? "empty-sync-group" : "sync-group-of-one",
          group.lines().opened(),
          "vrrp_sync_group "
              + group.name()
              + (members == 0 ? " has no members and is left out." : " has only one member."),
          "Name at least two virtual routers in group { … }.");
    }
  }
}

package lvs.director.vrrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lvs.director.model.SyncGroup;
import lvs.director.model.Tracking;
import lvs.director.model.Tracking.Tracked;
import lvs.director.model.VirtualRouter;
import lvs.director.vrrp.Tracker.Kind;

/**
 * What a virtual router refers to, its own trackers and those of its sync group, with the weights
 * that count: where members of a group must agree, and for the owner of the addresses, a weight
 * cannot.
 */
final class References {

  /** One of them. */
  record Reference(Kind kind, String name, int weight, boolean reverse) {
    static Reference of(Kind kind, Tracked tracked) {
      return new Reference(kind, tracked.name(), tracked.weight(), tracked.reverse());
    }

    Reference weighing(int other) {
      return new Reference(kind, name, other, reverse);
    }
  }

  private References() {}

  /**
   * @param groupHasOwner one of the members owns its addresses
   */
  static List<Reference> of(
      VirtualRouter router, Optional<SyncGroup> group, boolean groupHasOwner) {
    boolean owner = router.priority() == VirtualRouter.OWNER_PRIORITY;
    boolean unweighted = owner || group.filter(each -> !each.weightedTracking()).isPresent();
    List<Reference> found = new ArrayList<>();
    for (Reference own : all(router.tracking())) {
      Optional<Reference> counts =
          unweighted && own.weight() != 0 ? unweighted(own, owner) : Optional.of(own);
      counts.ifPresent(found::add);
    }
    group.ifPresent(
        g -> all(g.tracking()).forEach(each -> found.add(groupHasOwner ? each.weighing(0) : each)));
    return List.copyOf(found);
  }

  private static Optional<Reference> unweighted(Reference own, boolean owner) {
    return switch (own.kind()) {
      case INTERFACE -> owner ? Optional.empty() : Optional.of(own.weighing(0));
      case SCRIPT, BFD -> Optional.empty();
      case FILE -> own.weight() == 1 ? Optional.of(own.weighing(0)) : Optional.empty();
      case PROCESS -> Optional.of(own);
    };
  }

  private static List<Reference> all(Tracking tracking) {
    List<Reference> all = new ArrayList<>();
    tracking.interfaces().forEach(each -> all.add(Reference.of(Kind.INTERFACE, each)));
    tracking.scripts().forEach(each -> all.add(Reference.of(Kind.SCRIPT, each)));
    tracking.files().forEach(each -> all.add(Reference.of(Kind.FILE, each)));
    tracking.processes().forEach(each -> all.add(Reference.of(Kind.PROCESS, each)));
    tracking.bfdSessions().forEach(each -> all.add(Reference.of(Kind.BFD, each)));
    return all;
  }
}

package lvs.director.vrrp;

import java.util.List;
import java.util.Optional;
import lvs.director.model.SyncGroup;
import lvs.director.vrrp.Router.Notified;
import lvs.director.vrrp.VirtualRouterState.HandingOver;

/** A sync group: virtual routers that change state together. */
final class Group {
  private SyncGroup config;
  private List<Router> members = List.of();
  RouterState state = RouterState.INIT;
  long sinceNanos;
  String reason = "not started";
  Optional<Notified> notified = Optional.empty();

  Group(SyncGroup config) {
    this.config = config;
  }

  void configure(SyncGroup next, List<Router> nextMembers) {
    config = next;
    members = List.copyOf(nextMembers);
  }

  SyncGroup config() {
    return config;
  }

  String name() {
    return config.name();
  }

  List<Router> members() {
    return members;
  }

  boolean hasOwner() {
    return members.stream().anyMatch(Router::isOwner);
  }

  boolean allOwners() {
    return members.stream().allMatch(Router::isOwner);
  }

  /**
   * A member goes MASTER only if every other one wants to, or the group is master already; none
   * while another still hands over, which would leave them apart.
   */
  boolean lets(Router candidate) {
    if (members.stream().anyMatch(each -> each.state() instanceof HandingOver)) {
      return false;
    }
    return state == RouterState.MASTER
        || members.stream().allMatch(each -> each == candidate || each.wantsMaster);
  }

  /** The member whose own reason moved the group. */
  Optional<Router> leader() {
    return members.stream()
        .filter(each -> !each.reason.contains("of the same sync group"))
        .findFirst()
        .or(() -> members.stream().findFirst());
  }

  /** What its members make of it now. */
  RouterState derived() {
    if (members.stream().allMatch(Router::serves)) {
      return RouterState.MASTER;
    }
    for (RouterState each : List.of(RouterState.FAULT, RouterState.INIT)) {
      if (members.stream().anyMatch(member -> member.state().name() == each)) {
        return each;
      }
    }
    return RouterState.BACKUP;
  }
}

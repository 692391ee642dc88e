package lvs.director.vrrp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which virtual routers an operator keeps from mastership; their names outlive a restart. */
final class Holds {
  private final Election election;
  private Set<String> restored = Set.of();
  private Set<String> kept = Set.of();
  private boolean changed;

  Holds(Election election) {
    this.election = election;
  }

  /** Somebody may be held now who was not, or be called otherwise. */
  void touch() {
    changed = true;
  }

  /** From an earlier run. */
  void restore(Set<String> names) {
    restored = Set.copyOf(names);
    kept = restored;
    election.routers().forEach(this::apply);
  }

  /** For a router that is new to this run. */
  void apply(Router router) {
    router.held |= restored.contains(router.name());
  }

  /** After a reload: what was restored has been applied. */
  void applied() {
    election.routers().forEach(this::apply);
    restored = Set.of();
    changed = true;
  }

  void release(Step step, String name) {
    List<Router> unit = election.unit(name);
    changed = true;
    for (Router each : unit) {
      boolean was = each.held || each.yielded;
      each.held = false;
      each.yielded = false;
      each.problems.remove("held");
      if (was) {
        step.announce(
            VrrpNotice.Kind.HANDOVER, each.name(), each.name() + " may become master again");
      }
    }
  }

  /** Keeps the names, if they are others than before. */
  void keep(Step step) {
    if (!changed) {
      return;
    }
    changed = false;
    Set<String> names = new LinkedHashSet<>(restored);
    election.routers().stream().filter(each -> each.held).forEach(each -> names.add(each.name()));
    if (!names.equals(kept)) {
      kept = names;
      step.add(new VrrpEffect.KeepHolds(names));
    }
  }
}
